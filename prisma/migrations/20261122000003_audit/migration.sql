-- The commit lock: a transaction that changed a row without an event for it cannot commit.

CREATE FUNCTION refuse_unaudited_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  changed jsonb := to_jsonb(coalesce(NEW, OLD));
  covered uuid := (changed ->> TG_ARGV[0])::uuid;
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM audit_event e
    WHERE e.tx = pg_current_xact_id()
      AND (e.entity_id = covered OR covered = ANY (e.covers))
  ) THEN
    RAISE EXCEPTION 'row of % changed without an audit event', TG_TABLE_NAME USING ERRCODE = 'OW001';
  END IF;
  RETURN NULL;
END $$;

-- The argument names the column whose value the event must mention: the row itself or the root that it belongs to.
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT * FROM (VALUES
    ('organisation', 'id'), ('site', 'id'), ('team', 'id'), ('user_account', 'id'), ('membership', 'user_id'),
    ('invitation', 'user_id'), ('person', 'id'), ('person_name', 'person_id'), ('person_contact', 'person_id'),
    ('identity_document', 'person_id'), ('match_key', 'person_id'), ('sealing_key', 'id'), ('case_file', 'id'),
    ('exit_event', 'id'), ('intake_draft', 'id'), ('note', 'id'), ('task', 'id'), ('consent', 'id'), ('need', 'id'),
    ('partner', 'id'), ('partner_service', 'partner_id'), ('referral', 'id'), ('partner_link', 'referral_id')
  ) AS audited (table_name, covering) LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON %I
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unaudited_change(%L)', t.table_name, t.covering);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER audited', t.table_name);
  END LOOP;
END $$;

-- A session's clock ticks on every request; opening and ending one are the acts that count.
CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR DELETE OR UPDATE OF revoked_at, user_id ON session
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unaudited_change('user_id');
ALTER TABLE session ENABLE ALWAYS TRIGGER audited;

-- The trail itself only grows, whoever asks.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail cannot be changed' USING ERRCODE = 'OW002';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER append_only_truncate;
