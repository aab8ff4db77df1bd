import pg from "pg";

type Rights = { role?: "caseworker" | "coordinator" | "limited"; grants?: readonly string[] };

/** Gives a demo account other rights, past the doors and as the owner: what administrators do has journeys of its own. */
export async function giveRights(email: string, { role, grants = [] }: Rights): Promise<void> {
  await asOwner(async (client, organisation, user) => {
    if (role) await client.query("update user_account set role = $1 where id = $2", [role, user]);
    await client.query(
      "update access_grant set revoked_at = now() where user_id = $1 and revoked_at is null",
      [user],
    );
    for (const kind of grants)
      await client.query(
        "insert into access_grant (organisation_id, id, user_id, kind) values ($1, gen_random_uuid(), $2, $3)",
        [organisation, user, kind],
      );
  }, email);
}

async function asOwner(
  work: (client: pg.Client, organisation: string, user: string) => Promise<void>,
  email: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query<{ id: string; organisation_id: string }>(
      "select id, organisation_id from user_account where email = $1",
      [email],
    );
    const { id, organisation_id: organisation } = rows[0]!;
    await client.query(
      "select set_config('app.organisation_id', $1, true), set_config('app.scope', 'system', true)",
      [organisation],
    );
    await work(client, organisation, id);
    await client.query(
      `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, entity_id, request_id, app_version)
       values ($1, gen_random_uuid(), 'write', 'setup', 'system', 'user', $2, 'journey', 'test')`,
      [organisation, id],
    );
    await client.query("commit");
  } finally {
    await client.end();
  }
}
