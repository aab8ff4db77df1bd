import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { disconnect } from "@/lib/core/db";
import { template, withDatabase } from "@/lib/testing/global-database";

export type TestDatabase = { ownerUrl: string; appUrl: string; authUrl: string; workerUrl: string };

/**
 * Gives a test file a database of its own, cloned from the migrated template. Everything under test reaches it as one of the
 * restricted roles; only factories and assertions may use `ownerUrl`.
 */
export function useDatabase(): TestDatabase {
  const database: TestDatabase = { ownerUrl: "", appUrl: "", authUrl: "", workerUrl: "" };
  const name = `onward_test_${randomBytes(6).toString("hex")}`;
  const urls = inject("databaseUrls");

  beforeAll(async () => {
    await asSuperuser(urls.superUrl, `create database ${name} template ${template} owner onward_owner`);
    for (const role of ["ownerUrl", "appUrl", "authUrl", "workerUrl"] as const)
      database[role] = withDatabase(urls[role], name);
    process.env.DATABASE_URL = database.appUrl;
    process.env.DATABASE_AUTH_URL = database.authUrl;
    process.env.DATABASE_WORKER_URL = database.workerUrl;
  });

  afterAll(async () => {
    await disconnect();
    await asSuperuser(urls.superUrl, `drop database if exists ${name} with (force)`);
  });

  return database;
}

async function asSuperuser(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
