ALTER TABLE "note" ADD COLUMN     "privacy" TEXT NOT NULL DEFAULT 'case';
ALTER TABLE "user_account" ADD COLUMN     "ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "pending_role" TEXT,
ADD COLUMN     "pending_role_by" UUID;
ALTER TABLE "session" ADD COLUMN     "assurance" SMALLINT NOT NULL DEFAULT 1,
ADD COLUMN     "factor" TEXT,
ADD COLUMN     "stepped_up_at" TIMESTAMPTZ(3);
ALTER TABLE "invitation" ADD COLUMN     "purpose" TEXT NOT NULL DEFAULT 'join';
CREATE TABLE "access_grant" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "granted_by" UUID,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "access_grant_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE TABLE "case_access" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason_sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "review_due_at" TIMESTAMPTZ(3),
    "reviewed_by" UUID,
    "reviewed_at" TIMESTAMPTZ(3),
    "review_outcome" TEXT,
    "review_sealed" BYTEA,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "case_access_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE TABLE "watch_setting" (
    "organisation_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "threshold" INTEGER NOT NULL,
    CONSTRAINT "watch_setting_pkey" PRIMARY KEY ("organisation_id","rule")
);
CREATE TABLE "watch_alert" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_by" UUID,
    "closed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "watch_alert_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE TABLE "passkey" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "credential_id" BYTEA NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "passkey_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE TABLE "totp" (
    "organisation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "seed_sealed" BYTEA NOT NULL,
    "last_step" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "totp_pkey" PRIMARY KEY ("organisation_id","user_id")
);
CREATE TABLE "recovery_code" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),
    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE TABLE "factor_reset" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "proposed_by" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by" UUID,
    "confirmed_at" TIMESTAMPTZ(3),
    "ready_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "cancelled_by" UUID,
    "cancelled_at" TIMESTAMPTZ(3),
    CONSTRAINT "factor_reset_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE TABLE "auth_challenge" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "challenge" BYTEA NOT NULL,
    "session_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "auth_challenge_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "api_token" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "permissions" TEXT[],
    "assurance" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" UUID,
    CONSTRAINT "api_token_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE INDEX "access_grant_organisation_id_user_id_idx" ON "access_grant"("organisation_id", "user_id");
