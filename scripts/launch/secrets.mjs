import { createHmac, randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./refusal.mjs";

const KEYS = ["sealingKey", "indexKey", "authSecret"];
const PASSWORDS = ["databaseSuperPassword", "databaseOwnerPassword", "databaseAppPassword"];
/** Passwords of roles that older secrets do not know. */
const LATER = ["databaseAuthPassword", "databaseWorkerPassword"];

/**
 * The secrets of an installation, made once and kept in `secrets.json`, readable by its owner only.
 * Where data already exists they are never made anew: without the old key the data cannot be read.
 */
export function readSecrets(home, { dataExists = false } = {}) {
  const file = join(home, "secrets.json");
  const text = readIfThere(file);
  if (text === undefined) {
    if (dataExists)
      throw new Refusal(
        `${file} is missing although there is data: put it back from your backup, or move ${home} away to start empty.`,
      );
    return create(file);
  }
  if (process.platform !== "win32") checkOwnership(file);
  return completed(file, checked(file, text));
}

/** True for a base64 text of exactly 32 bytes. */
export function isKey(text) {
  return (
    typeof text === "string" && /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, "base64").length === 32
  );
}

/** True for one such key or, while keys are being changed, for several, apart by white space. */
export function areKeys(text) {
  return typeof text === "string" && text.split(/\s+/).every(isKey);
}

function create(file) {
  const key = () => randomBytes(32).toString("base64");
  const secrets = Object.fromEntries([
    ...[...PASSWORDS, ...LATER].map((name) => [name, randomBytes(24).toString("base64url")]),
    ...KEYS.map((name) => [name, key()]),
  ]);
  // Written beside and linked into place: never half a file, never over one that another process has just made.
  const draft = written(`${file}.${process.pid}`, secrets);
  try {
    linkSync(draft, file);
    return secrets;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return checked(file, readFileSync(file, "utf8"));
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Older secrets with the passwords of the roles that came later. These follow from the superuser's, so that two commands
 * started at once add the same ones.
 */
function completed(file, secrets) {
  const missing = LATER.filter((name) => !(name in secrets));
  if (missing.length === 0) return secrets;
  const later = (name) =>
    createHmac("sha256", secrets.databaseSuperPassword).update(name).digest("base64url");
  const all = { ...secrets, ...Object.fromEntries(missing.map((name) => [name, later(name)])) };
  renameSync(written(`${file}.${process.pid}`, all), file);
  return all;
}

function written(file, secrets) {
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  return file;
}

function checkOwnership(file) {
  const { mode, uid } = statSync(file);
  if ((mode & 0o077) !== 0)
    throw new Refusal(`${file} can be read by other users: run chmod 600 ${file} and start again.`);
  if (uid !== process.getuid())
    throw new Refusal(
      `${file} belongs to another user (${uid}): run the command as that user, or set another ONWARD_HOME.`,
    );
}

function checked(file, text) {
  const secrets = parsed(text);
  const bad = [
    ...KEYS.filter((name) => !(name === "sealingKey" ? areKeys : isKey)(secrets[name])),
    ...PASSWORDS.filter((name) => !isPassword(secrets[name])),
    ...LATER.filter((name) => name in secrets && !isPassword(secrets[name])),
  ];
  if (bad.length > 0)
    throw new Refusal(
      `${file} is damaged (${bad.join(", ")}): put it back from your backup; nothing was changed.`,
    );
  return secrets;
}

const isPassword = (text) => typeof text === "string" && text.length >= 16;

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw new Refusal(
      `${file} cannot be read (${error.code}): make it a file that this user owns, mode 600.`,
    );
  }
}
