import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Interrupted } from "./refusal.mjs";

const running = new Set();
let interrupted = false;

/**
 * Runs a program to its end and answers `{ code, output }`; never throws for a bad exit code.
 * `show: true` lets it write to the terminal instead of being captured; after `timeout` ms it is ended.
 */
export function run(command, args = [], { env = process.env, cwd, show = false, uid, gid, timeout } = {}) {
  if (interrupted) return Promise.reject(new Interrupted());
  return new Promise((resolve, reject) => {
    const stdio = show ? "inherit" : ["ignore", "pipe", "pipe"];
    const child = spawn(command, args, { env, cwd, stdio, uid, gid, timeout });
    const chunks = [];
    running.add(child);
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    child.on("error", (error) => (running.delete(child), reject(error)));
    child.on("close", (code, signal) => {
      running.delete(child);
      if (interrupted) reject(new Interrupted());
      else resolve({ code: code ?? 1, signal, output: Buffer.concat(chunks).toString() });
    });
  });
}

/** Ends every program started by `run` and lets no new one begin. */
export function interruptRuns() {
  interrupted = true;
  for (const child of running) child.kill("SIGTERM");
}

export const isInterrupted = () => interrupted;

/** True when a process with this id lives (a zombie does not). */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  return !/^\d+ \(.*\) Z/s.test(proc(pid, "stat") ?? "");
}

/**
 * Calls `work` once when the npm that runs this command is gone: npm ended by a signal ends its shell, but not what the
 * shell runs. Commands started without npm may outlive whoever started them.
 */
export function whenNpmEnds(work, every = 300) {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && (!npm || isAlive(npm))) return;
    clearInterval(timer);
    work();
  }, every);
  timer.unref();
}

/** When a process began: with its id it names one process for ever, though ids are used again. */
export function bornAt(pid) {
  const stat = proc(pid, "stat");
  if (stat) return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}

/** The command line of a process, empty when it is gone. */
export function commandLine(pid) {
  const line = proc(pid, "cmdline");
  if (line !== undefined) return line.replaceAll("\0", " ");
  if (process.platform === "linux") return "";
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}

/** Asks `question` every `every` ms until it answers something true, or gives up after `within` ms. */
export async function until(question, { within, every = 100 }) {
  const end = Date.now() + within;
  for (;;) {
    const answer = await question();
    if (answer || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

function parentOf(pid) {
  const stat = proc(pid, "stat");
  if (stat) return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  return (
    Number(spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }).stdout) || undefined
  );
}

function proc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return undefined;
  }
}