CREATE INDEX "case_access_organisation_id_user_id_status_idx" ON "case_access"("organisation_id", "user_id", "status");
CREATE INDEX "case_access_organisation_id_case_id_idx" ON "case_access"("organisation_id", "case_id");
CREATE INDEX "case_access_organisation_id_status_created_at_idx" ON "case_access"("organisation_id", "status", "created_at");
CREATE INDEX "watch_alert_organisation_id_created_at_idx" ON "watch_alert"("organisation_id", "created_at" DESC);
CREATE UNIQUE INDEX "watch_alert_organisation_id_user_id_rule_period_start_key" ON "watch_alert"("organisation_id", "user_id", "rule", "period_start");
CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey"("credential_id");
CREATE INDEX "passkey_organisation_id_user_id_idx" ON "passkey"("organisation_id", "user_id");
CREATE UNIQUE INDEX "recovery_code_organisation_id_user_id_hash_key" ON "recovery_code"("organisation_id", "user_id", "hash");
CREATE INDEX "factor_reset_organisation_id_user_id_idx" ON "factor_reset"("organisation_id", "user_id");
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");
CREATE INDEX "api_token_organisation_id_user_id_idx" ON "api_token"("organisation_id", "user_id");
CREATE INDEX "invitation_organisation_id_user_id_idx" ON "invitation"("organisation_id", "user_id");
ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "case_access" ADD CONSTRAINT "case_access_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "case_access" ADD CONSTRAINT "case_access_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "watch_setting" ADD CONSTRAINT "watch_setting_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "watch_alert" ADD CONSTRAINT "watch_alert_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "totp" ADD CONSTRAINT "totp_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "factor_reset" ADD CONSTRAINT "factor_reset_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_kind_check" CHECK ("kind" IN ('intake', 'health_notes', 'legal_notes', 'duty_officer', 'data_protection_officer', 'analyst'));
ALTER TABLE "case_access" ADD CONSTRAINT "case_access_kind_check" CHECK ("kind" IN ('asked', 'glass', 'registered'));
ALTER TABLE "case_access" ADD CONSTRAINT "case_access_status_check" CHECK ("status" IN ('waiting', 'open', 'refused', 'ended'));
ALTER TABLE "case_access" ADD CONSTRAINT "case_access_review_outcome_check" CHECK ("review_outcome" IN ('justified', 'not_justified', 'follow_up'));
ALTER TABLE "case_access" ADD CONSTRAINT "case_access_open_ends_check" CHECK ("status" <> 'open' OR "ends_at" IS NOT NULL);
ALTER TABLE "watch_setting" ADD CONSTRAINT "watch_setting_rule_check" CHECK ("rule" IN ('many_cases', 'other_teams', 'night', 'own_name', 'denied'));
ALTER TABLE "watch_setting" ADD CONSTRAINT "watch_setting_threshold_check" CHECK ("threshold" BETWEEN 1 AND 10000);
ALTER TABLE "watch_alert" ADD CONSTRAINT "watch_alert_rule_check" CHECK ("rule" IN ('many_cases', 'other_teams', 'night', 'own_name', 'denied'));
ALTER TABLE "watch_alert" ADD CONSTRAINT "watch_alert_outcome_check" CHECK ("outcome" IN ('explained', 'concern', 'no_action'));
ALTER TABLE "auth_challenge" ADD CONSTRAINT "auth_challenge_purpose_check" CHECK ("purpose" IN ('sign_in', 'enrol', 'verify'));
ALTER TABLE "session" ADD CONSTRAINT "session_factor_check" CHECK ("factor" IN ('totp', 'passkey', 'recovery'));
ALTER TABLE "session" ADD CONSTRAINT "session_assurance_check" CHECK ("assurance" BETWEEN 1 AND 2);
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_assurance_check" CHECK ("assurance" BETWEEN 1 AND 2);
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_purpose_check" CHECK ("purpose" IN ('join', 'reset_password'));
ALTER TABLE "note" ADD CONSTRAINT "note_privacy_check" CHECK ("privacy" IN ('case', 'health', 'legal'));
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_pending_role_check" CHECK ("pending_role" = 'administrator');
ALTER TABLE "user_account" DROP CONSTRAINT "user_account_role_check";
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_role_check" CHECK ("role" IN ('caseworker', 'coordinator', 'administrator', 'limited'));
ALTER TABLE "audit_event" DROP CONSTRAINT "audit_event_actor_role_check";
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_actor_role_check" CHECK ("actor_role" IN ('caseworker', 'coordinator', 'administrator', 'limited'));
ALTER TABLE "sealing_key" DROP CONSTRAINT "sealing_key_kind_check";
ALTER TABLE "sealing_key" ADD CONSTRAINT "sealing_key_kind_check" CHECK ("kind" IN ('person', 'case', 'draft', 'note', 'access'));
ALTER TABLE "task" DROP CONSTRAINT "task_kind_check";
ALTER TABLE "task" ADD CONSTRAINT "task_kind_check" CHECK ("kind" IN ('referral_answered', 'referral_late', 'referral_retry', 'consent_expiring', 'possible_duplicate', 'case_assigned', 'feedback_due', 'tell_partner', 'access_asked', 'access_answered', 'glass_broken'));

CREATE FUNCTION app_role() RETURNS text LANGUAGE sql STABLE
  RETURN current_setting('app.role', true);

-- Cases open to the asking person beyond their own, for the time being. Asked once per statement, as `(SELECT visited_cases())`.
CREATE FUNCTION visited_cases() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(array_agg(a.case_id), '{}') FROM case_access a
  WHERE a.organisation_id = app_organisation() AND app_scope() = 'staff' AND a.user_id = app_user()
    AND a.status = 'open' AND a.ends_at > now()
$$;

-- What the asking person was granted besides their role. Asked once per statement, as `(SELECT app_grants())`.
CREATE FUNCTION app_grants() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(array_agg(g.kind), '{}') FROM access_grant g
  WHERE g.organisation_id = app_organisation() AND app_scope() = 'staff' AND g.user_id = app_user()
    AND g.revoked_at IS NULL AND (g.ends_at IS NULL OR g.ends_at > now())
$$;

-- True for the case that the asking person has just registered.
CREATE FUNCTION is_registered_by_me(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT 1 FROM case_file c WHERE c.organisation_id = app_organisation() AND c.id = p_case
    AND c.registered_by = app_user() AND c.opened_at > now() - interval '15 minutes')
