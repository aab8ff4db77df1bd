import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./refusal.mjs";

/**
 * One file for each secret of docker-compose.yml. The folder is closed to everyone else; the files in it are readable,
 * because the containers see them as other users than the host's.
 */
export function makeProductionSecrets(folder) {
  if (existsSync(join(folder, "sealing_key")))
    throw new Refusal(
      `There are secrets in ${folder} already: they were left as they are; name another folder to make new ones.`,
    );
  const password = () => randomBytes(24).toString("base64url");
  const key = () => randomBytes(32).toString("base64");
  const [owner, app] = [password(), password()];
  const address = (role, secret) => `postgresql://${role}:${secret}@db:5432/onward`;
  const secrets = {
    database_super_password: password(),
    database_owner_password: owner,
    database_app_password: app,
    database_url: address("onward_app", app),
    database_owner_url: address("onward_owner", owner),
    index_key: key(),
    auth_secret: key(),
    sealing_key: key(),
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(secrets))
    writeFileSync(join(folder, name), text, { mode: 0o444, flag: "wx" });
}
