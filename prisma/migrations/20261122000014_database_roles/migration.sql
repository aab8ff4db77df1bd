-- Four roles, each with what its work needs and no more: onward_owner migrates, onward_app serves pages and the HTTP doors,
-- onward_auth looks up sign-ins, sessions, links and invitations, onward_worker (a member of onward_app) is the program itself.

-- The scope 'system' is what a connection says of itself; it counts only for the worker and for the owner, which is its member.
-- session_user: in the functions of the owner, current_user would be the owner for everybody. Staff never pay for the question.
CREATE OR REPLACE FUNCTION app_scope() RETURNS text LANGUAGE sql STABLE
  RETURN CASE current_setting('app.scope', true)
    WHEN 'staff' THEN 'staff'
    WHEN 'partner' THEN 'partner'
    WHEN 'system' THEN CASE WHEN pg_has_role(session_user, 'onward_worker', 'member') THEN 'system' END
  END;

-- What asked for the organisation only now asks for the scope as well.
ALTER POLICY organisation_own ON organisation
  USING (id = app_organisation() AND app_scope() IN ('staff', 'partner', 'system'));
ALTER POLICY audit_event_insert ON audit_event
  WITH CHECK (organisation_id = app_organisation() AND actor_kind = app_scope());

-- A function is closed until a role is given it, those of later migrations as well.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Before it is known who asks, only these may be asked; and who serves pages cannot ask them. An injected statement in a
-- query of the program so finds no password hash, opens no session and forgets no attempt.
DO $$
DECLARE
  f record;
  of_sign_in text[] := ARRAY['sign_in_candidates', 'open_session', 'record_failed_sign_in', 'session_actor',
    'partner_link_target', 'invitation_target', 'use_invitation', 'throttle_hit', 'throttle_clear'];
BEGIN
  FOR f IN
    SELECT p.oid::regprocedure AS signature, p.proname = ANY (of_sign_in) AS of_sign_in,
      p.prorettype <> 'trigger'::regtype AND has_function_privilege('public', p.oid, 'EXECUTE') AS of_all
    FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.proowner = current_user::regrole
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature);
    IF f.of_sign_in THEN
      EXECUTE format('REVOKE ALL ON FUNCTION %s FROM onward_app', f.signature);
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO onward_auth', f.signature);
    ELSIF f.of_all THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO onward_app', f.signature);
    END IF;
  END LOOP;
END $$;
GRANT USAGE ON SCHEMA public TO onward_auth;

-- What only the program itself does.
REVOKE EXECUTE ON FUNCTION organisation_ids() FROM onward_app;
REVOKE INSERT, UPDATE ON worker_beat FROM onward_app;
REVOKE DELETE ON idempotent_answer FROM onward_app;
GRANT EXECUTE ON FUNCTION organisation_ids() TO onward_worker;
GRANT INSERT, UPDATE ON worker_beat TO onward_worker;
GRANT DELETE ON idempotent_answer TO onward_worker;

-- No function of the owner reads these past their policies: they bind the owner as well.
ALTER TABLE match_key FORCE ROW LEVEL SECURITY;
ALTER TABLE worker_beat FORCE ROW LEVEL SECURITY;