$$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['visited_cases()', 'app_grants()', 'is_registered_by_me(uuid)'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO onward_app';
  END LOOP;
  FOREACH f IN ARRAY ARRAY['access_grant', 'case_access', 'watch_setting', 'watch_alert', 'passkey', 'totp', 'recovery_code',
    'factor_reset', 'auth_challenge', 'api_token'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', f);
  END LOOP;
  FOREACH f IN ARRAY ARRAY['watch_setting', 'watch_alert'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', f);
  END LOOP;
END $$;

-- A case: one's own, one's team's, the sites one coordinates; for anybody else only what was opened for a time.
-- An administrator sees none, whatever memberships say.
DROP POLICY case_file_visible ON case_file;
CREATE POLICY case_file_visible ON case_file USING (
  organisation_id = app_organisation() AND (
    (app_scope() = 'staff' AND (
      (app_role() IN ('caseworker', 'coordinator') AND (
        assignee_id = app_user()
        OR team_id = ANY (ARRAY(
          SELECT m.team_id FROM membership m
          WHERE m.organisation_id = app_organisation() AND m.user_id = app_user() AND m.team_id IS NOT NULL
            AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())))
        OR site_id = ANY (ARRAY(
          SELECT m.site_id FROM membership m
          WHERE m.organisation_id = app_organisation() AND m.user_id = app_user() AND m.team_id IS NULL
            AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())))))
      OR id = ANY ((SELECT visited_cases())::uuid[])))
    OR app_scope() = 'system'));
-- Who registers somebody at a site of their own need not see the case afterwards.
CREATE POLICY case_file_register ON case_file FOR INSERT WITH CHECK (
  organisation_id = app_organisation() AND app_scope() = 'staff' AND registered_by = app_user() AND site_id = ANY (ARRAY(
    SELECT m.site_id FROM membership m
    WHERE m.organisation_id = app_organisation() AND m.user_id = app_user()
      AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now()))));

-- Accounts: everybody of the house sees names and roles; administrators change them, everybody their own few settings.
DROP POLICY user_account_own ON user_account;
CREATE POLICY user_account_select ON user_account FOR SELECT
  USING (organisation_id = app_organisation() AND app_scope() IN ('staff', 'system'));
CREATE POLICY user_account_insert ON user_account FOR INSERT
  WITH CHECK (organisation_id = app_organisation() AND (app_role() = 'administrator' OR app_scope() = 'system'));
CREATE POLICY user_account_update ON user_account FOR UPDATE
  USING (organisation_id = app_organisation() AND (app_role() = 'administrator' OR id = app_user() OR app_scope() = 'system'));
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['membership', 'access_grant'] LOOP
    EXECUTE format('DROP POLICY IF EXISTS %I ON %I', t || '_own', t);
    EXECUTE format($policy$CREATE POLICY %I ON %I FOR SELECT
      USING (organisation_id = app_organisation() AND app_scope() IN ('staff', 'system'))$policy$, t || '_select', t);
    EXECUTE format($policy$CREATE POLICY %I ON %I FOR INSERT
      WITH CHECK (organisation_id = app_organisation() AND (app_role() = 'administrator' OR app_scope() = 'system'))$policy$, t || '_insert', t);
    EXECUTE format($policy$CREATE POLICY %I ON %I FOR UPDATE
      USING (organisation_id = app_organisation() AND (app_role() = 'administrator' OR app_scope() = 'system'))$policy$, t || '_update', t);
  END LOOP;
  -- Factors and tokens: one's own; administrators see that they exist and can end them.
  FOREACH t IN ARRAY ARRAY['passkey', 'totp', 'recovery_code', 'api_token'] LOOP
    EXECUTE format($policy$CREATE POLICY %I ON %I USING (organisation_id = app_organisation()
      AND (app_scope() = 'system' OR (app_scope() = 'staff' AND (user_id = app_user() OR app_role() = 'administrator'))))
      WITH CHECK (organisation_id = app_organisation() AND (app_scope() = 'system' OR user_id = app_user()
        OR (app_role() = 'administrator' AND %s)))$policy$, t || '_own', t,
      CASE t WHEN 'api_token' THEN 'revoked_at IS NOT NULL' WHEN 'passkey' THEN 'revoked_at IS NOT NULL' ELSE 'false' END);
  END LOOP;
