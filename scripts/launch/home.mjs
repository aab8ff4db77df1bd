import { accessSync, chmodSync, constants, existsSync, mkdirSync, statfsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Refusal } from "./refusal.mjs";

/** The folder of this checkout. */
export const repo = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");

const MEGABYTE = 1024 * 1024;

/** The folder for everything that is not in git: secrets, data, logs. */
export function homeFolder(env = process.env) {
  return resolve(env.ONWARD_HOME?.trim() || join(repo, ".onward"));
}

/** Makes the folder, closed to other users (root leaves passage for the database's own user). */
export function prepareHome(home) {
  try {
    mkdirSync(join(home, "logs"), { recursive: true, mode: 0o700 });
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
    chmodSync(home, process.getuid?.() === 0 ? 0o711 : 0o700);
  } catch (error) {
    if (error.code === "ENOSPC") throw error;
    throw new Refusal(
      `${home} cannot be used as the data folder (${error.code}): make it a folder that this user owns, or set ONWARD_HOME to another one.`,
    );
  }
}

/** Says how much room is missing on the disk of a folder, before anything is written there. */
export function requireSpace(folder, megabytes) {
  let place = folder;
  while (!existsSync(place)) place = dirname(place);
  const { bavail, bsize } = statfsSync(place);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  if (free < megabytes)
    throw new Refusal(
      `Only ${free} MB are free on the disk of ${folder}: free at least ${megabytes} MB and run the command again.`,
    );
}
