import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bornAt, isAlive } from "./processes.mjs";

/**
 * Who uses the database of a home folder now. Several commands may (`npm start` and `npm run admin`); the last one to
 * leave stops the server. A user that was killed does not count.
 */
export function joinUsers(home) {
  const folder = join(home, "users");
  mkdirSync(folder, { recursive: true });
  const mine = join(folder, `${process.pid}-${bornAt(process.pid)}`.replaceAll(/[^\w./-]/g, "_"));
  writeFileSync(mine, "");
  return {
    /** Leaves, and tells whether others are still there. */
    leave() {
      rmSync(mine, { force: true });
      return othersIn(folder);
    },
    others: () => othersIn(folder),
  };
}

function othersIn(folder) {
  let count = 0;
  for (const name of readdirSync(folder)) {
    const pid = Number(name.split("-")[0]);
    const known = `${pid}-${bornAt(pid)}`.replaceAll(/[^\w./-]/g, "_");
    if (isAlive(pid) && known === name) count += pid === process.pid ? 0 : 1;
    else rmSync(join(folder, name), { force: true });
  }
  return count;
}
