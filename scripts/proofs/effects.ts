import type pg from "pg";

/** What does not fit together: which check, and how many rows or events it found. */
export type Misfit = { check: string; found: number };

/** The low 32 bits of a transaction's number: what a row remembers of whoever wrote it last. */
const low = (column: string) => `(${column}::text::bigint % 4294967296)`;

/**
 * Compares everything that was done with everything that the trail says was done, in one snapshot and past all policies: the
 * client must be a superuser's. Nothing is taken from the program but the names of its tables.
 */
export async function misfitsIn(client: pg.Client): Promise<Misfit[]> {
  await client.query("begin isolation level repeatable read");
  try {
    await client.query(`create temp table told on commit drop as
      select distinct ${low("e.tx")} as tx, t.id from audit_event e, unnest(e.covers || e.entity_id) t(id) where t.id is not null`);
    await client.query("create index on told (tx, id)");
    const misfits = [...(await silentRows(client)), await emptyEvents(client)];
    for (const [check, sql] of Object.entries(halves)) misfits.push(await counted(client, check, sql));
    return misfits;
  } finally {
    await client.query("rollback");
  }
}

/** Rows whose last writer left no event that names them: table by table, as the commit lock is put on each. */
async function silentRows(client: pg.Client): Promise<Misfit[]> {
  const { rows } = await client.query<{ name: string; covering: string }>(
    `select g.tgrelid::regclass::text as name, replace(encode(g.tgargs, 'escape'), '\\000', '') as covering
     from pg_trigger g where g.tgname = 'audited' and cardinality(g.tgattr::int2[]) = 0 order by 1`,
  );
  const found: Misfit[] = [];
  for (const { name, covering } of rows)
    found.push(
      await counted(
        client,
        `rows of ${name} without an event`,
        `select from ${name} r where not exists (select from told where tx = ${low("r.xmin")} and told.id = r.${covering})`,
      ),
    );
  return found;
}

/** Events of writes that changed nothing: none of the ids that they name is a row that exists. */
async function emptyEvents(client: pg.Client): Promise<Misfit> {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'id'
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'audit_event' and a.atttypid = 'uuid'::regtype`,
  );
  const ids = rows.map(({ name }) => `select id from ${name}`).join(" union all ");
  return counted(
    client,
    "write events without an effect",
    `select from audit_event e where e.kind in ('write', 'share') and e.outcome = 'allowed'
       and not exists (select from (${ids}) known where known.id = e.entity_id or known.id = any (e.covers))`,
  );
}

/** Operations of which one half is there and not the other. */
const halves: Record<string, string> = {
  "people without a key":
    "select from person p where not exists (select from sealing_key k where k.id = p.id)",
  "cases without a key":
    "select from case_file c where not exists (select from sealing_key k where k.id = c.id)",
  "cases without a person":
    "select from case_file c where not exists (select from person p where p.id = c.person_id)",
  "drafts without a key":
    "select from intake_draft d where not exists (select from sealing_key k where k.id = d.id)",
  "names of nobody":
    "select from person_name n where not exists (select from person p where p.id = n.person_id)",
  "people with names that cannot be found":
    "select from person p where exists (select from person_name n where n.person_id = p.id) and not exists (select from match_key m where m.person_id = p.id)",
  "few-eyes notes without a key":
    "select from note n where n.privacy <> 'case' and not exists (select from sealing_key k where k.id = n.id)",
  "referrals sent without a link":
    "select from referral r where r.sent_at is not null and not exists (select from partner_link l where l.referral_id = r.id)",
  "links of referrals not sent":
    "select from partner_link l where not exists (select from referral r where r.id = l.referral_id and r.sent_at is not null)",
  "referrals sent without what is shown":
    "select from referral where sent_at is not null and snapshot_sealed is null",
  "referrals sent without a clock":
    "select from referral r where r.sent_at is not null and not exists (select from pgboss.job j where j.name = 'referral.clock' and j.data ->> 'referralId' = r.id::text)",
  "tasks done without a time": "select from task where (status = 'done') <> (done_at is not null)",
  "keys that hold an answer for nothing": `select from idempotent_answer a where not exists (select from told where tx = ${low("a.xmin")})`,
};

async function counted(client: pg.Client, check: string, sql: string): Promise<Misfit> {
  const { rows } = await client.query<{ found: number }>(`select count(*)::int as found from (${sql}) x`);
  return { check, found: rows[0]!.found };
}