END $$;
CREATE POLICY factor_reset_visible ON factor_reset USING (organisation_id = app_organisation() AND (app_scope() = 'system'
  OR (app_scope() = 'staff' AND (user_id = app_user() OR app_role() IN ('administrator', 'coordinator')))));

-- An access: its owner and whoever sees the case. Only for oneself, only in these ways; only others can answer.
CREATE POLICY case_access_select ON case_access FOR SELECT USING (organisation_id = app_organisation() AND (
  app_scope() = 'system'
  OR (app_scope() = 'staff' AND (user_id = app_user() OR 'data_protection_officer' = ANY ((SELECT app_grants())::text[])))
  OR EXISTS (SELECT 1 FROM case_file c WHERE c.organisation_id = case_access.organisation_id AND c.id = case_access.case_id)));
CREATE POLICY case_access_insert ON case_access FOR INSERT WITH CHECK (organisation_id = app_organisation()
  AND app_scope() = 'staff' AND user_id = app_user() AND answered_by IS NULL AND reviewed_by IS NULL AND (
    (kind = 'asked' AND status = 'waiting' AND app_role() IN ('caseworker', 'coordinator'))
    OR (kind = 'glass' AND status = 'open' AND ends_at <= now() + interval '61 minutes' AND app_role() IN ('caseworker', 'coordinator'))
    OR (kind = 'registered' AND status = 'open' AND ends_at <= now() + interval '16 minutes' AND is_registered_by_me(case_id))));
CREATE POLICY case_access_update ON case_access FOR UPDATE USING (organisation_id = app_organisation() AND (
    app_scope() = 'system' OR (app_scope() = 'staff' AND user_id = app_user())
    OR EXISTS (SELECT 1 FROM case_file c WHERE c.organisation_id = case_access.organisation_id AND c.id = case_access.case_id)))
  WITH CHECK (organisation_id = app_organisation() AND (user_id <> app_user() OR status = 'ended' OR app_scope() = 'system'));

CREATE POLICY watch_setting_own ON watch_setting USING (organisation_id = app_organisation() AND app_scope() IN ('staff', 'system'))
  WITH CHECK (organisation_id = app_organisation() AND (app_role() = 'administrator' OR 'data_protection_officer' = ANY ((SELECT app_grants())::text[])));
-- Nobody is shown, or closes, an alert about themselves.
CREATE POLICY watch_alert_visible ON watch_alert USING (organisation_id = app_organisation() AND (app_scope() = 'system'
  OR (app_scope() = 'staff' AND user_id <> app_user()
    AND (app_role() = 'coordinator' OR 'data_protection_officer' = ANY ((SELECT app_grants())::text[])))));
-- auth_challenge: no policy. Only the functions of the owner touch it.

-- A key is as visible as what it seals. The key of a note for few eyes is only for them.
DROP POLICY sealing_key_with_subject ON sealing_key;
CREATE POLICY sealing_key_with_subject ON sealing_key USING (organisation_id = app_organisation() AND CASE kind
  WHEN 'case' THEN EXISTS (SELECT 1 FROM case_file c WHERE c.organisation_id = sealing_key.organisation_id AND c.id = sealing_key.id)
    OR (app_scope() = 'partner' AND EXISTS (
      SELECT 1 FROM referral r WHERE r.organisation_id = sealing_key.organisation_id AND r.id = app_referral() AND r.case_id = sealing_key.id))
  WHEN 'person' THEN EXISTS (SELECT 1 FROM case_file c WHERE c.organisation_id = sealing_key.organisation_id AND c.person_id = sealing_key.id)
  WHEN 'draft' THEN EXISTS (SELECT 1 FROM intake_draft d WHERE d.organisation_id = sealing_key.organisation_id AND d.id = sealing_key.id)
  WHEN 'note' THEN EXISTS (SELECT 1 FROM note n JOIN case_file c ON c.organisation_id = n.organisation_id AND c.id = n.case_id
    WHERE n.organisation_id = sealing_key.organisation_id AND n.id = sealing_key.id
      AND (n.author_id = app_user() OR c.assignee_id = app_user() OR app_scope() = 'system'
        OR n.privacy || '_notes' = ANY ((SELECT app_grants())::text[])))
  WHEN 'access' THEN EXISTS (SELECT 1 FROM case_access a WHERE a.organisation_id = sealing_key.organisation_id AND a.id = sealing_key.id)
  ELSE false END);

