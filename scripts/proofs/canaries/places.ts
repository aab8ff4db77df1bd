import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type pg from "pg";
import { canariesIn, type Find, type Mark } from "./canary";

/** All files below a folder, in words of where they are. */
export function canariesInFiles(
  name: string,
  folder: string,
  kinds: readonly Mark[],
): { finds: Find[]; looked: number } {
  const finds: Find[] = [];
  let looked = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const content = entry.isFile() ? contentOf(path) : null;
    if (!content || content.length === 0) continue;
    looked++;
    finds.push(...canariesIn(`${name}: ${relative(folder, path)}`, content, kinds));
  }
  return { finds, looked };
}

/** Null for a file that went away meanwhile, as PostgreSQL's do. */
function contentOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Every row of every table, as a dump in plain text would hold it, the queue's tables included. */
export async function canariesInTables(
  superuser: pg.Client,
  kinds: readonly Mark[],
): Promise<{ finds: Find[]; looked: number }> {
  const { rows: tables } = await superuser.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname in ('public', 'pgboss', 'pg_catalog')
       and c.relname not in ('pg_attribute', 'pg_proc', 'pg_description', 'pg_class', 'pg_type', 'pg_depend', 'pg_collation', 'pg_operator')`,
  );
  const finds: Find[] = [];
  for (const { name } of tables) {
    const { rows } = await superuser.query<{ row: string }>(`select t::text as row from ${name} t`);
    finds.push(...canariesIn(`table ${name}`, rows.map(({ row }) => row).join("\n"), kinds));
  }
  return { finds, looked: tables.length };
}

/** The normalised statements that PostgreSQL counts, where it ships the extension; null where it does not. */
export async function canariesInStatistics(
  superuser: pg.Client,
  kinds: readonly Mark[],
): Promise<Find[] | null> {
  const { rows } = await superuser.query(
    "select from pg_available_extensions where name = 'pg_stat_statements'",
  );
  const preloaded = (
    await superuser.query<{ at: string }>("select current_setting('shared_preload_libraries') as at")
  ).rows[0]!.at;
  if (rows.length === 0 || !preloaded.includes("pg_stat_statements")) return null;
  await superuser.query("create extension if not exists pg_stat_statements");
  const all = await superuser.query<{ query: string }>("select query from pg_stat_statements");
  return canariesIn("pg_stat_statements", all.rows.map(({ query }) => query).join("\n"), kinds);
}

/** What sessions are doing, as anybody who watches the server sees it. */
export async function canariesInActivity(superuser: pg.Client, kinds: readonly Mark[]): Promise<Find[]> {
  const { rows } = await superuser.query<{ row: string }>("select a::text as row from pg_stat_activity a");
  return canariesIn("pg_stat_activity", rows.map(({ row }) => row).join("\n"), kinds);
}
