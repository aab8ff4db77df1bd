import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./refusal.mjs";

const ROLES = ["owner", "app", "auth", "worker"];

/**
 * One file for each secret of docker-compose.yml. The folder is closed to everyone else; the files in it are readable,
 * because the containers see them as other users than the host's. A folder from before a role was known gets what that
 * role needs; nothing is ever overwritten. Answers the names of the files made.
 */
export function makeProductionSecrets(folder) {
  const isThere = (name) => existsSync(join(folder, name));
  const missing = Object.entries(isThere("sealing_key") ? {} : newKeys());
  for (const role of ROLES.filter((one) => !isThere(`database_${one}_password`)))
    missing.push(...Object.entries(secretsOfRole(role)));
  if (!isThere("audit_signing_key")) missing.push(["audit_signing_key", randomKey()]);
  // Blank: no mail server yet. Whoever has one replaces the file.
  if (!isThere("smtp_url")) missing.push(["smtp_url", ""]);
  if (missing.length === 0)
    throw new Refusal(
      `There are secrets in ${folder} already: they were left as they are; name another folder to make new ones.`,
    );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of missing) writeFileSync(join(folder, name), text, { mode: 0o444, flag: "wx" });
  return missing.map(([name]) => name);
}

function newKeys() {
  return {
    database_super_password: password(),
    index_key: randomKey(),
    auth_secret: randomKey(),
    sealing_key: randomKey(),
  };
}

function secretsOfRole(role) {
  const secret = password();
  const file = role === "app" ? "database_url" : `database_${role}_url`;
  return {
    [`database_${role}_password`]: secret,
    [file]: `postgresql://onward_${role}:${secret}@db:5432/onward`,
  };
}

const randomKey = () => randomBytes(32).toString("base64");
const password = () => randomBytes(24).toString("base64url");
