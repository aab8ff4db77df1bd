-- A proposal carries the name of who makes it: else whoever proposes could write another's and confirm it themselves.
CREATE OR REPLACE FUNCTION refuse_own_rights() RETURNS trigger LANGUAGE plpgsql AS $$
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
  ELSIF is_now ->> 'pending_role_by' IS DISTINCT FROM was ->> 'pending_role_by'
    AND is_now ->> 'pending_role_by' IS NOT NULL AND is_now ->> 'pending_role_by' <> app_user()::text THEN
    RAISE EXCEPTION 'nobody proposes in somebody else''s name' USING ERRCODE = 'OW003';
  ELSIF is_now ->> 'pending_role' IS NOT NULL AND is_now ->> 'pending_role_by' IS NULL THEN
    RAISE EXCEPTION 'a proposal names who made it' USING ERRCODE = 'OW003';
  END IF;
  RETURN NEW;
END $$;

-- Whom a link is for and what it is for, while it can be used: to join, or to choose a new password.
DROP FUNCTION invitation_target(bytea);
CREATE FUNCTION invitation_target(p_hash bytea)
RETURNS TABLE (organisation_id uuid, user_id uuid, email text, display_name text, purpose text, role text, pending_role text,
  organisation text, ends_at timestamptz, places json, grants json)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT u.organisation_id, u.id, u.email, u.display_name, i.purpose, u.role, u.pending_role, o.name, u.ends_at,
    coalesce((
      SELECT json_agg(json_build_object('siteId', s.id, 'site', s.name, 'teamId', t.id, 'team', t.name) ORDER BY s.name, t.name, m.id)
      FROM membership m
      JOIN site s ON s.organisation_id = m.organisation_id AND s.id = m.site_id
      LEFT JOIN team t ON t.organisation_id = m.organisation_id AND t.id = m.team_id
      WHERE m.organisation_id = u.organisation_id AND m.user_id = u.id AND m.status = 'active'
        AND (m.ends_at IS NULL OR m.ends_at > now())), '[]'::json),
    coalesce((
      SELECT json_agg(g.kind ORDER BY g.kind) FROM access_grant g
      WHERE g.organisation_id = u.organisation_id AND g.user_id = u.id AND g.revoked_at IS NULL
        AND (g.ends_at IS NULL OR g.ends_at > now())), '[]'::json)
  FROM invitation i
  JOIN user_account u ON u.organisation_id = i.organisation_id AND u.id = i.user_id
  JOIN organisation o ON o.id = u.organisation_id
  WHERE i.hash = p_hash AND i.used_at IS NULL AND i.expires_at > now() AND (u.ends_at IS NULL OR u.ends_at > now())
    AND u.status = CASE i.purpose WHEN 'join' THEN 'invited' ELSE 'active' END
$$;

