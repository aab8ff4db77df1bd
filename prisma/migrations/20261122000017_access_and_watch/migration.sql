-- One question waits, one glass is broken, for each person and case. What is over is ended before the next begins.
CREATE UNIQUE INDEX "case_access_one_waiting" ON "case_access"("organisation_id", "case_id", "user_id") WHERE "status" = 'waiting';
CREATE UNIQUE INDEX "case_access_one_glass" ON "case_access"("organisation_id", "case_id", "user_id") WHERE "status" = 'open' AND "kind" = 'glass';

-- A task of one kind about one subject, once for each who is to do it.
DROP INDEX "task_organisation_id_kind_subject_id_key";
CREATE UNIQUE INDEX "task_organisation_id_kind_subject_id_assignee_id_key" ON "task"("organisation_id", "kind", "subject_id", "assignee_id") NULLS NOT DISTINCT;

-- Nobody answers or reviews themselves, and no access lasts longer than it may, whoever asks.
ALTER TABLE "case_access" ADD CONSTRAINT "case_access_answered_by_check" CHECK ("answered_by" <> "user_id");
ALTER TABLE "case_access" ADD CONSTRAINT "case_access_reviewed_by_check" CHECK ("reviewed_by" <> "user_id");
ALTER TABLE "case_access" ADD CONSTRAINT "case_access_longest_check" CHECK ("ends_at" IS NULL OR CASE "kind"
  WHEN 'glass' THEN "ends_at" <= "created_at" + interval '60 minutes'
  WHEN 'asked' THEN "ends_at" <= coalesce("answered_at", "created_at") + interval '72 hours'
  ELSE "ends_at" <= "created_at" + interval '16 minutes' END);

