import type pg from "pg";

/** A rule about the database: what it finds wrong in the schema `public`, one sentence each beginning with the object. */
export type DatabaseRule = (client: pg.ClientBase) => Promise<string[]>;

const tables = `select c.oid, c.relname as name, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'`;

/** Tables that the owner reads past their policies, and which of its functions does; everywhere else even the owner is bound. */
const readByOwner: Record<string, string> = {
  access_grant: "app_grants, staff_actor, people_of_case",
  api_token: "tokens are looked up before an organisation is known",
  audit_checkpoint:
    "sealing and checking the trail: audit_checkpoints, audit_head, audit_leaves, audit_open_window, audit_tails",
  audit_event:
    "the commit lock looks for the event of a change; sealing and checking the trail; searches_that_hit",
  auth_challenge: "second factors",
  case_access: "visited_cases, staff_actor",
  case_file:
    "case_pointers, cases_pointed_at, cases_of_people, is_person_held, open_case_counts, figures: what may be known of a case that one cannot open",
  factor_reset: "second factors",
  invitation: "invitation_target, use_invitation",
  membership: "staff_actor, people_of_case, is_duty_officer_of",
  need_type: "the migrations fill it",
  organisation: "organisation_ids, has_demo_organisation, first_organisation_key",
  organisation_key: "organisation_keys, first_organisation_key, installation_keys_in_use",
  partner_link: "partner_link_target",
  passkey: "second factors",
  recovery_code: "second factors",
  session: "session_actor, open_session",
  site: "case_pointers, invitation_target",
  team: "invitation_target",
  throttle: "throttle_hit, throttle_clear",
  totp: "second factors",
  watch_alert: "unusual_reading",
  user_account: "sign_in_candidates, staff_actor, use_invitation",
};

/** Tables without a policy, and why. */
const closed: Record<string, string> = {
  auth_challenge: "only the functions of the owner touch it, before anybody is known",
  throttle: "only the functions of the owner touch it, before anybody is known",
};

/** Tables whose policy lets everything pass, and why. */
const open: Record<string, string> = {
  need_type: "reference rows, the same for all organisations",
  worker_beat: "the program's own pulse",
};

/** Tables that change without an event, and why. */
const unaudited: Record<string, string> = {
  audit_checkpoint: "it seals the trail",
  audit_event: "it is the trail",
  auth_challenge: "random bytes to sign, kept for minutes",
  idempotent_answer: "written with the command, whose events are the record",
  need_type: "reference rows, changed only by migrations",
  organisation_key:
    "wrapped keys: the first comes with an organisation's first seal, and changing them writes its own events",
  throttle: "a count of attempts, kept for minutes",
  worker_beat: "a pulse",
};

/** Keys that do not begin with the organisation, and why. */
const withoutOrganisation: Record<string, string> = {
  organisation_pkey: "the organisation itself",
  need_type_pkey: "reference rows of all organisations",
  auth_challenge_pkey: "asked before an organisation is known",
  audit_checkpoint_pkey: "seals the trail of all organisations at once",
  audit_checkpoint_cluster_tx_from_key: "seals the trail of all organisations at once",
  throttle_pkey: "asked before an organisation is known",
  worker_beat_pkey: "the program's own",
  api_token_hash_key: "a token's hash, looked up before an organisation is known",
  passkey_credential_id_key: "a random id of the device, looked up before an organisation is known",
  session_hash_key: "a token's hash, looked up before an organisation is known",
  partner_link_hash_key: "a token's hash, looked up before an organisation is known",
  invitation_hash_key: "a token's hash, looked up before an organisation is known",
};

export const rowLevelSecurity: DatabaseRule = names(
  `select name || ': row-level security is off' as found from (${tables}) t where not relrowsecurity
   union all select name || ': row-level security does not bind the owner' from (${tables}) t where not relforcerowsecurity and name <> all ($1)
   union all select name || ': no policy' from (${tables}) t
     where name <> all ($2) and not exists (select from pg_policy p where p.polrelid = t.oid)
   union all select name || ': a policy that lets everything pass' from (${tables}) t join pg_policies p on p.schemaname = 'public' and p.tablename = t.name
     where p.qual = 'true' and name <> all ($3)
   union all select c.relname || ': a view sees past row-level security' from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm') and not coalesce('security_invoker=true' = any (c.reloptions), false)`,
  [Object.keys(readByOwner), Object.keys(closed), Object.keys(open)],
);

