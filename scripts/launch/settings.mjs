import { readFileSync } from "node:fs";
import { DATABASE_ROLES } from "./database-roles.mjs";
import { homeFolder } from "./home.mjs";
import { Refusal } from "./refusal.mjs";
import { areKeys, isKey } from "./secrets.mjs";

const KEYS = ["ONWARD_SEALING_KEY", "ONWARD_INDEX_KEY", "NEXTAUTH_SECRET"];
const ROLES = Object.keys(DATABASE_ROLES);
/** Other settings that hold a secret. */
const MORE = ["SMTP_URL", "ONWARD_AUDIT_SIGNING_KEY"];
const URLS = ROLES.map((role) => DATABASE_ROLES[role].variable);

/**
 * The environment with each `NAME_FILE` (a secret mounted as a file) read into `NAME`. That of the sealing key stays as well:
 * programs read it again when it changes.
 */
export function withSecretFiles(env) {
  const result = { ...env };
  for (const name of [...KEYS, ...URLS, ...MORE]) {
    const file = env[`${name}_FILE`];
    if (name !== "ONWARD_SEALING_KEY") delete result[`${name}_FILE`];
    if (!file) continue;
    if (env[name]) throw new Refusal(`Both ${name} and ${name}_FILE are set: keep only one of them.`);
    try {
      result[name] = readFileSync(file, "utf8").trim();
    } catch (error) {
      throw new Refusal(
        `${name}_FILE names ${file}, which cannot be read (${error.code}): check the path and its mode.`,
      );
    }
  }
  return result;
}

/** Everything the launcher was told by the environment, checked before anything else happens. */
export function readSettings(rawEnv = process.env) {
  const env = withSecretFiles(rawEnv);
  const port = readPort(env.PORT);
  const own = URLS.some((name) => env[name]);
  if (own) requireDatabaseUrls(env, ROLES);
  const settings = {
    home: homeFolder(env),
    port,
    origin: readOrigin(env.ONWARD_ORIGIN, port),
    demo: readDemo(env.ONWARD_DEMO),
    own,
    production: own && env.NODE_ENV === "production",
    urls: own ? urlsIn(env) : undefined,
    keys: readKeys(env, own && env.NODE_ENV === "production"),
    sealingKeyFile: env.ONWARD_SEALING_KEY_FILE,
    sealingCommand: env.ONWARD_SEALING_COMMAND,
    smtpUrl: env.SMTP_URL,
    auditSigningKey: readAuditSigningKey(env),
  };
  if (settings.production && settings.demo === true)
    throw new Refusal(
      "Demo accounts are refused with NODE_ENV=production on your own database: unset ONWARD_DEMO.",
    );
  return settings;
}

/** Demo data: by default on the embedded database, and on one's own only when asked for. */
export const wantsDemo = ({ demo, own }) => demo ?? !own;

function readPort(text) {
  if (text === undefined || text === "") return 3000;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new Refusal(
    `PORT is ${JSON.stringify(text)}: set it to a number from 1 to 65535, such as PORT=3000.`,
  );
}

/** The one origin that the program answers to. */
export function readOrigin(text, port) {
  if (!text) return `http://localhost:${port}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, "")) return url.origin;
  throw new Refusal("ONWARD_ORIGIN must be scheme and host only, such as https://onward.example.org.");
}

function readDemo(text) {
  if (text === undefined || text === "") return undefined;
  if (text === "0" || text === "1") return text === "1";
  throw new Refusal("ONWARD_DEMO must be 0 (start empty) or 1 (with demo data).");
}

/** The addresses that an environment holds, by the short name of their role. */
export function urlsIn(env) {
  const given = ROLES.filter((role) => env[DATABASE_ROLES[role].variable]);
  return Object.fromEntries(given.map((role) => [role, env[DATABASE_ROLES[role].variable]]));
}

/** The addresses of these roles: all there and well formed. */
export function requireDatabaseUrls(env, roles) {
  for (const { variable, who } of roles.map((role) => DATABASE_ROLES[role])) {
    if (!env[variable])
      throw new Refusal(
        `${variable} is missing: set it, or ${variable}_FILE, to the address of the database for ${who}.`,
      );
    const url = URL.canParse(env[variable]) ? new URL(env[variable]) : undefined;
    if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2 || !url.username)
      throw new Refusal(
        `${variable} is not a PostgreSQL address: write it as postgresql://role:password@host:5432/database.`,
      );
  }
}

/** Keys given by the environment: all three or none; on a real database all three, well formed and not an example's. */
export function readKeys(env, required) {
  const needed = KEYS.filter(
    (name) => name !== "ONWARD_SEALING_KEY" || !env.ONWARD_SEALING_COMMAND || env[name],
  );
  const given = needed.filter((name) => env[name]);
  if (given.length === 0 && !required) return undefined;
  for (const name of needed) {
    if (!env[name])
      throw new Refusal(
        `${name} is missing: set it (or ${name}_FILE) to the output of: openssl rand -base64 32.`,
      );
    if (!isStrong(name, env[name]))
      throw new Refusal(`${name} is not 32 random bytes in base64: make one with openssl rand -base64 32.`);
  }
  if (new Set(needed.map((name) => env[name])).size < needed.length)
    throw new Refusal(
      `${KEYS.join(", ")} must differ from one another: make each with openssl rand -base64 32.`,
    );
  return {
    sealingKey: env.ONWARD_SEALING_KEY,
    indexKey: env.ONWARD_INDEX_KEY,
    authSecret: env.NEXTAUTH_SECRET,
  };
}

/** The key that signs the seal of the trail, when it is given; otherwise the worker makes one in ONWARD_HOME. */
export function readAuditSigningKey(env, required = false) {
  const text = env.ONWARD_AUDIT_SIGNING_KEY;
  if (!text && !required) return undefined;
  if (!text)
    throw new Refusal(
      "ONWARD_AUDIT_SIGNING_KEY is missing: set it (or ONWARD_AUDIT_SIGNING_KEY_FILE) to the output of: openssl rand -base64 32.",
    );
  if (isStrong("ONWARD_AUDIT_SIGNING_KEY", text) && !KEYS.some((name) => env[name] === text)) return text;
  throw new Refusal(
    "ONWARD_AUDIT_SIGNING_KEY is not 32 random bytes in base64 of its own: make one with openssl rand -base64 32.",
  );
}

/** Long enough and not a default such as 32 zeroes or "change me". The sign-in secret may be any long random text. */
function isStrong(name, text) {
  const key = name !== "NEXTAUTH_SECRET";
  const varied = new Set(key ? Buffer.from(text, "base64") : text).size >= 12;
  return (
    varied &&
    (key
      ? (name === "ONWARD_SEALING_KEY" ? areKeys : isKey)(text)
      : text.length >= 32 && !/change.?me|secret|example|password/i.test(text))
  );
}
