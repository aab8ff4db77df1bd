-- Row-level security: the coarse truths that must hold even when the code above forgets.
-- The doors in lib/core set these for one transaction; without them every policy is false.

CREATE FUNCTION app_organisation() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.organisation_id', true), '')::uuid;
CREATE FUNCTION app_user() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.user_id', true), '')::uuid;
-- 'staff', 'partner' or 'system'
CREATE FUNCTION app_scope() RETURNS text LANGUAGE sql STABLE
  RETURN current_setting('app.scope', true);
CREATE FUNCTION app_referral() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.referral_id', true), '')::uuid;

-- FORCE also binds the owner. It is left off where a sign-in or look-up function of the next migrations must read.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['organisation', 'site', 'team', 'user_account', 'membership', 'session', 'invitation',
    'case_file', 'partner_link', 'match_key', 'audit_event', 'throttle', 'worker_beat', 'need_type'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['person', 'person_name', 'person_contact', 'identity_document', 'sealing_key',
    'exit_event', 'consent', 'need', 'referral', 'note', 'task', 'intake_draft', 'partner', 'partner_service',
    'idempotent_answer'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;

-- The organisation's own house: staff and the system, never a partner's link.
CREATE POLICY organisation_own ON organisation USING (id = app_organisation());
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['site', 'team', 'user_account', 'membership', 'session', 'invitation', 'partner_service',
    'match_key'] LOOP
    EXECUTE format($policy$CREATE POLICY %I ON %I
      USING (organisation_id = app_organisation() AND app_scope() IN ('staff', 'system'))$policy$, t || '_own', t);
  END LOOP;
END $$;

-- A case: one's own, one's team's, the sites one coordinates.
CREATE POLICY case_file_visible ON case_file USING (
  organisation_id = app_organisation() AND (
    (app_scope() = 'staff' AND (
      assignee_id = app_user()
      OR team_id = ANY (ARRAY(
        SELECT m.team_id FROM membership m
        WHERE m.organisation_id = app_organisation() AND m.user_id = app_user() AND m.team_id IS NOT NULL
          AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())))
      OR site_id = ANY (ARRAY(
        SELECT m.site_id FROM membership m
        WHERE m.organisation_id = app_organisation() AND m.user_id = app_user() AND m.team_id IS NULL
          AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())))))
    OR app_scope() = 'system'));

-- What hangs on a case is visible with the case.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['exit_event', 'consent', 'note', 'task'] LOOP
    EXECUTE format($policy$CREATE POLICY %1$I ON %2$I USING (organisation_id = app_organisation() AND EXISTS (
      SELECT 1 FROM case_file c WHERE c.organisation_id = %2$I.organisation_id AND c.id = %2$I.case_id))$policy$,
      t || '_with_case', t);
  END LOOP;
END $$;

-- A partner sees its one referral, and may move the need behind it.
CREATE POLICY referral_visible ON referral USING (organisation_id = app_organisation() AND (
  (app_scope() = 'partner' AND id = app_referral())
  OR EXISTS (SELECT 1 FROM case_file c WHERE c.organisation_id = referral.organisation_id AND c.id = referral.case_id)));
CREATE POLICY need_visible ON need USING (organisation_id = app_organisation() AND (
  (app_scope() = 'partner' AND EXISTS (
    SELECT 1 FROM referral r WHERE r.organisation_id = need.organisation_id AND r.id = app_referral() AND r.need_id = need.id))
  OR EXISTS (SELECT 1 FROM case_file c WHERE c.organisation_id = need.organisation_id AND c.id = need.case_id)));
CREATE POLICY partner_visible ON partner USING (organisation_id = app_organisation() AND (
  app_scope() IN ('staff', 'system')
  OR EXISTS (SELECT 1 FROM referral r WHERE r.organisation_id = partner.organisation_id AND r.id = app_referral() AND r.partner_id = partner.id)));
CREATE POLICY partner_link_visible ON partner_link USING (organisation_id = app_organisation() AND EXISTS (
  SELECT 1 FROM referral r WHERE r.organisation_id = partner_link.organisation_id AND r.id = partner_link.referral_id));

