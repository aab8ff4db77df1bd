#!/usr/bin/env node
// npm start: everything from a fresh clone to a running program. `--dev`: the same without a build, for working on it.
import { handOver } from "./launch/hand-over.mjs";
import { report } from "./launch/refusal.mjs";
import { readSettings } from "./launch/settings.mjs";

const dev = process.argv.includes("--dev");

async function beforeInstalling() {
  const { checkFirst } = await import("./launch/launcher.mjs");
  (await checkFirst(readSettings())).release();
}

if (await handOver(import.meta.url, beforeInstalling)) {
  const { launch } = await import("./launch/launcher.mjs");
  try {
    process.exitCode = await launch(readSettings(), { dev });
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
  // Whatever a library keeps open must not keep a finished launcher alive.
  process.exit();
}
