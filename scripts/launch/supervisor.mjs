import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";

const QUICK = 10_000;
const PATIENCE = 5;

/**
 * Keeps one program running: restarts it when it ends, waiting longer each time, and gives up after it died
 * `patience` times in a row within `quick` ms of starting.
 *
 * The program gets an IPC channel: when this process is killed, the channel closes and the program ends itself.
 * @param {{ name: string, command: string, args: string[], env: object, cwd?: string, logFile?: string,
 *   quick?: number, patience?: number, firstWait?: number, say?: (text: string) => void }} options
 */
export function keepRunning(options) {
  const { name, quick = QUICK, patience = PATIENCE, firstWait = 250, say = () => {} } = options;
  let child;
  let quickDeaths = 0;
  let stopping = false;
  let timer;
  let giveUp;
  let ended = Promise.resolve();
  const failed = new Promise((resolve) => (giveUp = resolve));

  const begin = () => {
    const began = Date.now();
    child = launch(options);
    let announced;
    ended = new Promise((resolve) => (announced = resolve));
    const died = (how) => {
      if (!child) return;
      child = undefined;
      announced();
      if (stopping) return;
      quickDeaths = Date.now() - began < quick ? quickDeaths + 1 : 1;
      if (quickDeaths >= patience) return giveUp({ name, how, quickDeaths });
      const wait = Math.min(firstWait * 2 ** (quickDeaths - 1), 10_000);
      say(`The ${name} ended (${how}); starting it again.`);
      timer = setTimeout(begin, wait);
    };
    child.on("error", (error) => died(error.message));
    child.on("exit", (code, signal) => died(signal ?? `exit code ${code}`));
  };
  begin();

  return {
    name,
    /** Resolves with `{ name, how, quickDeaths }` when the program will not be started again. */
    failed,
    pid: () => child?.pid,
    /** Asks the program to end, and after `within` ms makes it. */
    async stop({ within = 10_000 } = {}) {
      stopping = true;
      clearTimeout(timer);
      const last = child;
      if (!last) return;
      last.kill("SIGTERM");
      const force = setTimeout(() => last.kill("SIGKILL"), within);
      await ended;
      clearTimeout(force);
    },
    /** Ends the program at once. */
    kill() {
      stopping = true;
      clearTimeout(timer);
      child?.kill("SIGKILL");
    },
  };
}

/** The last lines a program wrote before it ended. */
export function lastLines(logFile, count = 12) {
  if (!logFile || !existsSync(logFile)) return "";
  return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-count).join("\n");
}

/** Its own process group: the terminal's Ctrl-C reaches only the launcher, which ends things in the right order. */
function launch({ command, args, env, cwd, logFile }) {
  const output = logFile ? openLog(logFile) : "inherit";
  const child = spawn(command, args, { env, cwd, detached: true, stdio: ["ignore", output, output, "ipc"] });
  if (logFile) closeSync(output);
  return child;
}

function openLog(logFile) {
  if (existsSync(logFile) && statSync(logFile).size > 10_000_000) renameSync(logFile, `${logFile}.1`);
  return openSync(logFile, "a", 0o600);
}
