#!/bin/sh
# Run once by the postgres image on an empty data folder: the four roles and the database that the owner owns.
set -eu
password() { cat "/run/secrets/database_$1_password"; }
psql --set=ON_ERROR_STOP=1 --set=owner="$(password owner)" --set=app="$(password app)" \
  --set=auth="$(password auth)" --set=worker="$(password worker)" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role onward_owner login nosuperuser nobypassrls nocreaterole nocreatedb noreplication password :'owner';
create role onward_app login nosuperuser nobypassrls nocreaterole nocreatedb noreplication password :'app';
create role onward_auth login nosuperuser nobypassrls nocreaterole nocreatedb noreplication password :'auth';
create role onward_worker login nosuperuser nobypassrls nocreaterole nocreatedb noreplication password :'worker';
grant onward_app to onward_worker;
grant onward_worker to onward_owner;
select format('alter role %I set %s = %L', role, setting, value)
  from unnest(array['onward_app', 'onward_auth', 'onward_worker']) role,
    (values ('statement_timeout', '10s'), ('lock_timeout', '2s'), ('idle_in_transaction_session_timeout', '10s')) limits (setting, value)
\gexec
create database onward owner onward_owner;
revoke all on database onward from public;
grant connect on database onward to onward_app, onward_auth, onward_worker;
SQL
