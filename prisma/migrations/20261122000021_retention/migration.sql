-- How long things are kept, what a person may ask of us about their record, and how it is forgotten.
ALTER TABLE "case_file" ADD COLUMN     "kept_because" TEXT,
ADD COLUMN     "kept_until" TIMESTAMPTZ(3),
ADD COLUMN     "restricted_at" TIMESTAMPTZ(3),
ADD COLUMN     "restricted_because" TEXT,
ADD COLUMN     "status_before" TEXT;
CREATE TABLE "person_request" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "received_by" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "wish_sealed" BYTEA,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "person_request_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE TABLE "legal_hold" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "basis" TEXT NOT NULL,
    "reason_sealed" BYTEA,
    "placed_by" UUID NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "review_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_by" UUID,
    "lifted_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "legal_hold_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE TABLE "erasure" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'proposed',
    "proposed_by" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "recipients" UUID[] DEFAULT ARRAY[]::UUID[],
    "counts" JSONB NOT NULL DEFAULT '{}',
    "person_too" BOOLEAN NOT NULL DEFAULT false,
    "backups_until" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "erasure_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE TABLE "retention_setting" (
    "organisation_id" UUID NOT NULL,
    "class" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    CONSTRAINT "retention_setting_pkey" PRIMARY KEY ("organisation_id","class")
);
CREATE INDEX "person_request_organisation_id_case_id_idx" ON "person_request"("organisation_id", "case_id");
CREATE INDEX "person_request_organisation_id_status_due_at_idx" ON "person_request"("organisation_id", "status", "due_at");
CREATE INDEX "legal_hold_organisation_id_case_id_idx" ON "legal_hold"("organisation_id", "case_id");
CREATE INDEX "legal_hold_organisation_id_lifted_at_review_at_idx" ON "legal_hold"("organisation_id", "lifted_at", "review_at");
CREATE INDEX "erasure_organisation_id_case_id_idx" ON "erasure"("organisation_id", "case_id");
CREATE INDEX "erasure_organisation_id_status_proposed_at_idx" ON "erasure"("organisation_id", "status", "proposed_at");
ALTER TABLE "person_request" ADD CONSTRAINT "person_request_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "retention_setting" ADD CONSTRAINT "retention_setting_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_file" ADD CONSTRAINT "case_file_restricted_because_check" CHECK ("restricted_because" IN ('consent_withdrawn', 'person_asked', 'accuracy_disputed', 'objection'));
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_restricted_check" CHECK (("status" = 'restricted') = ("status_before" IS NOT NULL) AND ("status_before" IS NULL) = ("restricted_at" IS NULL)) NOT VALID;
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_kept_because_check" CHECK ("kept_because" IN ('person_asked', 'legal_claim', 'child_safety', 'follow_up_planned', 'other_duty'));
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_kept_check" CHECK (("kept_until" IS NULL) = ("kept_because" IS NULL));
ALTER TABLE "person_request" ADD CONSTRAINT "person_request_kind_check" CHECK ("kind" IN ('copy', 'correction', 'restriction', 'erasure'));
ALTER TABLE "person_request" ADD CONSTRAINT "person_request_status_check" CHECK ("status" IN ('open', 'answered'));
ALTER TABLE "person_request" ADD CONSTRAINT "person_request_outcome_check" CHECK ("outcome" IN ('done', 'partly', 'not_possible', 'taken_back'));
ALTER TABLE "person_request" ADD CONSTRAINT "person_request_answered_check" CHECK (("status" = 'answered') = ("outcome" IS NOT NULL) AND ("outcome" IS NULL) = ("answered_at" IS NULL));
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_basis_check" CHECK ("basis" IN ('court_case', 'compensation_claim', 'police_report_by_person', 'child_safety', 'complaint_about_us', 'other'));
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_review_check" CHECK ("review_at" <= "placed_at" + interval '20 years' AND ("lifted_by" IS NULL) = ("lifted_at" IS NULL));
CREATE UNIQUE INDEX "legal_hold_one_at_a_time" ON "legal_hold"("organisation_id", "case_id") WHERE "lifted_at" IS NULL;
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_reason_check" CHECK ("reason" IN ('person_asked', 'time_is_over', 'consent_withdrawn', 'recorded_by_mistake', 'duplicate', 'unlawful'));
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_status_check" CHECK ("status" IN ('proposed', 'done', 'cancelled'));
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_two_people_check" CHECK ("status" <> 'done' OR ("confirmed_by" IS NOT NULL AND "confirmed_by" <> "proposed_by" AND "ended_at" IS NOT NULL));
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_ended_check" CHECK (("status" = 'proposed') = ("ended_at" IS NULL));
CREATE UNIQUE INDEX "erasure_one_at_a_time" ON "erasure"("organisation_id", "case_id") WHERE "status" <> 'cancelled';
ALTER TABLE "retention_setting" ADD CONSTRAINT "retention_setting_class_check" CHECK ("class" IN ('contact', 'draft', 'active', 'closed_private', 'closed', 'backup'));
ALTER TABLE "retention_setting" ADD CONSTRAINT "retention_setting_days_check" CHECK ("days" BETWEEN 1 AND 3660);
ALTER TABLE "task" DROP CONSTRAINT "task_kind_check";
ALTER TABLE "task" ADD CONSTRAINT "task_kind_check" CHECK ("kind" IN ('referral_answered', 'referral_late', 'referral_retry', 'consent_expiring', 'possible_duplicate', 'case_assigned', 'feedback_due', 'tell_partner', 'access_asked', 'access_answered', 'glass_broken', 'request_due', 'hold_review', 'erasure_proposed'));

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['person_request', 'legal_hold', 'erasure', 'retention_setting'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON %I
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unaudited_change(%L)', t,
      CASE t WHEN 'retention_setting' THEN 'organisation_id' ELSE 'id' END);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER audited', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['person_request', 'legal_hold'] LOOP
    EXECUTE format($policy$CREATE POLICY %1$I ON %2$I USING (organisation_id = app_organisation() AND EXISTS (
      SELECT 1 FROM case_file c WHERE c.organisation_id = %2$I.organisation_id AND c.id = %2$I.case_id))$policy$,
      t || '_with_case', t);
  END LOOP;
