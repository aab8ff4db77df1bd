import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { prepareQueues } from "@/lib/core/queues";
import { withDatabase } from "@/lib/testing/global-database";
import { jobs } from "@/lib/registry";
import { startPostgres } from "@/scripts/launch/postgres.mjs";
import { deployMigrations } from "@/scripts/launch/prisma.mjs";

export type TalkativeServer = {
  folder: string;
  dataDir: string;
  logFile: string;
  ownerUrl: string;
  appUrl: string;
  /** Where this process and the programs that it starts find the database. */
  env: Record<string, string>;
  superuser: pg.Client;
  stop: () => Promise<void>;
};

/** A PostgreSQL of its own, durable as in production, that writes down every statement with every value it is given. */
export async function startTalkativeServer(): Promise<TalkativeServer> {
  const folder = await mkdtemp(join(tmpdir(), "onward-canaries-"));
  const logFile = join(folder, "postgres.log");
  const passwords = { super: word(), owner: word(), app: word(), auth: word(), worker: word() };
  const start = () => startPostgres({ dataDir: join(folder, "data"), logFile, passwords });
  const plain = await start();
  await countStatements(plain.superUrl);
  await plain.stop();
  const postgres = await start();
  const name = "onward_canaries";
  const first = new pg.Client({ connectionString: postgres.superUrl });
  await first.connect();
  await first.query(`create database ${name} owner onward_owner`);
  for (const [setting, value] of Object.entries({
    log_statement: "all",
    log_parameter_max_length: "-1",
    log_parameter_max_length_on_error: "-1",
    log_min_error_statement: "info",
    log_min_duration_statement: "0",
    log_error_verbosity: "verbose",
  }))
    await first.query(`alter database ${name} set ${setting} = '${value}'`);
  await first.end();
  await deployMigrations(postgres.ownerUrl(name));
  await prepareQueues(postgres.ownerUrl(name), jobs);
  const superuser = new pg.Client({ connectionString: withDatabase(postgres.superUrl, name) });
  superuser.on("error", () => {});
  await superuser.connect();
  return {
    folder,
    dataDir: postgres.dataDir,
    logFile,
    ownerUrl: postgres.ownerUrl(name),
    appUrl: postgres.appUrl(name),
    env: {
      DATABASE_URL: postgres.appUrl(name),
      DATABASE_AUTH_URL: postgres.authUrl(name),
      DATABASE_WORKER_URL: postgres.workerUrl(name),
    },
    superuser,
    async stop() {
      await superuser.end().catch(() => {});
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const word = () => randomBytes(18).toString("base64url");

/** Loads the extension that counts statements, from the next start on, where it comes with PostgreSQL. */
async function countStatements(superUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  const there = await client.query("select from pg_available_extensions where name = 'pg_stat_statements'");
  if (there.rows.length > 0)
    await client.query("alter system set shared_preload_libraries = 'pg_stat_statements'");
  await client.end();
}
