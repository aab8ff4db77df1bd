import type pg from "pg";
import type { DatabaseRule } from "@/lib/core/house/database";

/** `select, update (status, version)`: rights on a whole table, or on some of its columns. */
type Rights = string;

/** What each role was given, apart from what it has as a member of another: tables and functions of `public`. */
const given: Record<string, { tables: Record<string, Rights>; functions: string[]; memberOf: string[] }> = {
  onward_auth: {
    tables: {},
    functions: [
      "count_passkey",
      "elevate_session",
      "factors_of_session",
      "api_token_actor",
      "invitation_target",
      "open_session",
      "partner_link_target",
      "password_hash_of",
      "passkey_of_credential",
      "put_challenge",
      "record_failed_factor",
      "record_failed_sign_in",
      "session_actor",
      "sign_in_candidates",
      "take_challenge",
      "throttle_clear",
      "throttle_hit",
      "use_invitation",
    ],
    memberOf: [],
  },
  onward_app: {
    tables: {
      access_grant: "select, insert, update",
      api_token:
        "select (organisation_id, id, user_id, name, permissions, assurance, created_at, expires_at, last_used_at, revoked_at, revoked_by), insert, update (revoked_at, revoked_by)",
      audit_export: "select, insert",
      audit_event:
        "select, insert (organisation_id, id, kind, action, outcome, actor_kind, actor_id, actor_role, session_id, entity, entity_id, case_id, covers, reason, detail, request_id, network, app_version)",
      case_access:
        "select, insert, update (status, answered_by, answered_at, ends_at, reviewed_by, reviewed_at, review_outcome, review_sealed, version)",
      case_file: "select, insert, update",
      consent: "select, insert, update",
      erasure: "select, insert, update (status, confirmed_by, ended_at, backups_until, version)",
      exit_event: "select, insert, update",
      factor_reset: "select, insert, update",
      idempotent_answer: "select, insert, update",
      identity_document: "select, insert, update, delete",
      intake_draft: "select, insert, update, delete",
      invitation:
        "select (organisation_id, id, user_id, expires_at, used_at, created_at, purpose), insert, update (expires_at)",
      legal_hold: "select, insert, update (review_at, lifted_by, lifted_at, version)",
      match_key: "select, insert, delete",
      membership: "select, insert, update",
      need: "select, insert, update",
      need_type: "select",
      note: "select, insert, update",
      organisation: "select",
      partner: "select, insert, update",
      partner_link:
        "select (organisation_id, id, referral_id, expires_at, revoked_at, created_at), insert, update (revoked_at)",
      partner_service: "select, insert, update",
      passkey: "select, insert, update",
      person: "select, insert, update",
      person_contact: "select, insert, update, delete",
      person_name: "select, insert, update, delete",
      person_request: "select, insert, update (status, answered_by, answered_at, outcome, version)",
      recovery_code: "select (organisation_id, id, user_id, created_at, used_at), insert, delete",
      referral: "select, insert, update",
      retention_setting: "select, insert, update, delete",
      sealing_key: "select, insert, delete",
      session:
        "select (organisation_id, id, user_id, device, network, created_at, last_seen_at, idle_expires, absolute_expires, revoked_at, revoked_by, assurance, factor, stepped_up_at), update (revoked_at, revoked_by)",
      site: "select",
      task: "select, insert, update",
      team: "select",
      trail_check: "select, insert",
      totp: "select (organisation_id, user_id, created_at), insert, delete",
      user_account:
        "select (organisation_id, id, email, display_name, role, status, locale, created_at, deactivated_at, version, ends_at, pending_role, pending_role_by), insert (organisation_id, id, email, display_name, role, status, locale, ends_at, pending_role, pending_role_by), update (email, display_name, password_hash, role, status, locale, deactivated_at, version, ends_at, pending_role, pending_role_by)",
      watch_alert: "select, insert, update",
      watch_setting: "select, insert, update, delete",
      worker_beat: "select",
    },
    functions: [
      "app_grants",
      "app_organisation",
      "app_referral",
      "app_role",
      "app_scope",
      "app_user",
      "audit_cluster",
      "audit_seal_state",
      "case_codes",
      "cases_of_people",
      "case_id_of_code",
      "case_pointers",
      "cases_to_hand_over",
      "clear_private_notes",
      "data_keys",
      "end_accesses_of",
      "erase_case",
      "cases_pointed_at",
      "figures",
      "find_people",
      "first_organisation_key",
      "has_demo_organisation",
      "installation_keys_in_use",
      "is_duty_officer_of",
      "is_person_held",
      "is_registered_by_me",
      "open_case_counts",
      "organisation_keys",
      "people_of_case",
      "person_of_code",
      "searches_that_hit",
      "unusual_reading",
      "visible_case_count",
      "visited_cases",
    ],
    memberOf: [],
  },
  onward_worker: {
    tables: {
      audit_checkpoint: "insert",
      audit_export: "update (status, rows, sha256, file_sealed, finished_at)",
      idempotent_answer: "delete",
      organisation_key: "select, insert, update, delete",
      sealing_key: "update (renewed_at, wrapped, wrapped_by)",
      trail_check: "update (status, done, total, events, finished_at)",
      worker_beat: "insert, update",
    },
    functions: [
      "audit_checkpoints",
      "audit_events_between",
      "audit_head",
      "audit_leaves",
      "audit_open_window",
      "audit_tails",
      "organisation_ids",
      "data_key_to_change",
      "put_sealed",
      "put_totp_seed",
      "sealed_values",
      "totp_seeds",
    ],
    memberOf: ["onward_app"],
  },
  public: { tables: {}, functions: [], memberOf: [] },
};

