import { spawn } from "node:child_process";
import { node, plainEnv, programEnv, typescript } from "./child-env.mjs";
import { DATABASE_ROLES, ROLES_OF_PROGRAMS } from "./database-roles.mjs";
import { openDatabase } from "./database.mjs";
import { smallHeap } from "./heap.mjs";
import { prepareHome, repo } from "./home.mjs";
import { prepareDatabase } from "./prepare.mjs";
import { interruptRuns, whenNpmEnds } from "./processes.mjs";
import { Interrupted } from "./refusal.mjs";
import { readSettings } from "./settings.mjs";

/** Runs one TypeScript file on the database of ONWARD_HOME, which is started for it when it does not run already. */
export async function main([script, ...args]) {
  const settings = readSettings();
  if (needsNoDatabase(script, args))
    return runInTerminal(script, args, { ...plainEnv(), ONWARD_HOME: settings.home });
  prepareHome(settings.home);
  const interrupt = () => interruptRuns();
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, interrupt);
  whenNpmEnds(interrupt);
  let database;
  try {
    database = await openDatabase(settings);
    await prepareDatabase({ settings, database });
    const roles = /worker\.ts$/.test(script) ? ROLES_OF_PROGRAMS.worker : Object.keys(DATABASE_ROLES);
    const nodeEnv = process.env.NODE_ENV ?? "production";
    return await runInTerminal(script, args, programEnv({ settings, ...database, roles, nodeEnv }));
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    throw error;
  } finally {
    await database?.close();
  }
}

/** A dump, a proof or a file of the trail is checked wherever it is, also where there is no installation. */
function needsNoDatabase(script, args) {
  return /audit-verify\.ts$/.test(script) && args.some((one) => /^--(dump|proof|export)(=|$)/.test(one));
}

/** However long a trail is, checking it needs little memory at a time; unbounded, the garbage would pile up. */
const heapFor = (script) => (/audit-verify\.ts$/.test(script) ? smallHeap : []);

function runInTerminal(script, args, env) {
  return new Promise((resolve, reject) => {
    const stdio = ["inherit", "inherit", "inherit", "ipc"];
    const child = spawn(node, [...heapFor(script), ...typescript, script, ...args], {
      env,
      cwd: repo,
      stdio,
    });
    // The terminal sends Ctrl-C to the script itself as well; other signals are passed on.
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    if (process.channel) process.on("disconnect", () => child.kill("SIGTERM"));
    whenNpmEnds(() => child.kill("SIGTERM"));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
}
