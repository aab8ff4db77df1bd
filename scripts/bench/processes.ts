import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { freePort } from "@/scripts/launch/ports.mjs";
import { node, typescript } from "@/scripts/launch/child-env.mjs";
import type { DatabaseUrls } from "./database";
import { bundle } from "@/scripts/launch/build.mjs";

export type Server = { name: string; port: number; pid: number; stop: () => Promise<void> };

/** Starts the built web server on a database, as it runs in production, without the worker. */
export async function startDoor({ app, auth }: DatabaseUrls): Promise<Server & { origin: string }> {
  const port: number = await freePort();
  const origin = `http://localhost:${port}`;
  const settings = {
    DATABASE_URL: app,
    DATABASE_AUTH_URL: auth,
    HOST: "127.0.0.1",
    ONWARD_ORIGIN: origin,
    NEXTAUTH_URL: origin,
  };
  return {
    ...(await start(
      "door",
      ["--max-old-space-size=256", "--max-semi-space-size=8", ...profiling(), bundle("web")],
      port,
      settings,
    )),
    origin,
  };
}

/** Starts the bare server on a database, replaying what `tape` recorded. */
export async function startBare({ app }: DatabaseUrls, tape: string): Promise<Server> {
  const port: number = await freePort();
  return start("bare", [...typescript, "scripts/bench/bare.ts", tape], port, { DATABASE_URL: app });
}

/** Seconds of processor time that a process has used so far, in user and kernel mode. Linux only: elsewhere not a number. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

/** Megabytes of memory that a process holds. Linux only: elsewhere not a number. */
export function residentMegabytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

async function start(
  name: string,
  args: string[],
  port: number,
  settings: Record<string, string>,
): Promise<Server> {
  const env: NodeJS.ProcessEnv = { ...process.env, PORT: String(port), NODE_ENV: "production", ...settings };
  delete env.DATABASE_OWNER_URL;
  delete env.DATABASE_WORKER_URL;
  const child = spawn(node, args, { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const end = Date.now() + 60_000;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > end) {
      child.kill("SIGKILL");
      throw new Error(`The ${name} server did not start: it says above why.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  let wanted = true;
  child.once("exit", (code, signal) => {
    if (wanted) process.stderr.write(`The ${name} server ended by itself (${signal ?? code}).\n`);
  });
  return { name, port, pid: child.pid!, stop: () => ((wanted = false), stop(child)) };
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/api/queries/none`).then(
    () => true,
    () => false,
  );
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

/** `ONWARD_BENCH_PROFILE=<folder>` leaves a processor profile of the door there when it ends. */
function profiling(): string[] {
  const folder = process.env.ONWARD_BENCH_PROFILE;
  return folder ? ["--cpu-prof", `--cpu-prof-dir=${folder}`] : [];
}