-- The trail is read with the case; the rest by administrators and the data-protection officer.
DROP POLICY audit_event_select ON audit_event;
CREATE POLICY audit_event_select ON audit_event FOR SELECT USING (organisation_id = app_organisation() AND (
  app_scope() = 'system'
  OR app_role() = 'administrator'
  OR (SELECT 'data_protection_officer' = ANY (app_grants()))
  OR (case_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM case_file c WHERE c.organisation_id = audit_event.organisation_id AND c.id = audit_event.case_id))));

-- Nobody changes their own rights, and nobody confirms the administrator whom they proposed. The system has no user.
CREATE FUNCTION refuse_own_rights() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE was jsonb := CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END; is_now jsonb := to_jsonb(NEW);
BEGIN
  IF app_user() IS NULL THEN RETURN NEW; END IF;
  IF TG_TABLE_NAME <> 'user_account' THEN
    IF NEW.user_id = app_user() THEN
      RAISE EXCEPTION 'nobody changes their own rights' USING ERRCODE = 'OW003';
    END IF;
    RETURN NEW;
  END IF;
  IF (is_now ->> 'id')::uuid = app_user() THEN
    IF (is_now - ARRAY['display_name', 'locale', 'password_hash', 'version']) <> (was - ARRAY['display_name', 'locale', 'password_hash', 'version']) THEN
      RAISE EXCEPTION 'nobody changes their own rights' USING ERRCODE = 'OW003';
    END IF;
  ELSIF is_now -> 'password_hash' IS DISTINCT FROM coalesce(was -> 'password_hash', 'null') THEN
    RAISE EXCEPTION 'nobody chooses somebody else''s password' USING ERRCODE = 'OW003';
  ELSIF is_now ->> 'role' = 'administrator' AND was ->> 'role' IS DISTINCT FROM 'administrator'
    AND (was ->> 'pending_role' IS DISTINCT FROM 'administrator' OR was ->> 'pending_role_by' IS NOT DISTINCT FROM app_user()::text) THEN
    RAISE EXCEPTION 'a second administrator confirms a new one' USING ERRCODE = 'OW003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER own_rights BEFORE INSERT OR UPDATE ON user_account FOR EACH ROW EXECUTE FUNCTION refuse_own_rights();
CREATE TRIGGER own_rights BEFORE INSERT OR UPDATE ON membership FOR EACH ROW EXECUTE FUNCTION refuse_own_rights();
CREATE TRIGGER own_rights BEFORE INSERT OR UPDATE ON access_grant FOR EACH ROW EXECUTE FUNCTION refuse_own_rights();

-- The commit lock on the new tables. What ticks with use (a counter, a last use) is no act.
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT * FROM (VALUES
    ('access_grant', 'user_id', ''), ('case_access', 'id', ''), ('watch_setting', 'organisation_id', ''), ('watch_alert', 'id', ''),
    ('factor_reset', 'user_id', ''), ('passkey', 'user_id', ' OF name, revoked_at, public_key, user_id'),
    ('totp', 'user_id', ' OF seed_sealed, user_id'), ('recovery_code', 'user_id', ''), ('api_token', 'user_id', ' OF revoked_at, permissions, expires_at, user_id, name')
  ) AS audited (table_name, covering, columns) LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR DELETE OR UPDATE%s ON %I
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unaudited_change(%L)', t.columns, t.table_name, t.covering);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER audited', t.table_name);
  END LOOP;
END $$;

