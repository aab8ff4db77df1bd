import { join } from "node:path";
import { bundle } from "./build.mjs";
import { node, programEnv, typescript } from "./child-env.mjs";
import { ROLES_OF_PROGRAMS } from "./database-roles.mjs";
import { becomesHealthy } from "./health.mjs";
import { smallHeap } from "./heap.mjs";
import { repo } from "./home.mjs";
import { Refusal } from "./refusal.mjs";
import { keepRunning, lastLines } from "./supervisor.mjs";

/**
 * Starts web server and worker under supervision. `show` lets them write to the terminal instead of their log files.
 * Stopped in the order web, worker.
 */
export function startPrograms({ settings, database, dev = false, show = dev, say, extra = {} }) {
  const nodeEnv = dev ? "development" : "production";
  const envOf = (name) => ({
    ...programEnv({ settings, ...database, roles: ROLES_OF_PROGRAMS[name], nodeEnv }),
    ...extra,
  });
  const programs = ["web", "worker"].map((name) =>
    keepRunning({
      name: name === "web" ? "web server" : "worker",
      command: node,
      args: dev ? devArguments(name) : [...smallHeap, bundle(name)],
      env: envOf(name),
      cwd: repo,
      logFile: show ? undefined : join(settings.home, "logs", `${name}.log`),
      say,
    }),
  );
  return {
    programs,
    failed: Promise.race(programs.map((program) => program.failed)),
    async stop() {
      for (const program of programs) await program.stop();
    },
    kill: () => programs.forEach((program) => program.kill()),
  };
}

/** Waits for the health page; refuses with the reason from the logs when it does not come. */
export async function waitUntilReady({ settings, group, within, isOver = () => false }) {
  let failure;
  group.failed.then((reason) => (failure = reason));
  if (await becomesHealthy(settings.port, { within, isOver: () => failure || isOver() })) return;
  if (isOver()) return;
  if (failure) throw endedTooOften(failure, settings);
  throw new Refusal(
    `The program did not become ready within ${within / 1000} s: look at the files in ${join(settings.home, "logs")}.`,
  );
}

/** The error for a program that died again and again, after showing what it last wrote. */
export function endedTooOften({ name, how }, settings) {
  const file = { "web server": "web.log", worker: "worker.log", database: "postgres.log" }[name];
  const logFile = join(settings.home, "logs", file);
  const sentence = `The ${name} ended again and again (${how}): the reason is at the end of ${logFile}.`;
  return new Refusal(sentence, { details: lastLines(logFile) });
}

function devArguments(name) {
  const script = join(repo, "scripts", `${name}.ts`);
  return name === "web" ? ["--import", "tsx", "--import", webLoader, script] : [...typescript, script];
}

/** Next needs the full React in its own process, so here only `server-only` is made empty. */
const webLoader = new URL("./server-only-loader.mjs", import.meta.url).href;