-- A person is visible through any visible case of theirs. The row itself comes before its first case, hence the check.
CREATE POLICY person_visible ON person
  USING (organisation_id = app_organisation() AND EXISTS (
    SELECT 1 FROM case_file c WHERE c.organisation_id = person.organisation_id AND c.person_id = person.id))
  WITH CHECK (organisation_id = app_organisation() AND app_scope() IN ('staff', 'system'));
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['person_name', 'person_contact', 'identity_document'] LOOP
    EXECUTE format($policy$CREATE POLICY %1$I ON %2$I USING (organisation_id = app_organisation() AND EXISTS (
      SELECT 1 FROM case_file c WHERE c.organisation_id = %2$I.organisation_id AND c.person_id = %2$I.person_id))$policy$,
      t || '_with_person', t);
  END LOOP;
END $$;

CREATE POLICY intake_draft_own ON intake_draft
  USING (organisation_id = app_organisation() AND app_scope() = 'staff' AND owner_id = app_user());

-- A key is as visible as what it seals.
CREATE POLICY sealing_key_with_subject ON sealing_key USING (organisation_id = app_organisation() AND CASE kind
  WHEN 'case' THEN EXISTS (SELECT 1 FROM case_file c WHERE c.organisation_id = sealing_key.organisation_id AND c.id = sealing_key.id)
    OR (app_scope() = 'partner' AND EXISTS (
      SELECT 1 FROM referral r WHERE r.organisation_id = sealing_key.organisation_id AND r.id = app_referral() AND r.case_id = sealing_key.id))
  WHEN 'person' THEN EXISTS (SELECT 1 FROM case_file c WHERE c.organisation_id = sealing_key.organisation_id AND c.person_id = sealing_key.id)
  WHEN 'draft' THEN EXISTS (SELECT 1 FROM intake_draft d WHERE d.organisation_id = sealing_key.organisation_id AND d.id = sealing_key.id)
  ELSE false END);

-- The trail: anyone writes their own acts; case events are read with the case, the rest by administrators.
CREATE POLICY audit_event_insert ON audit_event FOR INSERT WITH CHECK (organisation_id = app_organisation());
CREATE POLICY audit_event_select ON audit_event FOR SELECT USING (organisation_id = app_organisation() AND (
  app_scope() = 'system'
  OR current_setting('app.role', true) = 'administrator'
  OR (case_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM case_file c WHERE c.organisation_id = audit_event.organisation_id AND c.id = audit_event.case_id))));

CREATE POLICY idempotent_answer_own ON idempotent_answer
  USING (organisation_id = app_organisation() AND (actor_id = coalesce(app_user(), app_referral()) OR app_scope() = 'system'));

-- Reference rows and the worker's pulse hold nothing about anybody.
CREATE POLICY need_type_all ON need_type FOR SELECT USING (true);
CREATE POLICY worker_beat_all ON worker_beat USING (true);
-- throttle: no policy. Only the functions of the owner touch it.

-- The role that serves. It owns nothing and may do only this.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO onward_app;
GRANT SELECT ON organisation, site, team, need_type TO onward_app;
GRANT SELECT (organisation_id, id, email, display_name, role, status, locale, created_at, deactivated_at, version) ON user_account TO onward_app;
GRANT UPDATE (display_name, status, locale, deactivated_at, version) ON user_account TO onward_app;
GRANT SELECT, UPDATE ON membership TO onward_app;
GRANT SELECT (organisation_id, id, user_id, device, network, created_at, last_seen_at, idle_expires, absolute_expires, revoked_at, revoked_by) ON session TO onward_app;
GRANT UPDATE (revoked_at, revoked_by) ON session TO onward_app;
GRANT SELECT, INSERT, UPDATE ON person, person_name, person_contact, identity_document, case_file, exit_event, consent,
  need, partner, partner_service, referral, note, task TO onward_app;
GRANT SELECT, INSERT, DELETE ON match_key TO onward_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON intake_draft TO onward_app;
GRANT SELECT, INSERT, DELETE ON sealing_key TO onward_app;
GRANT INSERT ON partner_link TO onward_app;
GRANT SELECT (organisation_id, id, referral_id, expires_at, revoked_at, created_at) ON partner_link TO onward_app;
GRANT UPDATE (revoked_at) ON partner_link TO onward_app;
GRANT SELECT, INSERT ON audit_event TO onward_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotent_answer TO onward_app;
GRANT SELECT, INSERT, UPDATE ON worker_beat TO onward_app;