GRANT SELECT (ends_at, pending_role, pending_role_by) ON user_account TO onward_app;
GRANT INSERT (organisation_id, id, email, display_name, role, status, locale, ends_at, pending_role, pending_role_by) ON user_account TO onward_app;
GRANT UPDATE (role, ends_at, pending_role, pending_role_by, password_hash, email) ON user_account TO onward_app;
GRANT INSERT ON membership TO onward_app;
GRANT SELECT (assurance, factor, stepped_up_at) ON session TO onward_app;
GRANT INSERT ON invitation TO onward_app;
GRANT SELECT (organisation_id, id, user_id, purpose, expires_at, used_at, created_at) ON invitation TO onward_app;
GRANT UPDATE (expires_at) ON invitation TO onward_app;
GRANT SELECT, INSERT, UPDATE ON access_grant, case_access, factor_reset TO onward_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON watch_setting TO onward_app;
GRANT SELECT, INSERT, UPDATE ON watch_alert TO onward_app;
GRANT SELECT, INSERT, UPDATE ON passkey TO onward_app;
GRANT SELECT (organisation_id, user_id, created_at), INSERT, DELETE ON totp TO onward_app;
GRANT SELECT (organisation_id, id, user_id, created_at, used_at), INSERT, DELETE ON recovery_code TO onward_app;
GRANT INSERT ON api_token TO onward_app;
GRANT SELECT (organisation_id, id, user_id, name, permissions, assurance, created_at, expires_at, last_used_at, revoked_at, revoked_by) ON api_token TO onward_app;
GRANT UPDATE (revoked_at, revoked_by) ON api_token TO onward_app;

-- A member of staff as the doors know them; null when the account is closed or its time is over. For the owner's functions only.
CREATE FUNCTION staff_actor(p_organisation uuid, p_user uuid, p_session uuid, p_assurance smallint, p_stepped_up boolean, p_limited_to text[])
RETURNS json LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT json_build_object(
      'userId', u.id, 'organisationId', u.organisation_id, 'sessionId', p_session, 'role', u.role, 'displayName', u.display_name,
      'locale', u.locale, 'assurance', p_assurance, 'steppedUp', coalesce(p_stepped_up, false), 'limitedTo', p_limited_to,
      'memberships', coalesce((
        SELECT json_agg(json_build_object('siteId', m.site_id, 'teamId', m.team_id) ORDER BY m.id) FROM membership m
        WHERE m.organisation_id = u.organisation_id AND m.user_id = u.id AND m.status = 'active'
          AND (m.ends_at IS NULL OR m.ends_at > now())), '[]'::json),
      'grants', coalesce((
        SELECT json_agg(DISTINCT g.kind) FROM access_grant g
        WHERE g.organisation_id = u.organisation_id AND g.user_id = u.id AND g.revoked_at IS NULL
          AND (g.ends_at IS NULL OR g.ends_at > now())), '[]'::json),
      'visits', coalesce((
        SELECT json_agg(DISTINCT a.case_id) FROM case_access a
        WHERE a.organisation_id = u.organisation_id AND a.user_id = u.id AND a.status = 'open' AND a.kind <> 'registered'
          AND a.ends_at > now()), '[]'::json))
  FROM user_account u
  WHERE u.organisation_id = p_organisation AND u.id = p_user AND u.status = 'active' AND (u.ends_at IS NULL OR u.ends_at > now())
$$;
REVOKE ALL ON FUNCTION staff_actor(uuid, uuid, uuid, smallint, boolean, text[]) FROM PUBLIC;

-- Sign-in: the accounts of an e-mail address that are open now (one per organisation).
CREATE OR REPLACE FUNCTION sign_in_candidates(p_email text)
RETURNS TABLE (organisation_id uuid, user_id uuid, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT u.organisation_id, u.id, u.password_hash FROM user_account u
  WHERE u.email = p_email AND u.status = 'active' AND u.password_hash IS NOT NULL AND (u.ends_at IS NULL OR u.ends_at > now())
$$;

-- Each request: who it is, as the database knows them now. The idle clock is moved at most once a minute.
CREATE OR REPLACE FUNCTION session_actor(p_hash bytea) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE s session; answer json;
BEGIN
  SELECT * INTO s FROM session WHERE hash = p_hash AND revoked_at IS NULL AND idle_expires > now() AND absolute_expires > now();
  IF NOT FOUND THEN RETURN NULL; END IF;
  answer := staff_actor(s.organisation_id, s.user_id, s.id, s.assurance, s.stepped_up_at > now() - interval '5 minutes', NULL);
  IF answer IS NOT NULL AND s.last_seen_at < now() - interval '1 minute' THEN
    UPDATE session SET last_seen_at = now(), idle_expires = now() + interval '15 minutes'
      WHERE organisation_id = s.organisation_id AND id = s.id;
  END IF;
  RETURN answer;
END $$;