-- Spends the link and sets the password, once: of two at the same time the second gets false. A new password ends every
-- session, and leaves second factors as they are.
CREATE OR REPLACE FUNCTION use_invitation(p_hash bytea, p_password_hash text, p_event uuid, p_request text, p_network text, p_version text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE link invitation; ended integer;
BEGIN
  -- The second of two waits here for the first, and then finds the link spent.
  SELECT * INTO link FROM invitation WHERE hash = p_hash AND used_at IS NULL AND expires_at > now() FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE user_account u SET password_hash = p_password_hash, status = 'active', version = u.version + 1
    WHERE u.organisation_id = link.organisation_id AND u.id = link.user_id AND (u.ends_at IS NULL OR u.ends_at > now())
      AND u.status = CASE link.purpose WHEN 'join' THEN 'invited' ELSE 'active' END;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE invitation SET used_at = now() WHERE organisation_id = link.organisation_id AND id = link.id;
  UPDATE session SET revoked_at = now(), revoked_by = link.user_id
    WHERE organisation_id = link.organisation_id AND user_id = link.user_id AND revoked_at IS NULL;
  GET DIAGNOSTICS ended = ROW_COUNT;
  INSERT INTO audit_event (organisation_id, id, kind, action, actor_kind, actor_id, entity, entity_id, detail, request_id, network, app_version)
    VALUES (link.organisation_id, p_event, 'auth', CASE link.purpose WHEN 'join' THEN 'invitation.accept' ELSE 'invitation.resetPassword' END,
      'staff', link.user_id, 'user', link.user_id, jsonb_build_object('sessions', ended), p_request, p_network, p_version);
  RETURN true;
END $$;

-- The stored form of an open account's password, to check the present one before a new one is chosen.
CREATE FUNCTION password_hash_of(p_organisation uuid, p_user uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT u.password_hash FROM user_account u WHERE u.organisation_id = p_organisation AND u.id = p_user AND u.status = 'active'
$$;

-- Each request of a program: in whose name, and limited to what. The clock of its last use moves at most once a minute.
CREATE FUNCTION api_token_actor(p_hash bytea) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE t api_token; answer json;
BEGIN
  SELECT * INTO t FROM api_token WHERE hash = p_hash AND revoked_at IS NULL AND expires_at > now();
  IF NOT FOUND THEN RETURN NULL; END IF;
  answer := staff_actor(t.organisation_id, t.user_id, t.id, t.assurance, false, t.permissions);
  IF answer IS NOT NULL AND (t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute') THEN
    UPDATE api_token SET last_used_at = now() WHERE organisation_id = t.organisation_id AND id = t.id;
  END IF;
  RETURN answer;
END $$;

-- For administrators, who open no case: the codes of the open cases that somebody leaves behind, and nothing else of them.
CREATE FUNCTION cases_to_hand_over(p_user uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(array_agg(c.code ORDER BY c.code), '{}') FROM case_file c
  WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff' AND app_role() = 'administrator'
    AND c.assignee_id = p_user AND c.status NOT IN ('closed', 'duplicate_merged', 'transferred', 'erased')
$$;

-- Ends what was opened to somebody for a time, or asked for; answers the ids, which the event must name.
CREATE FUNCTION end_accesses_of(p_user uuid) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE ended uuid[];
BEGIN
  IF app_scope() IS DISTINCT FROM 'staff' OR app_role() IS DISTINCT FROM 'administrator' THEN RETURN '{}'; END IF;
  WITH changed AS (
    UPDATE case_access SET status = 'ended', ends_at = least(ends_at, now()), version = version + 1
    WHERE organisation_id = app_organisation() AND user_id = p_user AND status IN ('waiting', 'open') RETURNING id)
  SELECT coalesce(array_agg(id), '{}') INTO ended FROM changed;
  RETURN ended;
END $$;

-- For administrators: how many people's files somebody can see now, by the words of the policy case_file_visible.
CREATE FUNCTION visible_case_count(p_user uuid) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT count(*)::integer FROM case_file c
  JOIN user_account u ON u.organisation_id = c.organisation_id AND u.id = p_user
  WHERE c.organisation_id = app_organisation() AND app_scope() = 'staff' AND app_role() = 'administrator'
    AND u.status = 'active' AND (u.ends_at IS NULL OR u.ends_at > now()) AND (
      (u.role IN ('caseworker', 'coordinator') AND (
        c.assignee_id = p_user
        OR EXISTS (SELECT 1 FROM membership m WHERE m.organisation_id = c.organisation_id AND m.user_id = p_user
          AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())
          AND CASE WHEN m.team_id IS NULL THEN m.site_id = c.site_id ELSE m.team_id = c.team_id END)))
      OR EXISTS (SELECT 1 FROM case_access a WHERE a.organisation_id = c.organisation_id AND a.user_id = p_user AND a.case_id = c.id
        AND a.status = 'open' AND a.ends_at > now()))
$$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['invitation_target(bytea)', 'password_hash_of(uuid, uuid)', 'api_token_actor(bytea)'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO onward_auth';
  END LOOP;
  FOREACH f IN ARRAY ARRAY['cases_to_hand_over(uuid)', 'end_accesses_of(uuid)', 'visible_case_count(uuid)'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO onward_app';
  END LOOP;
END $$;
