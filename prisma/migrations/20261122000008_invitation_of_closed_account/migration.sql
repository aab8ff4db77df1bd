-- An invitation to an account that was closed meanwhile is answered with false. Spending it first and finding out later
-- left a change without its event, which the commit lock refuses.
CREATE OR REPLACE FUNCTION use_invitation(p_hash bytea, p_password_hash text, p_event uuid, p_request text, p_network text, p_version text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE target record;
BEGIN
  UPDATE user_account u SET password_hash = p_password_hash, status = 'active', version = u.version + 1
    FROM invitation i
    WHERE i.hash = p_hash AND i.used_at IS NULL AND i.expires_at > now()
      AND u.organisation_id = i.organisation_id AND u.id = i.user_id AND u.status = 'invited'
    RETURNING u.organisation_id, u.id AS user_id INTO target;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE invitation SET used_at = now() WHERE hash = p_hash;
  INSERT INTO audit_event (organisation_id, id, kind, action, actor_kind, actor_id, entity, entity_id, request_id, network, app_version)
    VALUES (target.organisation_id, p_event, 'auth', 'invitation.accept', 'staff', target.user_id, 'user', target.user_id,
      p_request, p_network, p_version);
  RETURN true;
END $$;
