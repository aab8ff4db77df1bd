-- For work that repeats in every organisation: which there are, and nothing about them.
CREATE FUNCTION organisation_ids() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT id FROM organisation ORDER BY id
$$;
REVOKE ALL ON FUNCTION organisation_ids() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_ids() TO onward_app;
