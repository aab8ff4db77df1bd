-- The seal of the trail. The worker reads what was committed since its last look, makes one hash of it and signs that: a checkpoint.
-- A window of transaction ids is closed once none of them still runs, so whoever commits late is in the next one; ids and times of
-- rows cannot say that. Transaction ids begin again at the bottom in another cluster, which is why an event names its cluster.

CREATE FUNCTION audit_cluster() RETURNS bigint LANGUAGE sql STABLE
  RETURN (SELECT system_identifier FROM pg_control_system());
GRANT EXECUTE ON FUNCTION audit_cluster() TO onward_app;

-- A constant for the rows that are there: the table is not written anew.
DO $$ BEGIN
  EXECUTE format('ALTER TABLE audit_event ADD COLUMN cluster bigint NOT NULL DEFAULT %s', audit_cluster());
END $$;
ALTER TABLE audit_event ALTER COLUMN cluster SET DEFAULT audit_cluster();

-- Time, transaction and cluster are the database's own: nobody who serves can slip an event into a window that is sealed.
REVOKE INSERT ON audit_event FROM onward_app;
GRANT INSERT (organisation_id, id, kind, action, outcome, actor_kind, actor_id, actor_role, session_id, entity, entity_id, case_id,
  covers, reason, detail, request_id, network, app_version) ON audit_event TO onward_app;

CREATE TABLE audit_checkpoint (
  number bigint PRIMARY KEY CHECK (number > 0),
  cluster bigint NOT NULL,
  tx_from xid8 NOT NULL,
  tx_to xid8 NOT NULL CHECK (tx_to > tx_from),
  count integer NOT NULL CHECK (count >= 0),
  root bytea NOT NULL CHECK (length(root) = 32),
  previous bytea NOT NULL CHECK (length(previous) = 32),
  at timestamptz(3) NOT NULL,
  key_id text NOT NULL,
  public_key bytea NOT NULL CHECK (length(public_key) = 32),
  signature bytea NOT NULL CHECK (length(signature) = 64),
  -- 48 bytes an event: its id and its hash. Null when there are very many.
  leaves bytea CHECK (length(leaves) = 48 * count)
);
CREATE UNIQUE INDEX audit_checkpoint_cluster_tx_from_key ON audit_checkpoint (cluster, tx_from);
ALTER TABLE audit_checkpoint ALTER COLUMN leaves SET STORAGE EXTERNAL;
ALTER TABLE audit_checkpoint ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_checkpoint_insert ON audit_checkpoint FOR INSERT WITH CHECK (app_scope() = 'system');
GRANT INSERT ON audit_checkpoint TO onward_worker;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_checkpoint FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
ALTER TABLE audit_checkpoint ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE audit_checkpoint ENABLE ALWAYS TRIGGER append_only_truncate;

-- What sealing and checking ask, across organisations. They hand out what they find to the worker and the owner only.

