import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { prepareQueues } from "@/lib/core/queues";
import { jobs } from "@/lib/registry";
import { type RunningPostgres, startPostgres } from "@/scripts/launch/postgres.mjs";
import { deployMigrations } from "@/scripts/launch/prisma.mjs";

export const template = "onward_template";

type Urls = { superUrl: string; ownerUrl: string; appUrl: string; authUrl: string; workerUrl: string };

declare module "vitest" {
  interface ProvidedContext {
    databaseUrls: Urls;
  }
}

/** Starts PostgreSQL unless the test runner already did, and migrates the one database that every test file clones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { urls, stop } = await server();
  await makeTemplate(urls);
  project.provide("databaseUrls", urls);
  return stop;
}

async function server(): Promise<{ urls: Urls; stop: () => Promise<void> }> {
  const given = (name: string) => process.env[`ONWARD_TEST_${name}_URL`]!;
  if (given("SUPER")) {
    const urls = {
      superUrl: given("SUPER"),
      ownerUrl: given("OWNER"),
      appUrl: given("APP"),
      authUrl: given("AUTH"),
      workerUrl: given("WORKER"),
    };
    return { urls, stop: async () => {} };
  }
  const dataDir = await mkdtemp(join(tmpdir(), "onward-test-"));
  const postgres: RunningPostgres = await startPostgres({ dataDir: join(dataDir, "data"), durable: false });
  return {
    urls: {
      superUrl: postgres.superUrl,
      ownerUrl: postgres.ownerUrl("postgres"),
      appUrl: postgres.appUrl("postgres"),
      authUrl: postgres.authUrl("postgres"),
      workerUrl: postgres.workerUrl("postgres"),
    },
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeTemplate({ superUrl, ownerUrl }: Urls): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${template} with (force)`);
    await client.query(`create database ${template} owner onward_owner`);
  } finally {
    await client.end();
  }
  await deployMigrations(withDatabase(ownerUrl, template));
  await prepareQueues(withDatabase(ownerUrl, template), jobs);
}

/** The same address with another database name. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
