import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { addressesOf } from "./database-roles.mjs";
import { repo } from "./home.mjs";
import { wantsDemo } from "./settings.mjs";

const installed = join(repo, "node_modules", ".bin", "node");

/** The Node that everything after the installation runs on: the installed one, or in the production image its own. */
export const node = existsSync(installed) ? installed : process.execPath;

/** Arguments that run a TypeScript file: no build, and `server-only` resolves to nothing. */
export const typescript = ["--conditions=react-server", "--import", "tsx"];

const SECRET =
  /^(DATABASE_.*|(ONWARD|NEXTAUTH)_.*_FILE|ONWARD_SEALING_KEY|ONWARD_INDEX_KEY|ONWARD_AUDIT_SIGNING_KEY|NEXTAUTH_SECRET|SMTP_URL|SMTP_URL_FILE|ONWARD_TEST_.*)$/;

/** This process's environment without anything secret, with Node 24 first on the PATH. */
export function plainEnv(env = process.env) {
  const kept = Object.entries(env).filter(([name]) => !SECRET.test(name));
  const path = [join(repo, "node_modules", ".bin"), env.PATH].join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path, NEXT_TELEMETRY_DISABLED: "1" };
}

/** The environment of a program of Onward: of the database's addresses it holds those of `roles` only. */
export function programEnv({ settings, keys, urls, roles, nodeEnv = "production" }) {
  return {
    ...plainEnv(),
    NODE_ENV: nodeEnv,
    PORT: String(settings.port),
    // Some shells export HOST as the name of the machine, which is not where to listen.
    HOST: process.env.ONWARD_HOST ?? "localhost",
    ONWARD_ORIGIN: settings.origin,
    NEXTAUTH_URL: settings.origin,
    ONWARD_HOME: settings.home,
    ONWARD_DEMO: wantsDemo(settings) ? "1" : "0",
    ...addressesOf(urls, roles),
    ...(keys.sealingKey && { ONWARD_SEALING_KEY: keys.sealingKey }),
    ONWARD_SEALING_KEY_FILE:
      settings.sealingKeyFile ?? (settings.keys ? "" : join(settings.home, "secrets.json")),
    ONWARD_INDEX_KEY: keys.indexKey,
    NEXTAUTH_SECRET: keys.authSecret,
    // Only who seals may know it.
    ...(settings.auditSigningKey &&
      roles.includes("worker") && { ONWARD_AUDIT_SIGNING_KEY: settings.auditSigningKey }),
    ...(settings.smtpUrl && { SMTP_URL: settings.smtpUrl }),
  };
}
