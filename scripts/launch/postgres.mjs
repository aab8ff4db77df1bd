import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { initialise } from "./postgres-init.mjs";
import { placeFor } from "./postgres-place.mjs";
import { commandLine, isAlive, until } from "./processes.mjs";
import { freePort, isFree } from "./ports.mjs";
import { Refusal } from "./refusal.mjs";
import { ensureRoles } from "./roles.mjs";

/** Data never reaches PostgreSQL's own log: no statements, no parameters, no details of errors. */
const QUIET = {
  log_statement: "none",
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_min_error_statement: "panic",
  log_min_messages: "log",
  log_error_verbosity: "terse",
};
const MODEST = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  shared_buffers: "96MB",
  max_connections: 60,
  timezone: "UTC",
  max_wal_size: "512MB",
};
const THROW_AWAY = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: 200 };

/**
 * Starts (or finds running) the embedded PostgreSQL whose data is in `dataDir`, with its four roles.
 *
 * It runs as a process of its own, not in the terminal's process group: Ctrl-C must not end it before the web server,
 * and a second command may be using it when the first one ends. `durable: false` is for tests only.
 * @param {{ dataDir: string, port?: number, durable?: boolean, passwords?: { super: string, owner: string, app: string, auth: string, worker: string }, logFile?: string }} options
 */
export async function startPostgres({
  dataDir,
  port,
  durable = true,
  passwords = randomPasswords(),
  logFile,
}) {
  mkdirSync(dirname(dataDir), { recursive: true });
  const place = placeFor(dataDir, { throwAway: !durable });
  const log = logFile ?? join(dirname(dataDir), "postgres.log");
  if (!existsSync(join(place.dataDir, "PG_VERSION"))) await initialise(place, passwords.super);

  let server = await settled(place.dataDir);
  const found = server !== undefined;
  server ??= await launch(place, { port, durable, log });
  const url = (user, password) => (database) =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${database}`;
  const urls = {
    superUrl: url("postgres", passwords.super)("postgres"),
    ownerUrl: url("onward_owner", passwords.owner),
    appUrl: url("onward_app", passwords.app),
    authUrl: url("onward_auth", passwords.auth),
    workerUrl: url("onward_worker", passwords.worker),
  };
  try {
    await ensureRoles(urls.superUrl, passwords);
  } catch (error) {
    if (!found) await stopPostgres(place.dataDir);
    throw error;
  }
  return {
    ...urls,
    urls: (database) => ({
      owner: urls.ownerUrl(database),
      app: urls.appUrl(database),
      auth: urls.authUrl(database),
      worker: urls.workerUrl(database),
    }),
    port: server.port,
    pid: server.pid,
    dataDir: place.dataDir,
    isRunning: () => running(place.dataDir)?.pid === server.pid,
    stop: (options) => stopPostgres(place.dataDir, options),
  };
}

/** Stops the server of a data folder cleanly, whoever started it; `quick` rolls back without waiting for clients. */
export async function stopPostgres(dataDir, { within = 20_000 } = {}) {
  const server = running(dataDir);
  if (!server) return;
  signal(server.pid, "SIGINT");
  if (await until(() => !isServer(server.pid, dataDir), { within, every: 25 })) return;
  signal(server.pid, "SIGQUIT");
  await until(() => !isServer(server.pid, dataDir), { within: 5_000 });
}

/** `{ pid, port }` of the server that runs on a data folder now, read from the note PostgreSQL itself keeps. */
export function running(dataDir) {
  const [pid, , , port] = pidNote(dataDir);
  return isServer(Number(pid), dataDir) ? { pid: Number(pid), port: Number(port) } : undefined;
}

/** Waits out a server that is just starting or stopping; removes the note of one that was killed. */
async function settled(dataDir) {
  const ready = () => pidNote(dataDir)[7]?.trim() === "ready";
  await until(() => !running(dataDir) || ready(), { within: 15_000 });
  const server = running(dataDir);
  if (server && ready()) return server;
  if (server) await stopPostgres(dataDir);
  rmSync(join(dataDir, "postmaster.pid"), { force: true });
}

async function launch(place, { port, durable, log }) {
  const wanted = port ?? lastPort(place.dataDir);
  const chosen = wanted && (await isFree(wanted)) ? wanted : await freePort();
  const settings = { ...MODEST, ...QUIET, ...(durable ? {} : THROW_AWAY) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // A server killed with -9 can leave a memory segment in use for a moment: try again while its last children end.
  for (let attempt = 1; ; attempt++) {
    const output = openLog(log);
    const child = spawn(join(place.bin, "postgres"), ["-D", place.dataDir, "-p", String(chosen), ...flags], {
      detached: true,
      stdio: ["ignore", output, output],
      cwd: "/",
      uid: place.uid,
      gid: place.gid,
      env: { PATH: process.env.PATH, LC_MESSAGES: "C", TZ: "UTC" },
    });
    closeSync(output);
    let ended = false;
    child.on("error", () => (ended = true));
    child.on("exit", () => (ended = true));
    child.unref();
    const ready = () =>
      pidNote(place.dataDir)[7]?.trim() === "ready" && running(place.dataDir)?.pid === child.pid;
    const up = await until(() => ended || ready(), { within: 60_000, every: 25 });
    if (up && !ended) return { pid: child.pid, port: chosen };
    if (!ended) child.kill("SIGQUIT");
    if (attempt >= 5) throw new Refusal(reasonIn(log));
    await new Promise((resolve) => setTimeout(resolve, 400 * attempt));
  }
}

function reasonIn(log) {
  const fatal = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => /FATAL|PANIC|could not/.test(line))
    .at(-1);
  if (/No space left/.test(fatal ?? ""))
    return "The disk is full: free at least 1 GB and run the command again.";
  return `The database did not start (${fatal?.replace(/^.*?(FATAL|PANIC):\s*/, "") ?? "no reason given"}): look at the end of ${log}.`;
}

function openLog(log) {
  mkdirSync(dirname(log), { recursive: true });
  if (existsSync(log) && statSync(log).size > 5_000_000) renameSync(log, `${log}.1`);
  return openSync(log, "a", 0o600);
}

function pidNote(dataDir) {
  try {
    return readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/** The port of the last run: kept, so that a waiting connection pool finds a restarted server again. */
function lastPort(dataDir) {
  try {
    const options = readFileSync(join(dataDir, "postmaster.opts"), "utf8");
    return Number(/"-p" "(\d+)"/.exec(options)?.[1]) || undefined;
  } catch {
    return undefined;
  }
}

function isServer(pid, dataDir) {
  if (!isAlive(pid)) return false;
  const line = commandLine(pid);
  return line.includes("postgres") && line.includes(dataDir);
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone.
  }
}

function randomPasswords() {
  const one = () => randomBytes(24).toString("base64url");
  return { super: one(), owner: one(), app: one(), auth: one(), worker: one() };
}
