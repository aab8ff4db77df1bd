import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { disconnect } from "@/lib/core/db";
import { template, withDatabase } from "@/lib/testing/global-database";

export type TestDatabase = { ownerUrl: string; appUrl: string };

/**
 * Gives a test file a database of its own, cloned from the migrated template. Everything under test reaches it as the
 * restricted role; only factories and assertions may use `ownerUrl`.
 */
export function useDatabase(): TestDatabase {
  const database: TestDatabase = { ownerUrl: "", appUrl: "" };
  const name = `onward_test_${randomBytes(6).toString("hex")}`;
  const urls = inject("databaseUrls");

  beforeAll(async () => {
    await asSuperuser(urls.superUrl, `create database ${name} template ${template} owner onward_owner`);
    database.ownerUrl = withDatabase(urls.ownerUrl, name);
    database.appUrl = withDatabase(urls.appUrl, name);
    process.env.DATABASE_URL = database.appUrl;
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
