import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { bundle } from "./build.mjs";
import { checkServing } from "./database-checks.mjs";
import { DATABASE_ROLES, ROLES_OF_PROGRAMS } from "./database-roles.mjs";
import { Refusal } from "./refusal.mjs";
import { checkSealingKey } from "./sealing-check.mjs";
import {
  readAuditSigningKey,
  readKeys,
  readOrigin,
  requireDatabaseUrls,
  urlsIn,
  withSecretFiles,
} from "./settings.mjs";

const PROGRAMS = Object.keys(ROLES_OF_PROGRAMS);

/** Checks the environment of a production process and loads the bundled program into it. */
export async function becomeProgram(name) {
  if (!PROGRAMS.includes(name) || !existsSync(bundle(name)))
    throw new Refusal(
      `There is no program ${name}: use one of ${PROGRAMS.join(", ")}, after node scripts/build.mjs.`,
    );
  const env = servingEnv(process.env, name);
  for (const key of Object.keys(process.env)) if (!(key in env)) delete process.env[key];
  Object.assign(process.env, env);
  const urls = urlsIn(env);
  await checkServing(urls);
  await checkSealingKey(urls.app ?? urls.worker ?? urls.owner, {
    sealingKey: env.ONWARD_SEALING_KEY,
    sealingCommand: env.ONWARD_SEALING_COMMAND,
  });
  // The program reads its own arguments as if it had been started itself.
  process.argv.splice(1, 2, bundle(name));
  await import(pathToFileURL(bundle(name)).href);
}

/** What a program may see: secrets read from their files, and of the database the addresses of its own roles only. */
export function servingEnv(rawEnv, name) {
  const env = withSecretFiles(rawEnv);
  readKeys(env, true);
  requireDatabaseUrls(env, ROLES_OF_PROGRAMS[name]);
  if (name === "worker") readAuditSigningKey(env, true);
  else delete env.ONWARD_AUDIT_SIGNING_KEY;
  if (!env.ONWARD_ORIGIN)
    throw new Refusal(
      "ONWARD_ORIGIN is missing: set it to the address people open, such as https://onward.example.org.",
    );
  if (env.ONWARD_DEMO === "1")
    throw new Refusal("Demo accounts are refused in production: unset ONWARD_DEMO.");
  const origin = readOrigin(env.ONWARD_ORIGIN);
  for (const [role, { variable }] of Object.entries(DATABASE_ROLES))
    if (!ROLES_OF_PROGRAMS[name].includes(role)) delete env[variable];
  return { ...env, NODE_ENV: "production", ONWARD_ORIGIN: origin, NEXTAUTH_URL: origin, ONWARD_DEMO: "0" };
}