END $$;
CREATE POLICY retention_setting_own ON retention_setting USING (organisation_id = app_organisation() AND app_scope() IN ('staff', 'system'))
  WITH CHECK (organisation_id = app_organisation() AND (app_role() = 'administrator' OR 'data_protection_officer' = ANY ((SELECT app_grants())::text[])));

-- Two people, and the database itself sees to it: one proposes in their own name, another confirms in theirs. The officer who
-- guards data sees that something is proposed, and no case.
CREATE POLICY erasure_select ON erasure FOR SELECT USING (organisation_id = app_organisation() AND (
  app_scope() = 'system' OR 'data_protection_officer' = ANY ((SELECT app_grants())::text[])
  OR EXISTS (SELECT 1 FROM case_file c WHERE c.organisation_id = erasure.organisation_id AND c.id = erasure.case_id)));
CREATE POLICY erasure_insert ON erasure FOR INSERT WITH CHECK (organisation_id = app_organisation() AND app_scope() = 'staff'
  AND status = 'proposed' AND proposed_by = app_user() AND EXISTS (
    SELECT 1 FROM case_file c WHERE c.organisation_id = erasure.organisation_id AND c.id = erasure.case_id));
CREATE POLICY erasure_update ON erasure FOR UPDATE USING (organisation_id = app_organisation() AND app_scope() = 'staff' AND status = 'proposed' AND (
    'data_protection_officer' = ANY ((SELECT app_grants())::text[])
    OR EXISTS (SELECT 1 FROM case_file c WHERE c.organisation_id = erasure.organisation_id AND c.id = erasure.case_id)))
  WITH CHECK (organisation_id = app_organisation() AND (status = 'cancelled'
    OR (status = 'done' AND confirmed_by = app_user() AND confirmed_by <> proposed_by AND (
      'data_protection_officer' = ANY ((SELECT app_grants())::text[])
      OR (app_role() = 'coordinator' AND EXISTS (
        SELECT 1 FROM case_file c JOIN membership m ON m.organisation_id = c.organisation_id AND m.site_id = c.site_id
        WHERE c.organisation_id = erasure.organisation_id AND c.id = erasure.case_id AND m.user_id = app_user() AND m.team_id IS NULL
          AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())))))));

