-- Second factors: what a session shows, and what it becomes by it. A proof is used up and the session renewed in one
-- statement, so that a code, a signature or an old token never counts twice.

-- Whose session this is and what they can show, while it lives.
CREATE FUNCTION factors_of_session(p_hash bytea) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT json_build_object(
      'organisationId', s.organisation_id, 'userId', s.user_id, 'sessionId', s.id, 'assurance', s.assurance,
      'role', u.role, 'isDemo', o.is_demo, 'at', floor(extract(epoch FROM now()))::bigint,
      'seedSealed', (SELECT encode(t.seed_sealed, 'base64') FROM totp t
        WHERE t.organisation_id = s.organisation_id AND t.user_id = s.user_id),
      'passkeys', coalesce((
        SELECT json_agg(json_build_object('id', encode(p.credential_id, 'base64'), 'transports', p.transports) ORDER BY p.id) FROM passkey p
        WHERE p.organisation_id = s.organisation_id AND p.user_id = s.user_id AND p.revoked_at IS NULL), '[]'::json),
      'recoveryCodes', (SELECT count(*) FROM recovery_code r
        WHERE r.organisation_id = s.organisation_id AND r.user_id = s.user_id AND r.used_at IS NULL))
  FROM session s
  JOIN user_account u ON u.organisation_id = s.organisation_id AND u.id = s.user_id
  JOIN organisation o ON o.id = s.organisation_id
  WHERE s.hash = p_hash AND s.revoked_at IS NULL AND s.idle_expires > now() AND s.absolute_expires > now()
    AND u.status = 'active' AND (u.ends_at IS NULL OR u.ends_at > now())
$$;

