#!/bin/sh
# Run once by the postgres image on an empty data folder: the two roles and the database that the owner owns.
set -eu
owner_password=$(cat /run/secrets/database_owner_password)
app_password=$(cat /run/secrets/database_app_password)
psql --set=ON_ERROR_STOP=1 --set=owner="$owner_password" --set=app="$app_password" \
  --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role onward_owner login nosuperuser nobypassrls nocreaterole nocreatedb noreplication password :'owner';
create role onward_app login nosuperuser nobypassrls nocreaterole nocreatedb noreplication password :'app';
alter role onward_app set statement_timeout = '10s';
alter role onward_app set lock_timeout = '2s';
alter role onward_app set idle_in_transaction_session_timeout = '10s';
create database onward owner onward_owner;
revoke all on database onward from public;
grant connect on database onward to onward_app;
SQL
