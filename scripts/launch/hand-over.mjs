import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repo } from "./home.mjs";
import { install, isInstalled } from "./install.mjs";
import { waitForLock } from "./lock.mjs";
import { interruptRuns, whenNpmEnds } from "./processes.mjs";
import { Interrupted, Refusal, report } from "./refusal.mjs";

const bin = join(repo, "node_modules", ".bin", "node");

/**
 * Brings a command onto Node 24 with every package installed: true when it is there already and may go on; otherwise
 * installs, runs the same command again on that Node, waits for it, and answers false.
 * `before` holds checks that must fail before the long installation.
 */
export async function handOver(before = async () => {}) {
  try {
    if (isInstalled() && runsOnOurNode()) return true;
    await before();
    if (!isInstalled()) await installAlone();
    if (!existsSync(bin) && Number(process.versions.node.split(".")[0]) < 24)
      throw new Refusal(
        "Node 24 was not installed because install scripts are switched off: run npm config set ignore-scripts false and npm ci, or use Node 24.",
      );
  } catch (error) {
    report(error);
    process.exitCode = error instanceof Interrupted ? 130 : 1;
    return false;
  }
  process.exitCode = await continueOn(existsSync(bin) ? bin : process.execPath);
  return false;
}

/** Two commands on one checkout must not install at the same time. */
async function installAlone() {
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, interruptRuns);
  whenNpmEnds(interruptRuns);
  const name = createHash("sha256").update(repo).digest("hex").slice(0, 12);
  const lock = await waitForLock(join(tmpdir(), `onward-install-${name}.lock`), { within: 600_000 });
  try {
    if (!isInstalled()) await install();
  } finally {
    lock?.release();
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, interruptRuns);
  }
}

function runsOnOurNode() {
  if (process.env.ONWARD_HANDED_OVER === String(process.ppid)) return true;
  return existsSync(bin) && realpathSync(bin) === realpathSync(process.execPath);
}

function continueOn(command) {
  return new Promise((resolve) => {
    const env = { ...process.env, ONWARD_HANDED_OVER: String(process.pid) };
    const args = [...process.execArgv, ...process.argv.slice(1)];
    // The channel tells the other one when this process is killed.
    const child = spawn(command, args, { env, stdio: ["inherit", "inherit", "inherit", "ipc"] });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    whenNpmEnds(() => child.kill("SIGTERM"));
    child.on("error", (error) => (report(error), resolve(1)));
    child.on("close", (code, signal) => {
      if (code === null)
        process.stderr.write(`\nThe program was ended from outside (${signal}): run the command again.\n`);
      resolve(code ?? 1);
    });
  });
}
