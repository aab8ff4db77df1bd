import pg from "pg";
import { inject } from "vitest";
import { withDatabase } from "@/lib/testing/global-database";

/** Looks at a whole test database at once, past row-level security: which tables differ from the look before. */
export type Onlooker = {
  changed: () => Promise<string[]>;
  run: (sql: string) => Promise<void>;
  close: () => Promise<void>;
};

/** Begins to watch the database of this address; the first `changed()` compares with this moment. */
export async function watchDatabase(url: string): Promise<Onlooker> {
  const name = new URL(url).pathname.slice(1);
  const client = new pg.Client({ connectionString: withDatabase(inject("databaseUrls").superUrl, name) });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
  );
  // The clock of a session ticks by itself.
  const row = "(to_jsonb(t) - '{last_seen_at,idle_expires}'::text[])::text";
  const sums = rows.map(
    (table) =>
      `select '${table.name}' as name, count(*) || ':' || coalesce(sum(hashtextextended(${row}, 0)), 0) as sum from "${table.name}" t`,
  );
  const look = async () => {
    const seen = await client.query<{ name: string; sum: string }>(sums.join(" union all "));
    return new Map(seen.rows.map((table) => [table.name, table.sum]));
  };
  let before = await look();
  return {
    async changed() {
      const now = await look();
      const names = [...now.keys()].filter((table) => now.get(table) !== before.get(table)).sort();
      before = now;
      return names;
    },
    run: async (sql) => void (await client.query(sql)),
    close: () => client.end(),
  };
}