/** Insert, update and delete fire the deferred check, and no setting of a session turns it off. */
export const auditedTrigger: DatabaseRule = names(
  `select t.name || ': changes without an event' as found from (${tables}) t
   where t.name <> all ($1) and not exists (
     select from pg_trigger g where g.tgrelid = t.oid and g.tgname = 'audited' and g.tgenabled = 'A' and g.tgdeferrable and g.tginitdeferred
       and g.tgfoid = 'refuse_unaudited_change'::regproc and g.tgtype & 29 = 29)`,
  [Object.keys(unaudited)],
);

/** A key that forgets the organisation tells by its conflicts what others have. */
export const organisationFirst: DatabaseRule = names(
  `select i.relname || ': does not begin with organisation_id' as found from pg_index x
   join (${tables}) t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
   left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
   where x.indisunique and a.attname is distinct from 'organisation_id' and i.relname <> all ($1)`,
  [Object.keys(withoutOrganisation)],
);

/** A counter tells how much others do. */
export const noCounters: DatabaseRule = names(
  `select c.relname || ': a sequence' as found from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'`,
);

/** Foreign keys look past row-level security, so each must hold the organisation itself. */
export const foreignKeysHoldOrganisation: DatabaseRule = names(
  `select k.conname || ': could point into another organisation' as found from pg_constraint k
   where k.contype = 'f' and k.connamespace = 'public'::regnamespace
     and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'organisation_id')
     and not exists (
       select from generate_subscripts(k.conkey, 1) i
       join pg_attribute own on own.attrelid = k.conrelid and own.attnum = k.conkey[i] and own.attname = 'organisation_id'
       join pg_attribute other on other.attrelid = k.confrelid and other.attnum = k.confkey[i] and other.attname = 'organisation_id')`,
);

/** What runs as the owner must not be led astray by names that others make, nor be open to everybody. */
export const definerFunctions: DatabaseRule = names(
  `select p.proname || ': no fixed search path' as found from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prosecdef and not coalesce(p.proconfig @> '{"search_path=pg_catalog, public"}', false)
   union all select p.proname || ': anybody may call it as the owner' from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
     where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.prorettype <> 'trigger'::regtype and a.grantee = 0`,
);

/** Columns held to a list hold to the list that the program knows, and no others exist. */
export function codedColumnsAgree(lists: Record<string, readonly string[]>): DatabaseRule {
  return async (client) => {
    const { rows } = await client.query<{ column: string; definition: string }>(
      `select t.name || '.' || a.attname as column, pg_get_constraintdef(k.oid) as definition
       from pg_constraint k join (${tables}) t on t.oid = k.conrelid
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
       where k.contype = 'c' and cardinality(k.conkey) = 1 and pg_get_constraintdef(k.oid) ~ 'ARRAY\\['`,
    );
    const held = new Map(
      rows.map(({ column, definition }) => [
        column,
        [...definition.matchAll(/'([^']*)'::text/g)].map((match) => match[1]!),
      ]),
    );
    const wrong = Object.entries(lists).flatMap(([column, values]) => {
      const check = held.get(column);
      if (!check) return [`${column}: no CHECK holds it to its list`];
      const [more, less] = [
        check.filter((value) => !values.includes(value)),
        values.filter((value) => !check.includes(value)),
      ];
      return more.length + less.length === 0
        ? []
        : [
            `${column}: CHECK has ${more.join(", ") || "nothing"} more and lacks ${less.join(", ") || "nothing"}`,
          ];
    });
    return [
      ...wrong,
      ...[...held.keys()]
        .filter((column) => !(column in lists))
        .map((column) => `${column}: held to a list that the program does not know`),
    ];
  };
}

function names(sql: string, values: unknown[] = []): DatabaseRule {
  return async (client) =>
    (await client.query<{ found: string }>(sql, values)).rows.map(({ found }) => found).sort();
}
