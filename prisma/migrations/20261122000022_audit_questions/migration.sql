-- What the pages of the trail ask: who looked at a case, what left the system, who was refused, who came in in an emergency.

-- Of a search the trail keeps whose files it hit, in sight or not, so that their team can see who looked for them.
CREATE FUNCTION cases_of_people(p_people uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(array_agg(c.id), '{}') FROM case_file c
  WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff' AND c.person_id = ANY (p_people)
$$;

-- Searches that hit a case. Which of them somebody may read is still for the policy to say.
CREATE FUNCTION searches_that_hit(p_case uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT e.id FROM audit_event e
  WHERE e.organisation_id = app_organisation() AND e.action IN ('person.search', 'person.duplicates') AND e.covers @> ARRAY[p_case]
$$;

-- Whether a legal hold protects a case of somebody, in sight or not: then nothing that is known of them is taken away.
CREATE FUNCTION is_person_held(p_person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT 1 FROM legal_hold h
    JOIN case_file c ON c.organisation_id = h.organisation_id AND c.id = h.case_id
    WHERE h.organisation_id = app_organisation() AND app_scope() = 'staff' AND c.person_id = p_person
      AND h.lifted_at IS NULL)
$$;

-- The owner reads alerts past their policy in this one function.
ALTER TABLE watch_alert NO FORCE ROW LEVEL SECURITY;
-- When lib/watch noticed somebody's reading, for whoever reads the trail; never about themselves.
CREATE FUNCTION unusual_reading(p_users uuid[], p_from timestamptz, p_to timestamptz)
RETURNS TABLE (user_id uuid, rule text, period_start timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT w.user_id, w.rule, w.period_start FROM watch_alert w
  WHERE w.organisation_id = app_organisation() AND w.user_id = ANY (p_users) AND w.user_id IS DISTINCT FROM app_user()
    AND w.period_start > p_from - interval '1 day' AND w.period_start <= p_to
    AND (app_role() = 'administrator' OR 'data_protection_officer' = ANY (app_grants()) OR app_scope() = 'system')
$$;

-- Codes are for everybody who reads the trail, and for the program that writes it out; so far for administrators only.
CREATE OR REPLACE FUNCTION case_id_of_code(p_code text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.id FROM case_file c
  WHERE c.organisation_id = app_organisation() AND c.code = p_code
    AND (app_scope() = 'system' OR (app_scope() = 'staff'
      AND (app_role() = 'administrator' OR 'data_protection_officer' = ANY (app_grants()))))
$$;

CREATE OR REPLACE FUNCTION case_codes(p_cases uuid[]) RETURNS TABLE (case_id uuid, code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.id, c.code FROM case_file c
  WHERE c.organisation_id = app_organisation() AND c.id = ANY (p_cases)
    AND (app_scope() = 'system' OR (app_scope() = 'staff'
      AND (app_role() = 'administrator' OR 'data_protection_officer' = ANY (app_grants()))))
$$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['cases_of_people(uuid[])', 'searches_that_hit(uuid)', 'is_person_held(uuid)',
    'unusual_reading(uuid[], timestamptz, timestamptz)'] LOOP
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO onward_app';
  END LOOP;
END $$;

-- A case's team also sees who was refused and whose search found it: events that are not of a case, but about it.
DROP POLICY audit_event_select ON audit_event;
CREATE POLICY audit_event_select ON audit_event FOR SELECT USING (organisation_id = app_organisation() AND (
  app_scope() = 'system'
  OR app_role() = 'administrator'
  OR (SELECT 'data_protection_officer' = ANY (app_grants()))
  OR (case_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM case_file c WHERE c.organisation_id = audit_event.organisation_id AND c.id = audit_event.case_id))
  OR (kind = 'denied' AND EXISTS (
    SELECT 1 FROM case_file c WHERE c.organisation_id = audit_event.organisation_id AND c.id = audit_event.entity_id))
  OR (action IN ('person.search', 'person.duplicates') AND EXISTS (
    SELECT 1 FROM case_file c WHERE c.organisation_id = audit_event.organisation_id AND c.id = ANY (audit_event.covers)))));

-- Each question finds its events in an index that holds hardly anything else: whoever writes other events does not pay for it.
CREATE INDEX audit_event_hits_idx ON audit_event USING gin (covers)
  WHERE action IN ('person.search', 'person.duplicates');
CREATE INDEX audit_event_left_idx ON audit_event (organisation_id, at DESC, id DESC) WHERE kind = 'share'
  OR action IN ('person.reveal', 'note.reveal', 'person.copy', 'referral.send', 'referral.acknowledge', 'referral.shared',
    'audit.export', 'audit.download');
CREATE INDEX audit_event_refused_idx ON audit_event (organisation_id, at DESC, id DESC) WHERE outcome = 'denied';
CREATE INDEX audit_event_emergency_idx ON audit_event (organisation_id, at DESC, id DESC)
  WHERE reason = 'glass' OR action IN ('access.breakGlass', 'access.review');
CREATE INDEX audit_event_administration_idx ON audit_event (organisation_id, at DESC, id DESC)
  WHERE (actor_role = 'administrator' AND kind = 'write') OR action IN ('setup', 'watch.configure', 'retention.configure');
CREATE INDEX audit_event_readers_idx ON audit_event (organisation_id, at DESC, id DESC)
  WHERE action IN ('audit.list', 'audit.export', 'audit.download', 'trail.verify', 'case.lookers');
-- Any one kind of act. Of these there are so many that the latest are at hand without an index.
CREATE INDEX audit_event_action_idx ON audit_event (organisation_id, action, at DESC, id DESC) WHERE action NOT IN ('case.get',
  'case.list', 'case.timeline', 'case.lookers', 'person.search', 'person.duplicates', 'note.list', 'need.list', 'need.get', 'consent.list',
  'referral.list', 'referral.get', 'referral.suggestions', 'day.get', 'draft.get', 'draft.list', 'audit.list');

-- A part of the trail that somebody wants as a file. The worker writes it, since only the worker can sign; it is kept for a day.
CREATE TABLE audit_export (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  filter jsonb NOT NULL,
  status text NOT NULL DEFAULT 'asked' CHECK (status IN ('asked', 'ready', 'failed')),
  rows integer,
  sha256 text CHECK (length(sha256) = 64),
  file_sealed bytea,
  finished_at timestamptz(3),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, asked_by) REFERENCES user_account (organisation_id, id)
    ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX audit_export_organisation_id_asked_by_asked_at_idx ON audit_export (organisation_id, asked_by, asked_at DESC);
-- It is compressed by nobody: sealed bytes do not get smaller.
ALTER TABLE audit_export ALTER COLUMN file_sealed SET STORAGE EXTERNAL;
-- That the file is forgotten after its day is no act.
CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR DELETE
  OR UPDATE OF organisation_id, id, asked_by, asked_at, filter, status, rows, sha256, finished_at
  ON audit_export DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unaudited_change('id');
ALTER TABLE audit_export ENABLE ALWAYS TRIGGER audited;
ALTER TABLE audit_export ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_export FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_export_own ON audit_export USING (organisation_id = app_organisation()
  AND (app_scope() = 'system' OR (app_scope() = 'staff' AND asked_by = app_user()
    AND (app_role() = 'administrator' OR (SELECT 'data_protection_officer' = ANY (app_grants()))))));
GRANT SELECT, INSERT ON audit_export TO onward_app;
GRANT UPDATE (status, rows, sha256, file_sealed, finished_at) ON audit_export TO onward_worker;