CREATE FUNCTION audit_checkpoints(p_after bigint, p_count integer)
RETURNS TABLE (number bigint, cluster bigint, tx_from xid8, tx_to xid8, count integer, root bytea, previous bytea, at timestamptz,
  key_id text, public_key bytea, signature bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.number, c.cluster, c.tx_from, c.tx_to, c.count, c.root, c.previous, c.at, c.key_id, c.public_key, c.signature
  FROM audit_checkpoint c WHERE c.number > p_after ORDER BY c.number LIMIT p_count
$$;

CREATE FUNCTION audit_head() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(max(number), 0) FROM audit_checkpoint
$$;

CREATE FUNCTION audit_leaves(p_number bigint) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT leaves FROM audit_checkpoint WHERE number = p_number
$$;

CREATE FUNCTION audit_events_between(p_cluster bigint, p_from xid8, p_to xid8) RETURNS SETOF audit_event
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT * FROM audit_event WHERE cluster = p_cluster AND tx >= p_from AND tx < p_to
$$;

-- The window that can be sealed now in this cluster: up to the oldest transaction still running, or to where p_most events are full.
-- One transaction is never cut in two.
CREATE FUNCTION audit_open_window(p_most integer) RETURNS TABLE (cluster bigint, tx_from xid8, tx_to xid8)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE
  here bigint := audit_cluster();
  upper xid8 := pg_snapshot_xmin(pg_current_snapshot());
  lower xid8 := coalesce(
    (SELECT c.tx_to FROM audit_checkpoint c WHERE c.cluster = here ORDER BY c.tx_from DESC LIMIT 1), '0'::xid8);
  first_tx xid8;
  full_at xid8;
BEGIN
  SELECT e.tx INTO full_at FROM audit_event e
    WHERE e.cluster = here AND e.tx >= lower AND e.tx < upper ORDER BY e.tx OFFSET p_most LIMIT 1;
  IF full_at IS NOT NULL THEN
    SELECT e.tx INTO first_tx FROM audit_event e
      WHERE e.cluster = here AND e.tx >= lower AND e.tx < upper ORDER BY e.tx LIMIT 1;
    upper := CASE WHEN first_tx < full_at THEN full_at ELSE (full_at::text::bigint + 1)::text::xid8 END;
  END IF;
  RETURN QUERY SELECT here, lower, upper;
END $$;

-- What lies beyond the last seal of each cluster. In a database that was restored elsewhere, also the end of the old cluster.
CREATE FUNCTION audit_tails()
RETURNS TABLE (cluster bigint, here boolean, tx_from xid8, tx_to xid8, count bigint, oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT e.cluster, e.cluster = audit_cluster(), coalesce(w.sealed_to, '0'::xid8), (max(e.tx)::text::bigint + 1)::text::xid8,
    count(*), min(e.at)
  FROM audit_event e
  LEFT JOIN (SELECT c.cluster, max(c.tx_to) AS sealed_to FROM audit_checkpoint c GROUP BY c.cluster) w ON w.cluster = e.cluster
  WHERE w.sealed_to IS NULL OR e.tx >= w.sealed_to
  GROUP BY e.cluster, w.sealed_to
$$;

-- For the administrator's page: up to when, and whether something has waited since before p_patience.
CREATE FUNCTION audit_seal_state(p_patience interval) RETURNS TABLE (sealed_at timestamptz, late boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT last.at, EXISTS (
    SELECT FROM audit_event e
    WHERE e.organisation_id = app_organisation() AND e.at < now() - p_patience AND e.cluster = audit_cluster()
      AND e.tx >= coalesce((SELECT c.tx_to FROM audit_checkpoint c WHERE c.cluster = audit_cluster() ORDER BY c.tx_from DESC LIMIT 1), '0'::xid8))
  FROM (SELECT 1) one LEFT JOIN (SELECT at FROM audit_checkpoint ORDER BY number DESC LIMIT 1) last ON true
  WHERE app_scope() = 'staff'
$$;
GRANT EXECUTE ON FUNCTION audit_seal_state(interval) TO onward_app;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['audit_checkpoints(bigint, integer)', 'audit_head()', 'audit_leaves(bigint)',
    'audit_events_between(bigint, xid8, xid8)', 'audit_open_window(integer)', 'audit_tails()'] LOOP
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO onward_worker';
  END LOOP;
END $$;

-- A check of everything that somebody asked for. How far it has come is a pulse; that it was asked for and what came of it are acts.
CREATE TABLE trail_check (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  status text NOT NULL DEFAULT 'asked' CHECK (status IN ('asked', 'good', 'tampered', 'late', 'failed')),
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  -- Events of this organisation that were checked.
  events integer,
  finished_at timestamptz(3),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, asked_by) REFERENCES user_account (organisation_id, id)
    ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX trail_check_organisation_id_asked_at_idx ON trail_check (organisation_id, asked_at DESC);
CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR DELETE OR UPDATE OF organisation_id, id, asked_by, asked_at, status, events, finished_at
  ON trail_check DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unaudited_change('id');
ALTER TABLE trail_check ENABLE ALWAYS TRIGGER audited;
ALTER TABLE trail_check ENABLE ROW LEVEL SECURITY;
ALTER TABLE trail_check FORCE ROW LEVEL SECURITY;
CREATE POLICY trail_check_own ON trail_check
  USING (organisation_id = app_organisation() AND app_scope() IN ('staff', 'system'));
GRANT SELECT, INSERT ON trail_check TO onward_app;
GRANT UPDATE (status, done, total, events, finished_at) ON trail_check TO onward_worker;

-- The commit lock as before, and the event is of this cluster: in a restored database an old one could have the same transaction id.
CREATE OR REPLACE FUNCTION refuse_unaudited_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  changed jsonb := to_jsonb(coalesce(NEW, OLD));
  covered uuid := (changed ->> TG_ARGV[0])::uuid;
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM audit_event e
    WHERE e.tx = pg_current_xact_id()
      AND (e.entity_id = covered OR covered = ANY (e.covers))
      AND e.cluster = audit_cluster()
  ) THEN
    RAISE EXCEPTION 'row of % changed without an audit event', TG_TABLE_NAME USING ERRCODE = 'OW001';
  END IF;
  RETURN NULL;
END $$;
