-- A restricted case is kept and not used: nothing counts it, nobody is pointed to it, nothing is written on it.

-- Of one kind a person waits for one answer at a time.
CREATE UNIQUE INDEX "person_request_one_open" ON "person_request"("organisation_id", "case_id", "kind") WHERE "status" = 'open';

CREATE OR REPLACE FUNCTION figures() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH file AS MATERIALIZED (
    SELECT c.id, c.organisation_id, c.person_id, c.status, p.nationalities[1] AS nationality,
      to_char(c.opened_at AT TIME ZONE 'Asia/Phnom_Penh', 'YYYY-MM') AS month, coalesce(c.province, s.province) AS province
    FROM case_file c
    JOIN person p ON p.organisation_id = c.organisation_id AND p.id = c.person_id
    JOIN site s ON s.organisation_id = c.organisation_id AND s.id = c.site_id
    WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff'
      AND (app_role() = 'coordinator' OR 'analyst' = ANY (app_grants())) AND c.status NOT IN ('erased', 'duplicate_merged', 'restricted')),
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

CREATE OR REPLACE FUNCTION case_pointers(p_people uuid[])
RETURNS TABLE (person_id uuid, case_id uuid, code text, site_name text, assignee_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT ON (c.person_id) c.person_id, c.id, c.code, s.name, u.display_name
  FROM case_file c
  JOIN site s ON s.organisation_id = c.organisation_id AND s.id = c.site_id
  LEFT JOIN user_account u ON u.organisation_id = c.organisation_id AND u.id = c.assignee_id
  WHERE c.organisation_id = app_organisation() AND app_scope() IN ('staff', 'system') AND c.person_id = ANY (p_people)
    AND c.status NOT IN ('erased', 'duplicate_merged', 'restricted')
  ORDER BY c.person_id, c.opened_at DESC
$$;

-- Whoever stops the use of a case holds its row, and waits for those who are writing on it; whoever begins meanwhile waits in
-- turn, and is told here. Runs as the member of staff who writes, who sees the case.
CREATE FUNCTION refuse_on_restricted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  written_on uuid;
  now_is text;
BEGIN
  IF app_scope() IS DISTINCT FROM 'staff' THEN RETURN NULL; END IF;
  IF TG_TABLE_NAME = 'partner_link' THEN
    SELECT r.case_id INTO written_on FROM referral r WHERE r.organisation_id = NEW.organisation_id AND r.id = NEW.referral_id;
  ELSE
    written_on := NEW.case_id;
  END IF;
  SELECT c.status INTO now_is FROM case_file c WHERE c.organisation_id = NEW.organisation_id AND c.id = written_on FOR KEY SHARE;
  IF now_is = 'restricted' THEN RAISE EXCEPTION 'what is restricted is not written on' USING ERRCODE = 'OW005'; END IF;
  RETURN NULL;
END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['need', 'referral', 'note', 'exit_event', 'partner_link'] LOOP
    EXECUTE format('CREATE TRIGGER refused_on_restricted AFTER INSERT ON %I FOR EACH ROW EXECUTE FUNCTION refuse_on_restricted()', t);
  END LOOP;
END $$;
-- Nor does what is there move on. The program takes referrals back, and is not staff.
CREATE TRIGGER refused_move_on_restricted AFTER UPDATE OF status ON need FOR EACH ROW EXECUTE FUNCTION refuse_on_restricted();
CREATE TRIGGER refused_move_on_restricted AFTER UPDATE OF status ON referral FOR EACH ROW EXECUTE FUNCTION refuse_on_restricted();

-- While a case of somebody is restricted, staff take nothing away that says who they are, also past another case of theirs: a name
-- whose being right is disputed stays.
CREATE FUNCTION refuse_identity_loss() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  whose uuid := (to_jsonb(OLD) ->> CASE TG_TABLE_NAME WHEN 'person' THEN 'id' ELSE 'person_id' END)::uuid;
BEGIN
  IF app_scope() = 'staff' AND EXISTS (SELECT FROM case_file c
      WHERE c.organisation_id = OLD.organisation_id AND c.person_id = whose AND c.status = 'restricted') THEN
    RAISE EXCEPTION 'a restricted case keeps who this is' USING ERRCODE = 'OW006';
  END IF;
  RETURN NULL;
END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['person_name', 'person_contact', 'identity_document'] LOOP
    EXECUTE format('CREATE TRIGGER kept_while_restricted AFTER DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_identity_loss()', t);
  END LOOP;
END $$;
CREATE TRIGGER kept_while_restricted AFTER UPDATE OF preferred_name_sealed, birth_date_sealed ON person FOR EACH ROW
  WHEN (OLD.preferred_name_sealed IS NOT NULL AND NEW.preferred_name_sealed IS DISTINCT FROM OLD.preferred_name_sealed
    OR OLD.birth_date_sealed IS NOT NULL AND NEW.birth_date_sealed IS DISTINCT FROM OLD.birth_date_sealed)
  EXECUTE FUNCTION refuse_identity_loss();

-- What somebody carries is what they can work on. Of who leaves, restricted cases are still named: somebody must answer for them.
CREATE OR REPLACE FUNCTION open_case_counts(p_users uuid[]) RETURNS TABLE (user_id uuid, open_cases integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.assignee_id, count(*)::integer FROM case_file c
  WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff' AND c.assignee_id = ANY (p_users)
    AND c.status NOT IN ('closed', 'duplicate_merged', 'transferred', 'erased', 'restricted')
  GROUP BY c.assignee_id
$$;
