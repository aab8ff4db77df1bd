const LIMITS = {
  statement_timeout: "10s",
  lock_timeout: "2s",
  idle_in_transaction_session_timeout: "10s",
};

/**
 * Makes the two roles of the architecture: onward_owner migrates, onward_app serves (not owner, no superuser, no BYPASSRLS).
 * Run at each start: passwords and limits then always agree with the secrets file.
 */
export async function ensureRoles(superUrl, { owner, app }) {
  await withClient(superUrl, async (client) => {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(7266419)");
    const { rows } = await client.query("select rolname from pg_roles where rolname like 'onward%'");
    const known = new Set(rows.map((row) => row.rolname));
    const verb = (role) => (known.has(role) ? "alter" : "create");
    const ownerRights = "login nosuperuser nobypassrls nocreaterole createdb noreplication";
    const appRights = "login nosuperuser nobypassrls nocreaterole nocreatedb noreplication";
    await client.query(
      `${verb("onward_owner")} role onward_owner ${ownerRights} password ${client.escapeLiteral(owner)}`,
    );
    await client.query(
      `${verb("onward_app")} role onward_app ${appRights} password ${client.escapeLiteral(app)}`,
    );
    for (const [name, value] of Object.entries(LIMITS))
      await client.query(`alter role onward_app set ${name} = '${value}'`);
    await client.query("commit");
  });
}

/**
 * Makes a database that onward_owner owns and onward_app may only connect to; an existing one is left alone, unless its
 * first setting-up was interrupted (`anew`, or `unfinished` and a migration that never ended): that one is made again.
 */
export async function ensureDatabase(superUrl, name, { unfinished = false, anew = false } = {}) {
  const broken = anew || (unfinished && (await hasBrokenMigration(superUrl, name)));
  await withClient(superUrl, async (client) => {
    const database = client.escapeIdentifier(name);
    if (broken) await client.query(`drop database if exists ${database} with (force)`);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount) return;
    await client.query(`create database ${database} owner onward_owner`);
    await client.query(`revoke all on database ${database} from public`);
    await client.query(`grant connect on database ${database} to onward_app`);
  });
}

async function hasBrokenMigration(superUrl, name) {
  const url = new URL(superUrl);
  url.pathname = name;
  const sql = "select from public._prisma_migrations where finished_at is null and rolled_back_at is null";
  try {
    return await withClient(url.href, async (client) => (await client.query(sql)).rowCount > 0);
  } catch {
    return false;
  }
}

/** Connects, works, disconnects. A connection that breaks meanwhile shows as the failed query, not as a crash. */
export async function withClient(url, work, { connectionTimeoutMillis = 10_000 } = {}) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
