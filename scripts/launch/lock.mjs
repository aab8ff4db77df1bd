import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { bornAt, isAlive, until } from "./processes.mjs";

/**
 * Takes a lock file for this process; answers `{ release }`, or `{ holder }` when a living process has it.
 * The lock of a process that was killed is taken over. `heir` is a process id whose lock this one continues.
 */
export function takeLock(file, { heir } = {}) {
  const mine = JSON.stringify({ pid: process.pid, born: bornAt(process.pid) });
  const release = () => {
    if (textOf(file) === mine) rmSync(file, { force: true });
  };
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      writeFileSync(file, mine, { flag: "wx", mode: 0o600 });
      return { release };
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const text = textOf(file);
    const holder = livingHolder(text);
    if (holder === process.pid) return { release };
    if (holder && holder !== heir) return { holder };
    if (textOf(file) === text) rmSync(file, { force: true });
  }
  return { holder: livingHolder(textOf(file)) ?? 0 };
}

/** Takes a lock, waiting for whoever has it. */
export async function waitForLock(file, { within }) {
  const taken = await until(
    () => {
      const lock = takeLock(file);
      return lock.release && lock;
    },
    { within, every: 250 },
  );
  return taken || undefined;
}

/** The process id that holds a lock now, if it lives. */
export function holderOf(file) {
  return livingHolder(textOf(file));
}

function livingHolder(text) {
  try {
    const { pid, born } = JSON.parse(text);
    return isAlive(pid) && bornAt(pid) === born ? pid : undefined;
  } catch {
    return undefined;
  }
}

function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
