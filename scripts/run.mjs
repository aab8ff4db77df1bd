#!/usr/bin/env node
// npm run seed | worker | admin | bench: runs one TypeScript file with the settings, secrets and database of ONWARD_HOME.
import { spawn } from "node:child_process";
import { handOver } from "./launch/hand-over.mjs";
import { report } from "./launch/refusal.mjs";

if (await handOver(import.meta.url)) {
  const { node, programEnv, typescript } = await import("./launch/child-env.mjs");
  const { openDatabase } = await import("./launch/database.mjs");
  const { prepareHome } = await import("./launch/home.mjs");
  const { prepareDatabase } = await import("./launch/prepare.mjs");
  const { readSettings } = await import("./launch/settings.mjs");

  let database;
  let code = 1;
  try {
    const [script, ...args] = process.argv.slice(2);
    const settings = readSettings();
    prepareHome(settings.home);
    database = await openDatabase(settings);
    await prepareDatabase({ settings, database });
    const owner = !/worker\.ts$/.test(script);
    const env = programEnv({ settings, ...database, owner });
    code = await new Promise((resolve, reject) => {
      const child = spawn(node, [...typescript, script, ...args], { env, stdio: "inherit" });
      // The terminal sends Ctrl-C to the script as well; this process only waits for it to end.
      for (const signal of ["SIGINT", "SIGTERM"])
        process.on(signal, () => signal === "SIGTERM" && child.kill(signal));
      child.on("error", reject);
      child.on("close", (status, signal) => resolve(status ?? (signal === "SIGINT" ? 130 : 1)));
    });
  } catch (error) {
    report(error);
  }
  await database?.close();
  process.exitCode = code;
}
