import { Refusal } from "./refusal.mjs";
import { withClient } from "./roles.mjs";

/**
 * Compares the migrations of a checkout with those a database has seen; answers the names still to be run.
 * Refuses a database that is newer than the checkout, half migrated, changed since, or not Onward's at all.
 */
export async function pendingMigrations(url, known) {
  const { done, foreign } = await withClient(url, recordedIn);
  if (foreign)
    throw new Refusal(
      `The database already holds tables of another program (such as ${foreign}): name an empty database instead.`,
    );
  return compare(known, done);
}

/** The comparison itself, on plain rows. */
export function compare(known, recorded) {
  const rows = recorded.filter((row) => !row.rolled_back_at);
  const failed = rows.find((row) => !row.finished_at);
  if (failed)
    throw new Refusal(
      `The migration ${failed.migration_name} began on this database but did not finish: restore the database from its backup, then start again.`,
    );
  const names = new Set(known.map(({ name }) => name));
  const newer = rows.find((row) => !names.has(row.migration_name));
  if (newer)
    throw new Refusal(
      `The database was made by a newer Onward (it has the migration ${newer.migration_name}): update this program, or use another database.`,
    );
  const byName = new Map(rows.map((row) => [row.migration_name, row]));
  const changed = known.find(
    ({ name, checksum }) => byName.has(name) && byName.get(name).checksum !== checksum,
  );
  if (changed)
    throw new Refusal(
      `The migration ${changed.name} was changed after it ran on this database: restore the file, or start on an empty database (another ONWARD_HOME).`,
    );
  return known.map(({ name }) => name).filter((name) => !byName.has(name));
}

async function recordedIn(client) {
  const { rows } = await client.query("select to_regclass('public._prisma_migrations') is not null as known");
  if (rows[0].known) {
    const done = await client.query(
      "select migration_name, checksum, finished_at, rolled_back_at from public._prisma_migrations order by started_at",
    );
    return { done: done.rows };
  }
  const others = await client.query(
    `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     left join pg_depend d on d.objid = c.oid and d.deptype = 'e'
     where n.nspname = 'public' and c.relkind in ('r', 'p') and d.objid is null limit 1`,
  );
  return { done: [], foreign: others.rows[0]?.relname };
}
