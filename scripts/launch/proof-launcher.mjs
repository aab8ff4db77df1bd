import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { node } from "./child-env.mjs";
import { repo } from "./home.mjs";
import { holderOf } from "./lock.mjs";
import { running } from "./postgres.mjs";
import { placeFor } from "./postgres-place.mjs";
import { until } from "./processes.mjs";

/** A launcher in a process group of its own, as a terminal would give it. */
export function begin(env, args = ["scripts/start.mjs"]) {
  const child = spawn(node, args, { cwd: repo, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  let over = false;
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
  const ended = new Promise((resolve) => child.on("exit", (code) => ((over = true), resolve(code))));
  return {
    ended,
    output: () => text,
    async says(pattern) {
      await until(() => over || pattern.test(text), { within: 300_000 });
      return pattern.test(text);
    },
    signal: (name) => process.kill(child.pid, name),
    signalGroup: (name) => process.kill(-child.pid, name),
  };
}

/** The processes of an installation: `{ launcher, web, worker, postgres }`, as far as they live. */
export function pidsOf(home) {
  const launcher = holderOf(join(home, "launcher.lock"));
  const children = launcher ? readdirSync("/proc").filter((pid) => parentOf(pid) === launcher) : [];
  const child = (name) => Number(children.find((pid) => lineOf(pid).includes(`${name}.mjs`))) || undefined;
  return {
    launcher,
    web: child("web"),
    worker: child("worker"),
    postgres: running(placeFor(join(home, "postgres")).dataDir)?.pid,
  };
}

function parentOf(pid) {
  if (!/^\d+$/.test(pid)) return undefined;
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

const lineOf = (pid) => read(`/proc/${pid}/cmdline`);

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
