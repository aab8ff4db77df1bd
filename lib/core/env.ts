import "server-only";
import { z } from "zod";

const key = z
  .base64()
  .transform((text) => Buffer.from(text, "base64"))
  .refine((bytes) => bytes.length === 32);

const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ });

/** A setting that may be left out; a blank one is left out. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((text) => (text === "" ? undefined : text), schema.optional());

const schema = {
  ONWARD_SEALING_KEY: optional(z.string()),
  ONWARD_SEALING_KEY_FILE: optional(z.string()),
  ONWARD_SEALING_COMMAND: optional(z.string()),
  ONWARD_INDEX_KEY: key,
  DATABASE_URL: databaseUrl,
  DATABASE_AUTH_URL: databaseUrl,
  DATABASE_WORKER_URL: databaseUrl,
  ONWARD_ORIGIN: z.url({ protocol: /^https?$/ }),
  NEXTAUTH_SECRET: z.string().min(32),
  ONWARD_PSEUDO_LOCALES: z.enum(["0", "1"]).default("0"),
  ONWARD_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(10),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: optional(z.string().regex(/^([^\p{Cc}<>@]*<)?[^\s<>@"]+@[\w.-]+>?$/u)),
  ONWARD_HOME: optional(z.string()),
  ONWARD_AUDIT_SIGNING_KEY: optional(key),
  ONWARD_AUDIT_ANCHOR: optional(z.string()),
  ONWARD_AUDIT_MAIL: optional(z.email()),
  ONWARD_EXIT_URL: z.url().default("https://www.google.com/search?q=weather"),
};

const fix: Record<keyof typeof schema, string> = {
  ONWARD_SEALING_KEY: "set it to 32 random bytes in base64, for example from: openssl rand -base64 32",
  ONWARD_SEALING_KEY_FILE: "set it to the path of a file with the key, or leave it out",
  ONWARD_SEALING_COMMAND: "set it to the command of your key service, or leave it out",
  ONWARD_INDEX_KEY: "set it to 32 random bytes in base64, for example from: openssl rand -base64 32",
  DATABASE_URL: "set it to the address of the database for the role onward_app, postgresql://…",
  DATABASE_AUTH_URL: "set it to the address of the database for the role onward_auth, postgresql://…",
  DATABASE_WORKER_URL: "set it to the address of the database for the role onward_worker, postgresql://…",
  ONWARD_ORIGIN: "set it to the address that people type, for example https://notes.example.org",
  NEXTAUTH_SECRET: "set it to at least 32 random characters, for example from: openssl rand -base64 32",
  ONWARD_PSEUDO_LOCALES: "set it to 0 or 1",
  ONWARD_POOL_SIZE: "set it to a number of connections from 2 to 100",
  SMTP_URL:
    "set it to the address of a mail server, smtps://user:password@host or smtp://host, or leave it out",
  MAIL_FROM: "set it to the address that letters come from, for example Notes <notes@example.org>",
  ONWARD_HOME: "set it to the folder of the installation",
  ONWARD_AUDIT_SIGNING_KEY:
    "set it to 32 random bytes in base64, for example from: openssl rand -base64 32, or leave it out",
  ONWARD_AUDIT_ANCHOR: "set it to the path of a file, or leave it out",
  ONWARD_AUDIT_MAIL: "set it to the one e-mail address that gets the daily seal, or leave it out",
  ONWARD_EXIT_URL: "set it to a harmless page, for example a weather report",
};

const known = new Map<string, { raw: string | undefined; value: unknown }>();

function read<Name extends keyof typeof schema>(name: Name): z.output<(typeof schema)[Name]> {
  const raw = process.env[name];
  const hit = known.get(name);
  if (hit && hit.raw === raw) return hit.value as z.output<(typeof schema)[Name]>;
  const parsed = schema[name].safeParse(raw);
  if (!parsed.success) throw new Error(`${name} is missing or malformed: ${fix[name]}`);
  known.set(name, { raw, value: parsed.data });
  return parsed.data as z.output<(typeof schema)[Name]>;
}

/** The settings of this process, read when first asked for. A bad one throws an Error naming it and its remedy. */
export const env = {
  /** Where the key of the installation is, which wraps the keys of organisations: in a setting, in a file, behind a command. */
  get sealing(): { text: string | null; file: string | null; command: string | null } {
    return {
      text: read("ONWARD_SEALING_KEY") ?? null,
      file: read("ONWARD_SEALING_KEY_FILE") ?? null,
      command: read("ONWARD_SEALING_COMMAND") ?? null,
    };
  },
  /** Root of the blind indexes and the password pepper, 32 bytes. */
  get indexKey(): Buffer {
    return read("ONWARD_INDEX_KEY");
  },
  /** The database as the role that serves pages and the HTTP doors. */
  get databaseUrl(): string {
    return read("DATABASE_URL");
  },
  /** The environment for a program of somebody else: without our keys, addresses and secrets. */
  get ofOthers(): NodeJS.ProcessEnv {
    const ours = /^(ONWARD|DATABASE|NEXTAUTH|SMTP)_/;
    return Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !ours.test(name)),
    ) as NodeJS.ProcessEnv;
  },
  /** True in a process that serves, which knows that role; the worker does not. */
  get serves(): boolean {
    return Boolean(process.env.DATABASE_URL);
  },
  /** The database as the role that reaches the functions of sign-in, sessions and links, and no table. */
  get authDatabaseUrl(): string {
    return read("DATABASE_AUTH_URL");
  },
  /** The database as the role of the program itself; only the worker knows it. */
  get workerDatabaseUrl(): string {
    return read("DATABASE_WORKER_URL");
  },
  /** The one origin that may write, for example `https://notes.example.org`. */
  get origin(): string {
    return new URL(read("ONWARD_ORIGIN")).origin;
  },
  get authSecret(): string {
    return read("NEXTAUTH_SECRET");
  },
  /** Whether the test locales `en-XA` and `ar-XB` can be chosen. */
  get pseudoLocales(): boolean {
    return read("ONWARD_PSEUDO_LOCALES") === "1";
  },
  get poolSize(): number {
    return read("ONWARD_POOL_SIZE");
  },
  /** The mail server and the sender of our letters; null when there is none, and links are shown on screen instead. */
  get mail(): { smtpUrl: string; from: string } | null {
    const smtpUrl = read("SMTP_URL");
    if (!smtpUrl) return null;
    const from = read("MAIL_FROM");
    if (!from) throw new Error(`MAIL_FROM is missing or malformed: ${fix.MAIL_FROM}`);
    return { smtpUrl, from };
  },
  /**
   * The seal of the trail: the seed of the signing key, if it was given; the folder where it is made otherwise; the file of
   * the second place; who gets the daily seal by e-mail.
   */
  get seal(): { seed: Buffer | null; home: string | null; anchor: string | null; mailTo: string | null } {
    return {
      seed: read("ONWARD_AUDIT_SIGNING_KEY") ?? null,
      home: read("ONWARD_HOME") ?? null,
      anchor: read("ONWARD_AUDIT_ANCHOR") ?? null,
      mailTo: read("ONWARD_AUDIT_MAIL") ?? null,
    };
  },
  /** Where "Exit quickly" leads. */
  get exitUrl(): string {
    return read("ONWARD_EXIT_URL");
  },
};
