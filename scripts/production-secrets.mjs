#!/usr/bin/env node
// Makes the secret files that docker-compose.yml mounts: node scripts/production-secrets.mjs [folder]. Adds what is missing, never overwrites.
import { resolve } from "node:path";
import { homeFolder } from "./launch/home.mjs";
import { makeProductionSecrets } from "./launch/production-secrets.mjs";
import { report } from "./launch/refusal.mjs";

try {
  const folder = resolve(process.argv[2] ?? `${homeFolder()}/production`);
  const made = makeProductionSecrets(folder);
  process.stdout.write(
    `Made in ${folder}: ${made.join(", ")}. Keep a copy offline: without sealing_key no name can be read again.\n`,
  );
} catch (error) {
  report(error);
  process.exitCode = 1;
}
