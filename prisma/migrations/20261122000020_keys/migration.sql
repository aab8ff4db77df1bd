-- Keys in three layers: the installation's key, which is never here, wraps one key of each organisation, which wraps the keys of its
-- people and cases. To change the installation's key is to wrap a few rows anew; to change an organisation's, to wrap each of its keys.
CREATE TABLE "organisation_key" (
    "organisation_id" UUID NOT NULL,
    "number" SMALLINT NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "wrapped_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),
    CONSTRAINT "organisation_key_pkey" PRIMARY KEY ("organisation_id","number"),
    CONSTRAINT "organisation_key_number_check" CHECK ("number" > 0)
);
ALTER TABLE "organisation_key" ADD CONSTRAINT "organisation_key_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- 0: wrapped by the installation's key itself, as before this migration.
ALTER TABLE "sealing_key" ADD COLUMN "wrapped_by" SMALLINT NOT NULL DEFAULT 0;
CREATE INDEX "sealing_key_organisation_id_wrapped_by_idx" ON "sealing_key"("organisation_id", "wrapped_by");

ALTER TABLE organisation_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_key_of_program ON organisation_key TO onward_worker
  USING (organisation_id = app_organisation() AND app_scope() = 'system');
GRANT SELECT, INSERT, UPDATE, DELETE ON organisation_key TO onward_worker;

-- The program wraps every key anew, those of drafts and notes for few eyes too. It opens nothing by that.
CREATE POLICY sealing_key_of_program ON sealing_key TO onward_worker
  USING (organisation_id = app_organisation() AND (SELECT app_scope()) = 'system');
GRANT UPDATE (wrapped, wrapped_by) ON sealing_key TO onward_worker;

-- The wrapped keys of an organisation: without the installation's key they open nothing. Asked before anybody is known, too.
CREATE FUNCTION organisation_keys(p_organisation uuid)
RETURNS TABLE (number smallint, wrapped bytea, wrapped_by text, age_seconds double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT k.number, k.wrapped, k.wrapped_by, extract(epoch FROM now() - k.created_at)::double precision
  FROM organisation_key k WHERE k.organisation_id = p_organisation
$$;
-- The first key, made when an organisation first seals something; of two processes one wins. An organisation whose keys are wrapped by
-- one that is gone gets no other: with it the lost one could not come back. False then.
CREATE FUNCTION first_organisation_key(p_organisation uuid, p_wrapped bytea, p_wrapped_by text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  asked_in text := current_setting('app.organisation_id', true);
  lost boolean;
BEGIN
  PERFORM set_config('app.organisation_id', p_organisation::text, true);
  lost := EXISTS (SELECT FROM sealing_key k WHERE k.organisation_id = p_organisation AND k.wrapped_by > 0);
  PERFORM set_config('app.organisation_id', coalesce(asked_in, ''), true);
  IF lost AND NOT EXISTS (SELECT FROM organisation_key k WHERE k.organisation_id = p_organisation) THEN RETURN false; END IF;
  INSERT INTO organisation_key (organisation_id, number, wrapped, wrapped_by, created_at)
  SELECT p_organisation, 1, p_wrapped, p_wrapped_by, now() - interval '1 hour'
  WHERE EXISTS (SELECT FROM organisation o WHERE o.id = p_organisation)
    AND NOT EXISTS (SELECT FROM organisation_key k WHERE k.organisation_id = p_organisation)
  ON CONFLICT DO NOTHING;
  RETURN true;
END $$;
-- Which keys of the installation the rows of this database are wrapped by.
CREATE FUNCTION installation_keys_in_use() RETURNS TABLE (wrapped_by text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT k.wrapped_by FROM organisation_key k
$$;
-- Seeds of authenticator apps, for the program that seals them anew under the organisation's next key.
CREATE FUNCTION totp_seeds() RETURNS TABLE (user_id uuid, seed_sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT t.user_id, t.seed_sealed FROM totp t WHERE t.organisation_id = app_organisation() AND app_scope() = 'system'
$$;
CREATE FUNCTION put_totp_seed(p_user uuid, p_was bytea, p_sealed bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE totp SET seed_sealed = p_sealed WHERE organisation_id = app_organisation() AND app_scope() = 'system'
    AND user_id = p_user AND seed_sealed = p_was;
  RETURN FOUND;
END $$;
DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['organisation_keys(uuid)', 'first_organisation_key(uuid, bytea, text)', 'installation_keys_in_use()',
    'totp_seeds()', 'put_totp_seed(uuid, bytea, bytea)'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION organisation_keys(uuid), first_organisation_key(uuid, bytea, text), installation_keys_in_use() TO onward_app;
GRANT EXECUTE ON FUNCTION totp_seeds(), put_totp_seed(uuid, bytea, bytea) TO onward_worker;
