import { randomBytes } from "node:crypto";
import pg from "pg";
import { prepareQueues } from "@/lib/core/queues";
import { jobs } from "@/lib/registry";
import { deployMigrations } from "@/scripts/launch/prisma.mjs";
import { seedCases } from "../seed/bulk";

export type BenchDatabase = { appUrl: string; ownerUrl: string; drop: () => Promise<void> };

/** A database of its own on the server of `urls`, migrated and filled with so many cases of one organisation. */
export async function makeDatabase(
  urls: { app: string; owner: string },
  cases: number,
): Promise<BenchDatabase> {
  const name = `onward_bench_${randomBytes(5).toString("hex")}`;
  const database = { appUrl: named(urls.app, name), ownerUrl: named(urls.owner, name) };
  await asOwner(urls.owner, async (client) => {
    await client.query(`create database ${name}`);
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect on database ${name} to ${new URL(urls.app).username}`);
  });
  const drop = () =>
    asOwner(urls.owner, async (client) => void (await client.query(`drop database ${name} with (force)`)));
  try {
    await deployMigrations(database.ownerUrl);
    await prepareQueues(database.ownerUrl, jobs);
    await asOwner(database.ownerUrl, async (client) => {
      const { rows } = await client.query<{ now: Date }>("select now()");
      const {
        cases: made,
        rows: all,
        seconds,
      } = await seedCases(client, { cases, organisations: 1, now: rows[0]!.now });
      console.log(`Seeded ${made} cases, ${all} rows in ${seconds.toFixed(1)} s`);
      await client.query("checkpoint").catch(() => {});
    });
    return { ...database, drop };
  } catch (error) {
    await drop();
    throw error;
  }
}

/** Works on a connection of its own as the owner. */
export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function named(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
