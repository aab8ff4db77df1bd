import pg from "pg";
import type { Actor } from "@/lib/core/actor";
import { contextSql, contextValues } from "@/lib/core/db";

export type Statement = readonly [sql: string, values?: readonly unknown[]];

/**
 * Runs statements in one transaction of its own connection and answers the rows of the last. `actor` null is a connection
 * that knows nobody. For what tests do past the doors.
 */
export async function runAs<Row extends pg.QueryResultRow>(
  url: string,
  actor: Actor | null,
  ...statements: readonly Statement[]
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("begin");
    if (actor) await client.query(contextSql, contextValues(actor));
    let rows: Row[] = [];
    for (const [sql, values] of statements) ({ rows } = await client.query<Row>(sql, values && [...values]));
    await client.query("commit");
    return rows;
  } finally {
    await client.end();
  }
}

/** Looks into a test database past row-level security, for assertions. Rows come as the columns are named. */
export function rowsOf<Row extends pg.QueryResultRow>(
  ownerUrl: string,
  organisationId: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return runAs<Row>(ownerUrl, { kind: "system", organisationId, name: "test" }, [sql, values]);
}

/** All rows of an organisation in these tables, as one sum for each table: equal sums, nothing was changed. */
export function sumsOf(
  ownerUrl: string,
  organisationId: string,
  tables: readonly string[],
): Promise<Record<string, string | null>[]> {
  const sums = tables.map(
    (table) =>
      `(select md5(string_agg(t::text, '' order by t::text)) from ${table} t where organisation_id = $1) as ${table}`,
  );
  return rowsOf(ownerUrl, organisationId, `select ${sums.join(", ")}`, [organisationId]);
}

export type TestEvent = {
  action: string;
  kind: string;
  outcome: string;
  actor_id: string | null;
  actor_kind: string;
  actor_role: string | null;
  session_id: string | null;
  entity: string;
  entity_id: string | null;
  case_id: string | null;
  covers: string[];
  reason: string | null;
  detail: Record<string, unknown>;
  network: string | null;
  request_id: string;
};

/** The organisation's events of one action, oldest first; set-up by factories left out. */
export function eventsOf(ownerUrl: string, organisationId: string, action: string): Promise<TestEvent[]> {
  return rowsOf(
    ownerUrl,
    organisationId,
    "select * from audit_event where organisation_id = $1 and action = $2 order by at, id",
    [organisationId, action],
  );
}
