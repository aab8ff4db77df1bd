#!/usr/bin/env node
// Brings the database named by DATABASE_OWNER_URL to this checkout's schema and prepares its job queues.
// Used where the launcher is not: by the tests for their template database, and by the production image.
import { report } from "./launch/refusal.mjs";
import { migrateOnly } from "./launch/migrate-only.mjs";

try {
  await migrateOnly(process.env);
} catch (error) {
  report(error);
  process.exitCode = 1;
}