-- Uses a proof up and gives the session a new token; false when the proof was used before or the session is over.
-- The proof: {"step"} of an authenticator app, {"code"} for recovery, {"passkey", "counter"}, or {"enrolledAt"}.
CREATE FUNCTION elevate_session(p_hash bytea, p_new_hash bytea, p_factor text, p_proof jsonb, p_assurance smallint,
  p_event uuid, p_request text, p_network text, p_version text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE s session; ended integer;
BEGIN
  SELECT * INTO s FROM session
    WHERE hash = p_hash AND revoked_at IS NULL AND idle_expires > now() AND absolute_expires > now() FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF p_proof ? 'step' THEN
    UPDATE totp SET last_step = (p_proof ->> 'step')::bigint
      WHERE organisation_id = s.organisation_id AND user_id = s.user_id AND last_step < (p_proof ->> 'step')::bigint;
  ELSIF p_proof ? 'code' THEN
    UPDATE recovery_code SET used_at = now()
      WHERE organisation_id = s.organisation_id AND user_id = s.user_id AND hash = decode(p_proof ->> 'code', 'hex') AND used_at IS NULL;
  ELSIF p_proof ? 'passkey' THEN
    UPDATE passkey SET counter = (p_proof ->> 'counter')::bigint, last_used_at = now()
      WHERE organisation_id = s.organisation_id AND user_id = s.user_id AND id = (p_proof ->> 'passkey')::uuid AND revoked_at IS NULL
        AND (counter < (p_proof ->> 'counter')::bigint OR (counter = 0 AND (p_proof ->> 'counter')::bigint = 0));
  ELSE
    -- Enrolled in this session a moment ago, and not shown since.
    PERFORM 1 WHERE (p_proof ->> 'enrolledAt')::timestamptz > now() - interval '2 minutes'
      AND coalesce(s.stepped_up_at < (p_proof ->> 'enrolledAt')::timestamptz, true);
  END IF;
  IF NOT FOUND THEN RETURN false; END IF;
  IF p_factor = 'recovery' THEN
    UPDATE session SET revoked_at = now(), revoked_by = s.user_id
      WHERE organisation_id = s.organisation_id AND user_id = s.user_id AND id <> s.id AND revoked_at IS NULL;
    GET DIAGNOSTICS ended = ROW_COUNT;
  END IF;
  UPDATE session SET hash = p_new_hash, assurance = p_assurance, factor = p_factor, stepped_up_at = now(),
      last_seen_at = now(), idle_expires = now() + interval '15 minutes'
    WHERE organisation_id = s.organisation_id AND id = s.id;
  INSERT INTO audit_event (organisation_id, id, kind, action, actor_kind, actor_id, actor_role, session_id, entity, entity_id,
      detail, request_id, network, app_version)
    SELECT s.organisation_id, p_event, 'auth', 'session.elevate', 'staff', s.user_id, u.role, s.id, 'user', s.user_id,
      jsonb_strip_nulls(jsonb_build_object('factor', p_factor, 'ended', ended)), p_request, p_network, p_version
    FROM user_account u WHERE u.organisation_id = s.organisation_id AND u.id = s.user_id;
  RETURN true;
END $$;

-- A proof that did not fit: in a session, or by a passkey that would have opened one.
CREATE FUNCTION record_failed_factor(p_organisation uuid, p_user uuid, p_session uuid, p_factor text,
  p_event uuid, p_request text, p_network text, p_version text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO audit_event (organisation_id, id, kind, action, outcome, actor_kind, actor_id, actor_role, session_id, entity, entity_id,
      detail, request_id, network, app_version)
    SELECT u.organisation_id, p_event, 'auth', CASE WHEN p_session IS NULL THEN 'session.open' ELSE 'session.elevate' END, 'denied',
      'staff', u.id, u.role, p_session, 'user', u.id, jsonb_build_object('factor', p_factor), p_request, p_network, p_version
    FROM user_account u WHERE u.organisation_id = p_organisation AND u.id = p_user;
$$;

-- What a passkey is asked to sign: given out once, taken back once, within five minutes, by the same session.
CREATE FUNCTION put_challenge(p_id uuid, p_purpose text, p_challenge bytea, p_session uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  DELETE FROM auth_challenge WHERE expires_at < now();
  INSERT INTO auth_challenge (id, purpose, challenge, session_id, expires_at)
    VALUES (p_id, p_purpose, p_challenge, p_session, now() + interval '5 minutes');
$$;
CREATE FUNCTION take_challenge(p_id uuid, p_purpose text, p_session uuid) RETURNS bytea
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  DELETE FROM auth_challenge
    WHERE id = p_id AND purpose = p_purpose AND session_id IS NOT DISTINCT FROM p_session AND expires_at > now()
    RETURNING challenge
$$;

-- A passkey by what the device calls it, while its account is open.
CREATE FUNCTION passkey_of_credential(p_credential bytea)
RETURNS TABLE (organisation_id uuid, user_id uuid, id uuid, public_key bytea, counter bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT p.organisation_id, p.user_id, p.id, p.public_key, p.counter
  FROM passkey p JOIN user_account u ON u.organisation_id = p.organisation_id AND u.id = p.user_id
  WHERE p.credential_id = p_credential AND p.revoked_at IS NULL
    AND u.status = 'active' AND (u.ends_at IS NULL OR u.ends_at > now())
$$;

-- Moves a passkey's counter on at sign-in; false when it was copied or used at the same time.
CREATE FUNCTION count_passkey(p_organisation uuid, p_passkey uuid, p_counter bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE passkey SET counter = p_counter, last_used_at = now()
    WHERE organisation_id = p_organisation AND id = p_passkey AND revoked_at IS NULL
      AND (counter < p_counter OR (counter = 0 AND p_counter = 0));
  RETURN FOUND;
END $$;

-- A session now begins with what was shown: a password alone (no factor), or a passkey.
DROP FUNCTION open_session(uuid, uuid, uuid, bytea, text, text, uuid, text, text);
CREATE FUNCTION open_session(p_organisation uuid, p_user uuid, p_id uuid, p_hash bytea, p_device text, p_network text, p_factor text,
  p_event uuid, p_request text, p_version text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO session (organisation_id, id, hash, user_id, device, network, idle_expires, absolute_expires, assurance, factor, stepped_up_at)
    VALUES (p_organisation, p_id, p_hash, p_user, p_device, p_network, now() + interval '15 minutes', now() + interval '12 hours',
      CASE WHEN p_factor IS NULL THEN 1 ELSE 2 END, p_factor, CASE WHEN p_factor IS NOT NULL THEN now() END);
  INSERT INTO audit_event (organisation_id, id, kind, action, actor_kind, actor_id, actor_role, session_id, entity, entity_id,
      detail, request_id, network, app_version)
    SELECT p_organisation, p_event, 'auth', 'session.open', 'staff', p_user, u.role, p_id, 'user', p_user,
      jsonb_strip_nulls(jsonb_build_object('factor', p_factor)), p_request, p_network, p_version
    FROM user_account u WHERE u.organisation_id = p_organisation AND u.id = p_user;
$$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['factors_of_session(bytea)', 'elevate_session(bytea, bytea, text, jsonb, smallint, uuid, text, text, text)',
    'record_failed_factor(uuid, uuid, uuid, text, uuid, text, text, text)', 'put_challenge(uuid, text, bytea, uuid)',
    'take_challenge(uuid, text, uuid)', 'passkey_of_credential(bytea)', 'count_passkey(uuid, uuid, bigint)',
    'open_session(uuid, uuid, uuid, bytea, text, text, text, uuid, text, text)'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO onward_auth';
  END LOOP;
END $$;
