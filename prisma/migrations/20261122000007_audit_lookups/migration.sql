-- Administrators have no case content. To answer "who looked at K7Q-4MX-2?" and "how many cases must be handed over?"
-- they need codes and counts, nothing else; colleagues see how much each other carries.

CREATE FUNCTION case_id_of_code(p_code text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.id FROM case_file c
  WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff'
    AND current_setting('app.role', true) = 'administrator' AND c.code = p_code
$$;

CREATE FUNCTION case_codes(p_cases uuid[]) RETURNS TABLE (case_id uuid, code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.id, c.code FROM case_file c
  WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff'
    AND current_setting('app.role', true) = 'administrator' AND c.id = ANY (p_cases)
$$;

CREATE FUNCTION open_case_counts(p_users uuid[]) RETURNS TABLE (user_id uuid, open_cases integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.assignee_id, count(*)::integer FROM case_file c
  WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff' AND c.assignee_id = ANY (p_users)
    AND c.status NOT IN ('closed', 'duplicate_merged', 'transferred', 'erased')
  GROUP BY c.assignee_id
$$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['case_id_of_code(text)', 'case_codes(uuid[])', 'open_case_counts(uuid[])'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO onward_app';
  END LOOP;
END $$;
