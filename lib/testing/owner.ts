import pg from "pg";

/** Looks into a test database past row-level security, for assertions. Rows come as the columns are named. */
export async function rowsOf<Row extends pg.QueryResultRow>(
  ownerUrl: string,
  organisationId: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(
      "select set_config('app.organisation_id', $1, true), set_config('app.scope', 'system', true)",
      [organisationId],
    );
    const { rows } = await client.query<Row>(sql, values);
    await client.query("commit");
    return rows;
  } finally {
    await client.end();
  }
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
