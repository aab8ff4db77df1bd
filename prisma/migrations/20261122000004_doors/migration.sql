-- Narrow look-ups for the moment before an organisation is known, and for pointing at a case without opening it.
-- Each runs as the owner with a fixed search path and gives back only what its one caller needs.

-- Sign-in: the active accounts of an e-mail address (one per organisation).
CREATE FUNCTION sign_in_candidates(p_email text)
RETURNS TABLE (organisation_id uuid, user_id uuid, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT u.organisation_id, u.id, u.password_hash FROM user_account u
  WHERE u.email = p_email AND u.status = 'active' AND u.password_hash IS NOT NULL
$$;

CREATE FUNCTION open_session(p_organisation uuid, p_user uuid, p_id uuid, p_hash bytea, p_device text, p_network text,
  p_event uuid, p_request text, p_version text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO session (organisation_id, id, hash, user_id, device, network, idle_expires, absolute_expires)
    VALUES (p_organisation, p_id, p_hash, p_user, p_device, p_network, now() + interval '15 minutes', now() + interval '12 hours');
  INSERT INTO audit_event (organisation_id, id, kind, action, actor_kind, actor_id, actor_role, session_id, entity, entity_id,
      request_id, network, app_version)
    SELECT p_organisation, p_event, 'auth', 'session.open', 'staff', p_user, u.role, p_id, 'user', p_user, p_request, p_network, p_version
    FROM user_account u WHERE u.organisation_id = p_organisation AND u.id = p_user;
$$;

CREATE FUNCTION record_failed_sign_in(p_email text, p_network text, p_event uuid, p_request text, p_version text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO audit_event (organisation_id, id, kind, action, outcome, actor_kind, actor_id, entity, entity_id, request_id, network, app_version)
    SELECT u.organisation_id, p_event, 'auth', 'session.open', 'denied', 'staff', u.id, 'user', u.id, p_request, p_network, p_version
    FROM user_account u WHERE u.email = p_email ORDER BY u.organisation_id LIMIT 1;
$$;

-- Each request: the session's owner as the database knows them now. The idle clock is moved at most once a minute.
CREATE FUNCTION session_actor(p_hash bytea) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE s session; answer json;
BEGIN
  SELECT * INTO s FROM session WHERE hash = p_hash AND revoked_at IS NULL AND idle_expires > now() AND absolute_expires > now();
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT json_build_object(
      'userId', u.id, 'organisationId', u.organisation_id, 'sessionId', s.id, 'role', u.role, 'displayName', u.display_name,
      'locale', u.locale, 'memberships', coalesce((
        SELECT json_agg(json_build_object('siteId', m.site_id, 'teamId', m.team_id) ORDER BY m.id) FROM membership m
        WHERE m.organisation_id = u.organisation_id AND m.user_id = u.id AND m.status = 'active'
          AND (m.ends_at IS NULL OR m.ends_at > now())), '[]'::json))
    INTO answer FROM user_account u
    WHERE u.organisation_id = s.organisation_id AND u.id = s.user_id AND u.status = 'active';
  IF answer IS NOT NULL AND s.last_seen_at < now() - interval '1 minute' THEN
    UPDATE session SET last_seen_at = now(), idle_expires = now() + interval '15 minutes'
      WHERE organisation_id = s.organisation_id AND id = s.id;
  END IF;
  RETURN answer;
END $$;

-- A partner's link: which referral it opens. Spent links are told apart by the caller, so that the page can say why.
CREATE FUNCTION partner_link_target(p_hash bytea)
RETURNS TABLE (organisation_id uuid, referral_id uuid, live boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT l.organisation_id, l.referral_id, l.revoked_at IS NULL AND l.expires_at > now()
  FROM partner_link l WHERE l.hash = p_hash
$$;

-- Invitation: who it is for, while it can be used.
CREATE FUNCTION invitation_target(p_hash bytea)
RETURNS TABLE (organisation_id uuid, user_id uuid, email text, display_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT u.organisation_id, u.id, u.email, u.display_name
  FROM invitation i JOIN user_account u ON u.organisation_id = i.organisation_id AND u.id = i.user_id
  WHERE i.hash = p_hash AND i.used_at IS NULL AND i.expires_at > now() AND u.status = 'invited'
$$;

-- Spends the invitation and sets the password, once: of two at the same time the second gets false.
CREATE FUNCTION use_invitation(p_hash bytea, p_password_hash text, p_event uuid, p_request text, p_network text, p_version text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE target record;
BEGIN
  UPDATE invitation SET used_at = now() WHERE hash = p_hash AND used_at IS NULL AND expires_at > now()
    RETURNING organisation_id, user_id INTO target;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE user_account SET password_hash = p_password_hash, status = 'active', version = version + 1
    WHERE organisation_id = target.organisation_id AND id = target.user_id AND status = 'invited';
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO audit_event (organisation_id, id, kind, action, actor_kind, actor_id, entity, entity_id, request_id, network, app_version)
    VALUES (target.organisation_id, p_event, 'auth', 'invitation.accept', 'staff', target.user_id, 'user', target.user_id,
      p_request, p_network, p_version);
  RETURN true;
END $$;

-- Counts one attempt and says how many fell into the running window.
CREATE FUNCTION throttle_hit(p_key text, p_window interval) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO throttle AS t (key, window_start, hits) VALUES (p_key, now(), 1)
  ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN t.window_start + p_window < now() THEN 1 ELSE t.hits + 1 END,
    window_start = CASE WHEN t.window_start + p_window < now() THEN now() ELSE t.window_start END
  RETURNING hits
$$;

CREATE FUNCTION throttle_clear(p_key text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  DELETE FROM throttle WHERE key = p_key
$$;

-- "Somebody here knows this person: ask Dara." Code, site and caseworker of a person's latest open case; nothing else.
CREATE FUNCTION case_pointers(p_people uuid[])
RETURNS TABLE (person_id uuid, case_id uuid, code text, site_name text, assignee_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT ON (c.person_id) c.person_id, c.id, c.code, s.name, u.display_name
  FROM case_file c
  JOIN site s ON s.organisation_id = c.organisation_id AND s.id = c.site_id
  LEFT JOIN user_account u ON u.organisation_id = c.organisation_id AND u.id = c.assignee_id
  WHERE c.organisation_id = app_organisation() AND app_scope() IN ('staff', 'system') AND c.person_id = ANY (p_people)
    AND c.status NOT IN ('erased', 'duplicate_merged')
  ORDER BY c.person_id, c.opened_at DESC
$$;

-- For the boot check: is the database in demo mode?
CREATE FUNCTION has_demo_organisation() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT 1 FROM organisation WHERE is_demo)
$$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['sign_in_candidates(text)', 'open_session(uuid, uuid, uuid, bytea, text, text, uuid, text, text)',
    'record_failed_sign_in(text, text, uuid, text, text)', 'session_actor(bytea)', 'partner_link_target(bytea)',
    'invitation_target(bytea)', 'use_invitation(bytea, text, uuid, text, text, text)', 'throttle_hit(text, interval)',
    'throttle_clear(text)', 'case_pointers(uuid[])', 'has_demo_organisation()'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO onward_app';
  END LOOP;
END $$;
