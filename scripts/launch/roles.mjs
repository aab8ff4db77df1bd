import { DATABASE_ROLES, SERVING_ROLES } from "./database-roles.mjs";

const LIMITS = {
  statement_timeout: "10s",
  lock_timeout: "2s",
  idle_in_transaction_session_timeout: "10s",
};

/**
 * Makes the roles of the architecture: onward_owner migrates, the others serve (not owner, no superuser, no BYPASSRLS).
 * onward_worker may what onward_app may, and more; the owner, who seeds, may what the worker may. Run at each start:
 * passwords and limits then always agree with the secrets file. `passwords` has one for each role.
 */
export async function ensureRoles(superUrl, passwords) {
  await withClient(superUrl, async (client) => {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(7266419)");
    const { rows } = await client.query("select rolname from pg_roles where rolname like 'onward%'");
    const known = new Set(rows.map((row) => row.rolname));
    const verb = (role) => (known.has(role) ? "alter" : "create");
    const ensure = (role, rights, password) =>
      client.query(
        `${verb(role)} role ${role} login nosuperuser nobypassrls nocreaterole noreplication ${rights}
         password ${client.escapeLiteral(password)}`,
      );
    await ensure("onward_owner", "createdb", passwords.owner);
    for (const role of SERVING_ROLES) {
      const { name } = DATABASE_ROLES[role];
      await ensure(name, "nocreatedb", passwords[role]);
      for (const [setting, value] of Object.entries(LIMITS))
        await client.query(`alter role ${name} set ${setting} = '${value}'`);
    }
    await client.query("grant onward_app to onward_worker");
    await client.query("grant onward_worker to onward_owner");
    await client.query("commit");
  });
}

/**
 * Makes a database that onward_owner owns and the others may only connect to; an existing one is left as it is, unless its
 * first setting-up was interrupted (`anew`, or `unfinished` and a migration that never ended): that one is made again.
 */
export async function ensureDatabase(superUrl, name, { unfinished = false, anew = false } = {}) {
  const broken = anew || (unfinished && (await hasBrokenMigration(superUrl, name)));
  await withClient(superUrl, async (client) => {
    const database = client.escapeIdentifier(name);
    if (broken) await client.query(`drop database if exists ${database} with (force)`);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (!rowCount) await client.query(`create database ${database} owner onward_owner`);
    await client.query(`revoke all on database ${database} from public`);
    await client.query(
      `grant connect on database ${database} to ${SERVING_ROLES.map((role) => DATABASE_ROLES[role].name)}`,
    );
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