-- Cases by code or id, however far out of sight: where they are and whom to ask, which is the caseworker, else who coordinates
-- the site. For those who know the code, or an access to the case.
CREATE FUNCTION cases_pointed_at(p_code text, p_cases uuid[])
RETURNS TABLE (case_id uuid, code text, site_id uuid, site_name text, assignee_id uuid, ask text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.id, c.code, c.site_id, s.name, c.assignee_id, coalesce(
    (SELECT u.display_name FROM user_account u
      WHERE u.organisation_id = c.organisation_id AND u.id = c.assignee_id AND u.status = 'active'),
    (SELECT u.display_name FROM membership m JOIN user_account u ON u.organisation_id = m.organisation_id AND u.id = m.user_id
      WHERE m.organisation_id = c.organisation_id AND m.site_id = c.site_id AND m.team_id IS NULL AND m.status = 'active'
        AND (m.ends_at IS NULL OR m.ends_at > now()) AND u.status = 'active' AND u.role = 'coordinator'
      ORDER BY u.display_name, u.id LIMIT 1))
  FROM case_file c JOIN site s ON s.organisation_id = c.organisation_id AND s.id = c.site_id
  WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff' AND (c.code = p_code OR c.id = ANY (p_cases))
    AND c.status NOT IN ('erased', 'duplicate_merged')
$$;

-- Whom it concerns that somebody else comes to a case: its caseworker, who coordinates its site, the duty officers there.
CREATE FUNCTION people_of_case(p_case uuid) RETURNS TABLE (user_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT u.id, u.display_name FROM case_file c JOIN user_account u ON u.organisation_id = c.organisation_id
  WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff' AND c.id = p_case
    AND u.status = 'active' AND (u.ends_at IS NULL OR u.ends_at > now()) AND (u.id = c.assignee_id OR EXISTS (
      SELECT 1 FROM membership m
      WHERE m.organisation_id = c.organisation_id AND m.user_id = u.id AND m.site_id = c.site_id AND m.status = 'active'
        AND (m.ends_at IS NULL OR m.ends_at > now())
        AND ((m.team_id IS NULL AND u.role = 'coordinator') OR EXISTS (
          SELECT 1 FROM access_grant g
          WHERE g.organisation_id = c.organisation_id AND g.user_id = u.id AND g.kind = 'duty_officer'
            AND g.revoked_at IS NULL AND (g.ends_at IS NULL OR g.ends_at > now())))))
$$;

-- True for a duty officer of the case's site, who answers for access to it without seeing it.
CREATE FUNCTION is_duty_officer_of(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT 'duty_officer' = ANY (app_grants()) AND EXISTS (
    SELECT 1 FROM case_file c JOIN membership m ON m.organisation_id = c.organisation_id AND m.site_id = c.site_id
    WHERE c.organisation_id = app_organisation() AND c.id = p_case AND m.user_id = app_user() AND m.status = 'active'
      AND (m.ends_at IS NULL OR m.ends_at > now()))
$$;

CREATE POLICY case_access_of_duty ON case_access FOR SELECT
  USING (organisation_id = app_organisation() AND app_scope() = 'staff' AND is_duty_officer_of(case_id));
CREATE POLICY case_access_answer_of_duty ON case_access FOR UPDATE
  USING (organisation_id = app_organisation() AND app_scope() = 'staff' AND is_duty_officer_of(case_id))
  WITH CHECK (organisation_id = app_organisation() AND user_id <> app_user());
-- An access stays whose it is, and leads where it led.
REVOKE UPDATE ON case_access FROM onward_app;
GRANT UPDATE (status, ends_at, answered_by, answered_at, reviewed_by, reviewed_at, review_outcome, review_sealed, version)
  ON case_access TO onward_app;
-- A task about an access reaches whom it is for, also without the case; and who asked can take the question back.
CREATE POLICY task_about_access ON task USING (organisation_id = app_organisation() AND app_scope() = 'staff'
  AND kind IN ('access_asked', 'access_answered', 'glass_broken') AND (assignee_id = app_user() OR is_duty_officer_of(case_id)
    OR (kind = 'access_asked' AND EXISTS (
      SELECT 1 FROM case_access a WHERE a.organisation_id = task.organisation_id AND a.id = task.subject_id AND a.user_id = app_user()))));

-- The data-protection officer reads the trail as administrators do, with codes and without content.
CREATE OR REPLACE FUNCTION case_id_of_code(p_code text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.id FROM case_file c
  WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff' AND c.code = p_code
    AND (app_role() = 'administrator' OR 'data_protection_officer' = ANY (app_grants()))
$$;
CREATE OR REPLACE FUNCTION case_codes(p_cases uuid[]) RETURNS TABLE (case_id uuid, code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.id, c.code FROM case_file c
  WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff' AND c.id = ANY (p_cases)
    AND (app_role() = 'administrator' OR 'data_protection_officer' = ANY (app_grants()))
$$;

-- Numbers as they may be told: those below five are left out, and with them as many of the next smallest as it takes that
-- nobody can work them out from the total: at least two, and five people together.
CREATE FUNCTION without_small_cells(p_cells jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, public AS $$
DECLARE cell record; hidden int := 0; people int := 0; answer jsonb := '[]';
BEGIN
  FOR cell IN SELECT c ->> 'key' AS key, (c ->> 'count')::int AS count FROM jsonb_array_elements(p_cells) c
    ORDER BY (c ->> 'count')::int, c ->> 'key'
  LOOP
    IF cell.count > 0 AND (cell.count < 5 OR (hidden > 0 AND (hidden < 2 OR people < 5))) THEN
      hidden := hidden + 1;
      people := people + cell.count;
      answer := answer || jsonb_build_array(jsonb_build_object('key', cell.key, 'count', NULL));
    ELSE
      answer := answer || jsonb_build_array(jsonb_build_object('key', cell.key, 'count', cell.count));
    END IF;
  END LOOP;
  RETURN answer;
END $$;

-- Where people come from, in groups large enough to hide in.
CREATE FUNCTION nationality_group(p_country text) RETURNS text LANGUAGE sql IMMUTABLE RETURN CASE
  WHEN p_country IS NULL OR p_country !~ '^[A-Z]{2}$' THEN 'not_known'
  WHEN p_country IN ('BN', 'ID', 'KH', 'LA', 'MM', 'MY', 'PH', 'SG', 'TH', 'TL', 'VN') THEN 'south_east_asia'
  WHEN p_country IN ('CN', 'HK', 'JP', 'KP', 'KR', 'MN', 'MO', 'TW') THEN 'east_asia'
  WHEN p_country IN ('AF', 'BD', 'BT', 'IN', 'LK', 'MV', 'NP', 'PK') THEN 'south_asia'
  WHEN p_country IN ('KG', 'KZ', 'RU', 'TJ', 'TM', 'UZ', 'AM', 'AZ', 'BY', 'GE', 'MD', 'UA') THEN 'eastern_europe_central_asia'
  WHEN p_country IN ('AO', 'BF', 'BI', 'BJ', 'BW', 'CD', 'CF', 'CG', 'CI', 'CM', 'DJ', 'DZ', 'EG', 'ER', 'ET', 'GA', 'GH', 'GM',
    'GN', 'GQ', 'GW', 'KE', 'LR', 'LS', 'LY', 'MA', 'MG', 'ML', 'MR', 'MU', 'MW', 'MZ', 'NA', 'NE', 'NG', 'RW', 'SD', 'SL', 'SN',
    'SO', 'SS', 'SZ', 'TD', 'TG', 'TN', 'TZ', 'UG', 'ZA', 'ZM', 'ZW') THEN 'africa'
  ELSE 'elsewhere' END;

-- The figures of the whole organisation: counts and nothing else, for analysts and coordinators.
CREATE FUNCTION figures() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH file AS MATERIALIZED (
    SELECT c.id, c.organisation_id, c.person_id, c.status, p.nationalities[1] AS nationality,
      to_char(c.opened_at AT TIME ZONE 'Asia/Phnom_Penh', 'YYYY-MM') AS month, coalesce(c.province, s.province) AS province
    FROM case_file c
    JOIN person p ON p.organisation_id = c.organisation_id AND p.id = c.person_id
    JOIN site s ON s.organisation_id = c.organisation_id AND s.id = c.site_id
    WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff'
      AND (app_role() = 'coordinator' OR 'analyst' = ANY (app_grants())) AND c.status NOT IN ('erased', 'duplicate_merged')),
  cell AS (
    SELECT 'month' AS list, month AS key, count(*)::int AS count FROM file GROUP BY 2
    UNION ALL SELECT 'status', status, count(*)::int FROM file GROUP BY 2
    UNION ALL SELECT 'nationality', nationality_group(nationality), count(*)::int FROM file GROUP BY 2
    UNION ALL SELECT 'province', coalesce(province, 'not_known'), count(*)::int FROM file GROUP BY 2
    UNION ALL SELECT CASE WHEN n.status IN ('met', 'partly_met') THEN 'met' ELSE 'unmet' END, t.category, count(*)::int
      FROM need n JOIN file f ON f.organisation_id = n.organisation_id AND f.id = n.case_id JOIN need_type t ON t.code = n.type_code
      WHERE n.status IN ('met', 'partly_met', 'not_available', 'not_eligible') GROUP BY 1, 2),
  told AS (
    SELECT list, without_small_cells(jsonb_agg(jsonb_build_object('key', key, 'count', count))) AS cells FROM cell GROUP BY list)
  SELECT jsonb_build_object('cases', (SELECT CASE WHEN count(*) >= 5 OR count(*) = 0 THEN count(*) END FROM file))
    || coalesce((SELECT jsonb_object_agg(list, cells) FROM told), '{}')
$$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['cases_pointed_at(text, uuid[])', 'people_of_case(uuid)', 'is_duty_officer_of(uuid)', 'figures()'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO onward_app';
  END LOOP;
END $$;
