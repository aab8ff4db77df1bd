import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  auditedTrigger,
  codedColumnsAgree,
  type DatabaseRule,
  definerFunctions,
  foreignKeysHoldOrganisation,
  noCounters,
  organisationFirst,
  rowLevelSecurity,
} from "@/lib/core/house/database";
import { powersOfRoles, rightsOfRoles } from "@/lib/core/house/roles";
import { sealedColumnsKnown } from "@/lib/core/house/sealed";
import { codedColumns } from "@/lib/testing/coded-columns";
import { useDatabase } from "@/lib/testing/database";

const database = useDatabase();
let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(() => client.end());

const table =
  "create table planted (organisation_id uuid not null, id uuid not null, primary key (organisation_id, id))";

/** Each rule with faults that it must find: SQL, and what is found. */
const rules: Record<string, { rule: DatabaseRule; faults: [sql: string, found: string][] }> = {
  "row-level security guards every table": {
    rule: rowLevelSecurity,
    faults: [
      [table, "planted: row-level security is off"],
      [
        `${table}; alter table planted enable row level security`,
        "planted: row-level security does not bind the owner",
      ],
      [
        `${table}; alter table planted enable row level security, force row level security`,
        "planted: no policy",
      ],
      ["create policy planted on note using (true)", "note: a policy that lets everything pass"],
      ["create view planted as select * from note", "planted: a view sees past row-level security"],
      ["alter table need disable row level security", "need: row-level security is off"],
    ],
  },
  "every change is audited": {
    rule: auditedTrigger,
    faults: [
      [table, "planted: changes without an event"],
      ["drop trigger audited on need", "need: changes without an event"],
      ["alter table need disable trigger audited", "need: changes without an event"],
      ["alter table need enable trigger audited", "need: changes without an event"],
    ],
  },
  "each role was given what its list says": {
    rule: rightsOfRoles,
    faults: [
      ["grant update on audit_event to onward_app", "onward_app: may update audit_event"],
      ["grant update (reason) on audit_event to onward_app", "onward_app: may update audit_event.reason"],
      ["grant truncate on note to onward_app", "onward_app: may truncate note"],
      ["grant select on user_account to onward_app", "onward_app: may select user_account"],
      ["grant select (hash) on session to onward_app", "onward_app: may select session.hash"],
      ["revoke insert on note from onward_app", "onward_app: may not insert note"],
      ["create table planted (); grant select on planted to public", "public: may select planted"],
      ["grant select (id) on session to onward_auth", "onward_auth: may select session.id"],
      ["grant select on team to onward_auth", "onward_auth: may select team"],
      ["grant execute on function case_codes(uuid[]) to onward_auth", "onward_auth: may execute case_codes"],
      [
        "grant execute on function sign_in_candidates(text) to onward_app",
        "onward_app: may execute sign_in_candidates",
      ],
      [
        "grant execute on function sign_in_candidates(text) to public",
        "public: may execute sign_in_candidates",
      ],
      [
        "revoke execute on function throttle_hit(text, interval) from onward_auth",
        "onward_auth: may not execute throttle_hit",
      ],
      [
        "alter default privileges grant execute on functions to public; create function planted() returns int language sql as 'select 1'",
        "public: may execute planted",
      ],
      [
        "grant execute on function organisation_ids() to onward_app",
        "onward_app: may execute organisation_ids",
      ],
      ["grant insert on worker_beat to onward_app", "onward_app: may insert worker_beat"],
      ["grant select (data) on pgboss.job_common to onward_app", "onward_app: may select job_common.data"],
      ["grant delete on pgboss.job_common to onward_app", "onward_app: may delete job_common"],
      ["grant select on pgboss.queue to onward_auth", "onward_auth: may select queue"],
    ],
  },
  "no role that serves has powers": {
    rule: powersOfRoles,
    faults: [
      ["grant create on schema public to onward_app", "onward_app: may create in public"],
      ["grant create on schema pgboss to onward_worker", "onward_worker: may create in pgboss"],
      ["grant usage on schema pgboss to onward_auth", "onward_auth: may use pgboss"],
      [
        "grant create on schema public to onward_worker; create table planted (); alter table planted owner to onward_worker",
        "onward_worker: owns planted",
      ],
      [
        "grant create on schema public to onward_app; alter function app_user() owner to onward_app",
        "onward_app: owns app_user",
      ],
    ],
  },
  "keys begin with the organisation": {
    rule: organisationFirst,
    faults: [
      [
        "create table planted (id uuid primary key, organisation_id uuid)",
        "planted_pkey: does not begin with organisation_id",
      ],
      ["create unique index planted on person (id)", "planted: does not begin with organisation_id"],
      [
        "create unique index planted on person (lower(age_group), organisation_id)",
        "planted: does not begin with organisation_id",
      ],
    ],
  },
  "nothing is counted by a sequence": {
    rule: noCounters,
    faults: [
      ["create table planted (id serial)", "planted_id_seq: a sequence"],
      ["create table planted (id int generated always as identity)", "planted_id_seq: a sequence"],
    ],
  },
  "foreign keys hold the organisation": {
    rule: foreignKeysHoldOrganisation,
    faults: [
      [
        "create unique index planted on person (id); create table planted_child (organisation_id uuid, person_id uuid constraint planted_fkey references person (id))",
        "planted_fkey: could point into another organisation",
      ],
    ],
  },
  "functions of the owner are fixed and closed": {
    rule: definerFunctions,
    faults: [
      [
        "create function planted() returns int language sql security definer as 'select 1'",
        "planted: no fixed search path",
      ],
      [
        "create function planted() returns int language sql security definer set search_path = public as 'select 1'",
        "planted: no fixed search path",
      ],
      [
        "grant execute on function case_codes(uuid[]) to public",
        "case_codes: anybody may call it as the owner",
      ],
    ],
  },
  "every sealed value can be sealed anew": {
    rule: sealedColumnsKnown,
    faults: [
      [
        "alter table need add column planted_sealed bytea",
        "need.planted_sealed: sealed_values() does not know it",
      ],
      ["alter table need add column planted bytea", "need.planted: sealed_values() does not know it"],
      ["alter table site add column note_sealed bytea", "site.note_sealed: sealed_values() does not know it"],
    ],
  },
  "coded columns hold to their lists": {
    rule: codedColumnsAgree(codedColumns),
    faults: [
      ["alter table need drop constraint need_status_check", "need.status: no CHECK holds it to its list"],
      [
        "alter table task drop constraint task_status_check, add constraint task_status_check check (status in ('open', 'done', 'lost'))",
        "task.status: CHECK has lost more and lacks later",
      ],
      [
        "alter table partner add check (phone in ('a', 'b'))",
        "partner.phone: held to a list that the program does not know",
      ],
    ],
  },
};

describe.each(Object.entries(rules))("%s", (_name, { rule, faults }) => {
  it("everywhere", async () => {
    expect(await rule(client)).toEqual([]);
  });

  it.each(faults)("else it is found: %s", async (sql, found) => {
    await client.query("begin");
    try {
      await client.query(sql);
      expect(await rule(client)).toContain(found);
    } finally {
      await client.query("rollback");
    }
  });
});
