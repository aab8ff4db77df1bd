import { randomBytes } from "node:crypto";
import pg from "pg";
import { prepareQueues } from "@/lib/core/queues";
import { jobs } from "@/lib/registry";
import { deployMigrations } from "@/scripts/launch/prisma.mjs";
import { seedCases } from "../seed/bulk";

/** Addresses of one database, by the short name of the role. */
export type DatabaseUrls = { owner: string; app: string; auth: string };
export type BenchDatabase = { urls: DatabaseUrls; drop: () => Promise<void> };

/** A database of its own on the server of `urls`, migrated and filled with so many cases of one organisation. */
export async function makeDatabase(given: DatabaseUrls, cases: number): Promise<BenchDatabase> {
  const name = `onward_bench_${randomBytes(5).toString("hex")}`;
  const urls = {
    owner: named(given.owner, name),
    app: named(given.app, name),
    auth: named(given.auth, name),
  };
  await asOwner(given.owner, async (client) => {
    await client.query(`create database ${name}`);
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect on database ${name} to onward_app, onward_auth, onward_worker`);
  });
  const drop = () =>
    asOwner(given.owner, async (client) => void (await client.query(`drop database ${name} with (force)`)));
  try {
    await deployMigrations(urls.owner);
    await prepareQueues(urls.owner, jobs);
    await asOwner(urls.owner, async (client) => {
      const { rows } = await client.query<{ now: Date }>("select now()");
      const {
        cases: made,
        rows: all,
        seconds,
      } = await seedCases(client, { cases, organisations: 1, now: rows[0]!.now });
      console.log(`Seeded ${made} cases, ${all} rows in ${seconds.toFixed(1)} s`);
      await client.query("checkpoint").catch(() => {});
    });
    return { urls, drop };
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

/** The same address with another database. */
export function named(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
