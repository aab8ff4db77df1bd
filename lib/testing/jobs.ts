import pg from "pg";

/** Payloads of the jobs of one kind that hold at least these values, in the order of sending. */
export async function jobsOf(
  ownerUrl: string,
  name: string,
  holding: object = {},
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select data from pgboss.job where name = $1 and data @> $2::jsonb order by created_on, id",
      [name, JSON.stringify(holding)],
    );
    return rows.map(({ data }) => data);
  } finally {
    await client.end();
  }
}
