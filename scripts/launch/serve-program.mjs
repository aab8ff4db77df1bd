import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { bundle } from "./build.mjs";
import { checkServingDatabase } from "./database-checks.mjs";
import { Refusal } from "./refusal.mjs";
import { readKeys, readOrigin, withSecretFiles } from "./settings.mjs";

const PROGRAMS = ["web", "worker", "admin"];

/** Checks the environment of a production process and loads the bundled program into it. */
export async function becomeProgram(name) {
  if (!PROGRAMS.includes(name) || !existsSync(bundle(name)))
    throw new Refusal(
      `There is no program ${name}: use one of ${PROGRAMS.join(", ")}, after node scripts/build.mjs.`,
    );
  const env = servingEnv(process.env, name);
  for (const key of Object.keys(process.env)) if (!(key in env)) delete process.env[key];
  Object.assign(process.env, env);
  await checkServingDatabase(env.DATABASE_URL);
  // The program reads its own arguments as if it had been started itself.
  process.argv.splice(1, 2, bundle(name));
  await import(pathToFileURL(bundle(name)).href);
}

/** What a program may see: secrets read from their files, and the owner's address only for administering. */
export function servingEnv(rawEnv, name) {
  const env = withSecretFiles(rawEnv);
  readKeys(env, true);
  if (!env.DATABASE_URL)
    throw new Refusal(
      "DATABASE_URL is missing: set it, or DATABASE_URL_FILE, to the serving role's address.",
    );
  if (!env.ONWARD_ORIGIN)
    throw new Refusal(
      "ONWARD_ORIGIN is missing: set it to the address people open, such as https://onward.example.org.",
    );
  if (env.ONWARD_DEMO === "1")
    throw new Refusal("Demo accounts are refused in production: unset ONWARD_DEMO.");
  const origin = readOrigin(env.ONWARD_ORIGIN);
  if (name !== "admin") delete env.DATABASE_OWNER_URL;
  return { ...env, NODE_ENV: "production", ONWARD_ORIGIN: origin, NEXTAUTH_URL: origin, ONWARD_DEMO: "0" };
}