-- Carries a confirmed erasure out, in the very transaction that confirmed it. Keys go, and all that only they could open; the
-- case keeps its number, its place and its dates. The person's identity goes with their last case; of one that is not the last
-- nothing leads to the person any more: it is of nobody from then on. Gives the ids of all rows touched, for the event that
-- accounts for them, and how many went of each table. The proposal is an act of its own: whoever proposed it committed that, under
-- their name and with its event, before this transaction.
CREATE FUNCTION erase_case(p_erasure uuid) RETURNS TABLE (covers uuid[], counts jsonb, person_too boolean, recipients uuid[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  o uuid := app_organisation();
  e erasure;
  whose uuid;
  nobody uuid := uuidv7();
  ids uuid[] := '{}';
  found_ids uuid[];
  done jsonb := '{}';
  last boolean;
  told uuid[];
  t text;
BEGIN
  SELECT * INTO e FROM erasure x WHERE x.organisation_id = o AND x.id = p_erasure AND x.status = 'done'
    AND x.confirmed_by = app_user() AND x.confirmed_by <> x.proposed_by AND x.xmin = pg_current_xact_id()::xid;
  IF NOT FOUND THEN RAISE EXCEPTION 'no erasure was confirmed just now'; END IF;
  IF NOT EXISTS (SELECT FROM audit_event a WHERE a.organisation_id = o AND a.entity_id = e.id AND a.action = 'erasure.propose'
      AND a.kind = 'write' AND a.outcome = 'allowed' AND a.actor_id = e.proposed_by
      AND (a.cluster, a.tx) IS DISTINCT FROM (audit_cluster(), pg_current_xact_id())) THEN
    RAISE EXCEPTION 'nobody proposed this erasure before' USING ERRCODE = '42501';
  END IF;
  SELECT c.person_id INTO whose FROM case_file c WHERE c.organisation_id = o AND c.id = e.case_id AND c.status <> 'erased' FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'nothing is left to erase'; END IF;
  -- Only now: whoever was writing on the case meanwhile has ended, a hold that they placed among it.
  IF EXISTS (SELECT FROM legal_hold h WHERE h.organisation_id = o AND h.case_id = e.case_id AND h.lifted_at IS NULL) THEN
    RAISE EXCEPTION 'a legal hold protects this case' USING ERRCODE = 'OW004';
  END IF;
  -- Of two last cases erased at once, one waits here and then is the last.
  PERFORM FROM person p WHERE p.organisation_id = o AND p.id = whose FOR UPDATE;
  last := NOT EXISTS (SELECT FROM case_file c WHERE c.organisation_id = o AND c.person_id = whose AND c.id <> e.case_id AND c.status <> 'erased');
  SELECT coalesce(array_agg(DISTINCT r.partner_id), '{}') INTO told FROM referral r
    WHERE r.organisation_id = o AND r.case_id = e.case_id AND r.sent_at IS NOT NULL;

  WITH gone AS (DELETE FROM sealing_key k WHERE k.organisation_id = o AND (k.id = e.case_id OR (last AND k.id = whose)
      OR k.id IN (SELECT n.id FROM note n WHERE n.organisation_id = o AND n.case_id = e.case_id)
      OR k.id IN (SELECT a.id FROM case_access a WHERE a.organisation_id = o AND a.case_id = e.case_id)
      OR k.id IN (SELECT d.id FROM intake_draft d WHERE d.organisation_id = o AND d.case_id = e.case_id)) RETURNING k.id)
  SELECT coalesce(array_agg(id), '{}') INTO found_ids FROM gone;
  ids := ids || found_ids;
  done := done || jsonb_build_object('sealing_key', cardinality(found_ids));
  WITH gone AS (DELETE FROM partner_link l USING referral r WHERE l.organisation_id = o AND r.organisation_id = o AND r.id = l.referral_id
    AND r.case_id = e.case_id RETURNING l.referral_id AS id)
  SELECT coalesce(array_agg(id), '{}') INTO found_ids FROM gone;
  ids := ids || found_ids;
  done := done || jsonb_build_object('partner_link', cardinality(found_ids));
  FOREACH t IN ARRAY ARRAY['task', 'referral', 'need', 'consent', 'note', 'exit_event', 'case_access', 'intake_draft', 'legal_hold'] LOOP
    EXECUTE format('WITH gone AS (DELETE FROM %I x WHERE x.organisation_id = $1 AND x.case_id = $2 RETURNING x.id)
      SELECT coalesce(array_agg(id), ''{}'') FROM gone', t) INTO found_ids USING o, e.case_id;
    ids := ids || found_ids;
    done := done || jsonb_build_object(t, cardinality(found_ids));
  END LOOP;
  -- What they asked us stays without its words: it shows that they had an answer, and when.
  WITH over AS (UPDATE person_request q SET wish_sealed = NULL, status = 'answered', version = q.version + 1,
      answered_by = coalesce(q.answered_by, e.confirmed_by), answered_at = coalesce(q.answered_at, e.ended_at),
      outcome = coalesce(q.outcome, CASE q.kind WHEN 'erasure' THEN 'done' ELSE 'not_possible' END)
      WHERE q.organisation_id = o AND q.case_id = e.case_id RETURNING q.id)
  SELECT coalesce(array_agg(id), '{}') INTO found_ids FROM over;
  ids := ids || found_ids;
  UPDATE case_file SET status = 'erased', status_before = NULL, restricted_at = NULL, restricted_because = NULL, kept_until = NULL,
    kept_because = NULL, assignee_id = NULL, province = NULL, safe_tonight = NULL, shelter_now = NULL, food_cash = NULL,
    travel_document = NULL, wishes = NULL, child_present = NULL, can_talk_safely = NULL, may_contact = NULL, private_sealed = NULL,
    goal_sealed = NULL, closed_at = coalesce(closed_at, now()), updated_at = now(), version = version + 1
  WHERE organisation_id = o AND id = e.case_id;
  ids := ids || e.case_id;
  IF last THEN
    FOREACH t IN ARRAY ARRAY['person_name', 'person_contact', 'identity_document', 'match_key'] LOOP
      EXECUTE format('WITH gone AS (DELETE FROM %I x WHERE x.organisation_id = $1 AND x.person_id = $2 RETURNING x.person_id AS id)
        SELECT coalesce(array_agg(id), ''{}'') FROM gone', t) INTO found_ids USING o, whose;
      done := done || jsonb_build_object(t, cardinality(found_ids));
    END LOOP;
    UPDATE person SET initials_sealed = NULL, preferred_name_sealed = NULL, birth_date_sealed = NULL, age_group = NULL,
      age_certainty = NULL, sex_gender = NULL, nationalities = '{}', preferred_language = NULL, other_languages = '{}',
      interpreter_needed = NULL, version = version + 1
    WHERE organisation_id = o AND id = whose;
    ids := ids || whose;
  ELSE
    INSERT INTO person (organisation_id, id, created_at) VALUES (o, nobody, now());
    UPDATE case_file SET person_id = nobody WHERE organisation_id = o AND id = e.case_id;
    ids := ids || nobody;
  END IF;
  UPDATE erasure x SET counts = done, person_too = last, recipients = told WHERE x.organisation_id = o AND x.id = e.id;
  RETURN QUERY SELECT ARRAY(SELECT DISTINCT unnest(ids)), done, last, told;
END $$;
-- What belongs to few eyes or to a draft goes too. Only functions that run as the owner meet these policies.
CREATE POLICY intake_draft_of_owner ON intake_draft TO CURRENT_USER USING (organisation_id = app_organisation());
CREATE POLICY sealing_key_of_owner ON sealing_key TO CURRENT_USER USING (organisation_id = app_organisation());
CREATE POLICY erasure_of_owner ON erasure FOR UPDATE TO CURRENT_USER USING (organisation_id = app_organisation());

-- Takes the notes for few eyes of a case away, with their keys, whose help has ended and which no hold protects. For who
-- coordinates its site, although they may not read them. Gives their ids.
CREATE FUNCTION clear_private_notes(p_case uuid) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  o uuid := app_organisation();
  ids uuid[];
BEGIN
  PERFORM FROM case_file c WHERE c.organisation_id = o AND c.id = p_case AND c.status IN ('closed', 'duplicate_merged', 'transferred')
    AND app_scope() = 'staff' AND app_role() = 'coordinator' AND c.site_id = ANY (ARRAY(
      SELECT m.site_id FROM membership m WHERE m.organisation_id = o AND m.user_id = app_user() AND m.team_id IS NULL
        AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now()))) FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'only who coordinates its site clears a case that is closed'; END IF;
  IF EXISTS (SELECT FROM legal_hold h WHERE h.organisation_id = o AND h.case_id = p_case AND h.lifted_at IS NULL) THEN
    RAISE EXCEPTION 'a legal hold protects this case' USING ERRCODE = 'OW004';
  END IF;
  WITH few AS (SELECT n.id FROM note n WHERE n.organisation_id = o AND n.case_id = p_case AND n.privacy <> 'case'),
    keys AS (DELETE FROM sealing_key k USING few WHERE k.organisation_id = o AND k.id = few.id),
    gone AS (DELETE FROM note n USING few WHERE n.organisation_id = o AND n.id = few.id RETURNING n.id)
  SELECT coalesce(array_agg(gone.id), '{}') INTO ids FROM gone;
  RETURN ids;
END $$;

-- Nothing is written on a case that was erased. Whoever waited while it happened is told here.
CREATE FUNCTION refuse_on_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT FROM case_file c WHERE c.organisation_id = NEW.organisation_id AND c.id = NEW.case_id AND c.status = 'erased') THEN
    RAISE EXCEPTION 'what was erased is not written on' USING ERRCODE = 'OW005';
  END IF;
  RETURN NULL;
END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['need', 'consent', 'referral', 'note', 'task', 'exit_event', 'case_access', 'intake_draft',
    'person_request', 'legal_hold'] LOOP
    -- After the row: its foreign keys have waited for whoever held the case.
    EXECUTE format('CREATE TRIGGER refused_on_erased AFTER INSERT ON %I FOR EACH ROW EXECUTE FUNCTION refuse_on_erased()', t);
  END LOOP;
END $$;

-- A second case of somebody opens all that is known of them. No case is opened for, or given to, a person who was erased, and staff open one
-- only beside a case of the same person that is in use, and theirs, their team's or of a site that they coordinate: not beside one
-- that they only visit.
CREATE FUNCTION refuse_beside_unused() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  beside case_file[] := ARRAY(SELECT c FROM case_file c
    WHERE c.organisation_id = NEW.organisation_id AND c.person_id = NEW.person_id AND c.id <> NEW.id);
BEGIN
  IF cardinality(beside) = 0 THEN RETURN NULL; END IF;
  IF EXISTS (SELECT FROM unnest(beside) c WHERE c.status = 'erased') OR (app_scope() = 'staff' AND NOT EXISTS (
      SELECT FROM unnest(beside) c WHERE c.status <> 'restricted' AND app_role() IN ('caseworker', 'coordinator')
        AND (c.assignee_id = app_user() OR EXISTS (
          SELECT FROM membership m WHERE m.organisation_id = c.organisation_id AND m.user_id = app_user()
            AND (m.team_id = c.team_id OR (m.team_id IS NULL AND m.site_id = c.site_id))
            AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now()))))) THEN
    RAISE EXCEPTION 'this person has no case in use here' USING ERRCODE = 'OW005';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refused_beside_unused AFTER INSERT OR UPDATE OF person_id ON case_file FOR EACH ROW EXECUTE FUNCTION refuse_beside_unused();

REVOKE ALL ON FUNCTION erase_case(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_case(uuid) TO onward_app;
GRANT EXECUTE ON FUNCTION clear_private_notes(uuid) TO onward_app;

GRANT SELECT, INSERT ON person_request, legal_hold, erasure TO onward_app;
GRANT UPDATE (status, answered_by, answered_at, outcome, version) ON person_request TO onward_app;
GRANT UPDATE (review_at, lifted_by, lifted_at, version) ON legal_hold TO onward_app;
GRANT UPDATE (status, confirmed_by, ended_at, backups_until, version) ON erasure TO onward_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON retention_setting TO onward_app;
