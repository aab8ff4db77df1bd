import pg from "pg";
import { newId } from "@/lib/core/ids";
import { appVersion } from "@/lib/core/version";

/** Changes rows as the owner, past every rule but with the event that the commit lock asks for: moves clocks, ages people. */
export async function changeAsOwner(
  ownerUrl: string,
  organisationId: string,
  covering: readonly string[],
  sql: string,
  values: unknown[] = [],
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(
      "select set_config('app.organisation_id', $1, true), set_config('app.scope', 'system', true)",
      [organisationId],
    );
    await client.query(sql, values);
    await client.query(
      `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, covers, request_id, app_version)
       values ($1, $2, 'write', 'setup', 'system', 'setup', $3, 'setup', $4)`,
      [organisationId, newId(), covering, appVersion],
    );
    await client.query("commit");
  } finally {
    await client.end();
  }
}