/** Who serves may enqueue, in the transaction of its command, and neither read nor change what waits. */
const queueRights: Record<string, Rights> = { job_common: "insert, select (id)", queue: "select" };

/** Each role was given what its list says, no more and no less. */
export const rightsOfRoles: DatabaseRule = async (client) => {
  const found: string[] = [];
  for (const [role, { tables, functions, memberOf }] of Object.entries(given)) {
    found.push(
      ...differences(role, await rightsIn(client, "public", role), expand(tables)),
      ...differences(
        role,
        await functionsOf(client, role),
        functions.map((name) => `execute ${name}`),
      ),
      ...differences(
        role,
        await groupsOf(client, role),
        memberOf.map((name) => `act as ${name}`),
      ),
    );
  }
  found.push(
    ...differences("onward_app", await rightsIn(client, "pgboss", "onward_app"), expand(queueRights)),
    ...differences("onward_auth", await rightsIn(client, "pgboss", "onward_auth"), []),
  );
  return found.sort();
};

/** No role that serves owns anything, makes anything, or stands above row-level security. */
export const powersOfRoles: DatabaseRule = async (client) => {
  const { rows } = await client.query<{ found: string }>(
    `with serving as (select * from pg_roles where rolname = any ($1))
     select r.rolname || ': has powers over the server' as found from serving r
       where r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication
     union all select r.rolname || ': owns ' || c.relname from serving r join pg_class c on c.relowner = r.oid
     union all select r.rolname || ': owns ' || p.proname from serving r join pg_proc p on p.proowner = r.oid
     union all select r.rolname || ': owns ' || n.nspname from serving r join pg_namespace n on n.nspowner = r.oid
     union all select r.rolname || ': may create in ' || n.nspname from serving r, pg_namespace n
       where n.nspname in ('public', 'pgboss') and has_schema_privilege(r.oid, n.oid, 'create')
     union all select r.rolname || ': may use pgboss' from serving r
       where r.rolname = 'onward_auth' and has_schema_privilege(r.oid, 'pgboss', 'usage')`,
    [Object.keys(given)],
  );
  return rows.map(({ found }) => found).sort();
};

function differences(role: string, actual: string[], listed: string[]): string[] {
  return [
    ...actual.filter((right) => !listed.includes(right)).map((right) => `${role}: may ${right}`),
    ...listed.filter((right) => !actual.includes(right)).map((right) => `${role}: may not ${right}`),
  ];
}

/** `{ note: "select, update (kind)" }` as `select note`, `update note.kind`. */
function expand(tables: Record<string, Rights>): string[] {
  return Object.entries(tables).flatMap(([table, rights]) =>
    [...rights.matchAll(/(\w+)(?: \(([^)]*)\))?/g)].flatMap(([, right, columns]) =>
      columns ? columns.split(", ").map((column) => `${right} ${table}.${column}`) : [`${right} ${table}`],
    ),
  );
}

const oidOf = "case $1 when 'public' then 0::oid else $1::regrole::oid end";

async function rightsIn(client: pg.ClientBase, schema: string, role: string): Promise<string[]> {
  const { rows } = await client.query<{ right: string }>(
    `with things as (select * from pg_class where relnamespace = $2::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f', 'S'))
     select lower(a.privilege_type) || ' ' || t.relname as right from things t, aclexplode(t.relacl) a where a.grantee = ${oidOf}
     union select lower(a.privilege_type) || ' ' || t.relname || '.' || c.attname
       from things t join pg_attribute c on c.attrelid = t.oid, aclexplode(c.attacl) a where a.grantee = ${oidOf}`,
    [role, schema],
  );
  return rows.map(({ right }) => right);
}

async function functionsOf(client: pg.ClientBase, role: string): Promise<string[]> {
  const { rows } = await client.query<{ right: string }>(
    `select distinct 'execute ' || p.proname as right
     from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
     where p.pronamespace = 'public'::regnamespace and a.grantee = ${oidOf}
       and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`,
    [role],
  );
  return rows.map(({ right }) => right);
}

async function groupsOf(client: pg.ClientBase, role: string): Promise<string[]> {
  const { rows } = await client.query<{ right: string }>(
    "select distinct 'act as ' || roleid::regrole as right from pg_auth_members where member = " + oidOf,
    [role],
  );
  return rows.map(({ right }) => right);
}
