import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { programEnv } from "./child-env.mjs";
import { DATABASE_ROLES, ROLES_OF_PROGRAMS } from "./database-roles.mjs";
import { readSettings, withSecretFiles } from "./settings.mjs";
import { servingEnv } from "./serve-program.mjs";

const key = () => randomBytes(32).toString("base64");
const keys = { ONWARD_SEALING_KEY: key(), ONWARD_INDEX_KEY: key(), NEXTAUTH_SECRET: key() };
const urls = {
  DATABASE_URL: "postgresql://onward_app:a@db/onward",
  DATABASE_OWNER_URL: "postgresql://onward_owner:b@db/onward",
  DATABASE_AUTH_URL: "postgresql://onward_auth:c@db/onward",
  DATABASE_WORKER_URL: "postgresql://onward_worker:d@db/onward",
};
const production = { NODE_ENV: "production", ...urls, ...keys };

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "onward-settings-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("settings", () => {
  it("have defaults for everything", () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      port: 3000,
      origin: "http://localhost:3000",
      own: false,
      production: false,
    });
    expect(settings.home).toMatch(/\.onward$/);
  });

  it.each([
    [{ PORT: "70000" }, /PORT is "70000": set it to a number from 1 to 65535/],
    [{ PORT: "3000; ls" }, /set it to a number/],
    [{ ONWARD_DEMO: "yes" }, /ONWARD_DEMO must be 0/],
    [{ ONWARD_ORIGIN: "onward.example.org" }, /scheme and host only/],
    [{ ONWARD_ORIGIN: "https://onward.example.org/path" }, /scheme and host only/],
    [
      { DATABASE_URL: urls.DATABASE_URL },
      /DATABASE_OWNER_URL is missing: set it, or DATABASE_OWNER_URL_FILE/,
    ],
    [{ DATABASE_OWNER_URL: urls.DATABASE_OWNER_URL }, /DATABASE_URL is missing: .* the role onward_app/],
    [{ ...urls, DATABASE_AUTH_URL: "" }, /DATABASE_AUTH_URL is missing: .* the role onward_auth/],
    [{ ...urls, DATABASE_WORKER_URL: "" }, /DATABASE_WORKER_URL is missing: .* the role onward_worker/],
    [{ ...urls, DATABASE_URL: "mysql://x@y/z" }, /DATABASE_URL is not a PostgreSQL address/],
    [{ ...urls, DATABASE_URL: "postgresql://host" }, /DATABASE_URL is not a PostgreSQL address/],
    [{ ...keys, ONWARD_INDEX_KEY: "" }, /ONWARD_INDEX_KEY is missing/],
  ])("%o are refused in one sentence", (env, sentence) => expect(() => readSettings(env)).toThrow(sentence));

  it("on a production database demand keys of their own and no demo", () => {
    expect(readSettings(production)).toMatchObject({ production: true, own: true });
    expect(() => readSettings({ ...production, ONWARD_DEMO: "1" })).toThrow(/Demo accounts are refused/);
    expect(() => readSettings({ NODE_ENV: "production", ...urls })).toThrow(/ONWARD_SEALING_KEY is missing/);
  });

  it.each([
    ["ONWARD_SEALING_KEY", "c2hvcnQ="],
    ["ONWARD_SEALING_KEY", Buffer.alloc(32).toString("base64")],
    ["NEXTAUTH_SECRET", "changeme-changeme-changeme-changeme"],
    ["NEXTAUTH_SECRET", "0123456789abcdef"],
  ])("refuse the short or default %s %s", (name, value) =>
    expect(() => readSettings({ ...production, [name]: value })).toThrow(`${name} is not 32 random bytes`),
  );

  it("take a new sealing key beside the present one, a file of them, or a key service in its place", () => {
    const both = `${key()} ${keys.ONWARD_SEALING_KEY}`;
    expect(readSettings({ ...production, ONWARD_SEALING_KEY: both }).keys).toMatchObject({
      sealingKey: both,
    });
    expect(() => readSettings({ ...production, ONWARD_SEALING_KEY: `${key()} short` })).toThrow(
      "ONWARD_SEALING_KEY is not 32 random bytes",
    );
    const { ONWARD_SEALING_KEY: inFile, ...others } = production;
    const folder = mkdtempSync(join(tmpdir(), "onward-settings-"));
    const file = join(folder, "sealing_key");
    writeFileSync(file, `${inFile}\n`);
    // Programs read it again when it changes, so they are told where it is.
    expect(readSettings({ ...others, ONWARD_SEALING_KEY_FILE: file })).toMatchObject({
      sealingKeyFile: file,
      keys: { sealingKey: inFile },
    });
    rmSync(folder, { recursive: true });
    expect(readSettings({ ...others, ONWARD_SEALING_COMMAND: "kms onward" })).toMatchObject({
      sealingCommand: "kms onward",
      keys: { indexKey: keys.ONWARD_INDEX_KEY },
    });
  });

  it("refuse one key used twice", () =>
    expect(() => readSettings({ ...production, ONWARD_INDEX_KEY: keys.ONWARD_SEALING_KEY })).toThrow(
      /must differ/,
    ));
});

describe("secrets as files", () => {
  it("become variables, and their names disappear", () => {
    const file = join(folder, "url");
    writeFileSync(file, `${urls.DATABASE_URL}\n`);
    expect(withSecretFiles({ DATABASE_URL_FILE: file })).toEqual({ DATABASE_URL: urls.DATABASE_URL });
  });

  it("must be readable and not given twice", () => {
    const missing = join(folder, "missing");
    expect(() => withSecretFiles({ NEXTAUTH_SECRET_FILE: missing })).toThrow(
      /which cannot be read \(ENOENT\)/,
    );
    expect(() => withSecretFiles({ NEXTAUTH_SECRET: "x", NEXTAUTH_SECRET_FILE: missing })).toThrow(
      /keep only one/,
    );
  });
});

describe("a program's environment", () => {
  const settings = readSettings({ PORT: "4000" });
  const given = {
    settings,
    keys: { sealingKey: "s", indexKey: "i", authSecret: "a" },
    urls: { owner: "owner", app: "app", auth: "auth", worker: "worker" },
  };

  it("knows the addresses of its own roles only", () => {
    const known = (env: object) => Object.entries(env).filter(([name]) => name.startsWith("DATABASE_"));
    const envOf = (program: keyof typeof ROLES_OF_PROGRAMS) =>
      programEnv({ ...given, roles: ROLES_OF_PROGRAMS[program] });
    expect(known(envOf("web"))).toEqual([
      ["DATABASE_URL", "app"],
      ["DATABASE_AUTH_URL", "auth"],
    ]);
    expect(known(envOf("worker"))).toEqual([["DATABASE_WORKER_URL", "worker"]]);
    expect(known(envOf("admin"))).toEqual([["DATABASE_OWNER_URL", "owner"]]);
  });

  it("in production holds what the program's roles need, no demo data, and a named origin", () => {
    const env = {
      ...production,
      ONWARD_ORIGIN: "https://onward.example.org",
      ONWARD_AUDIT_SIGNING_KEY: randomBytes(32).toString("base64"),
    };
    for (const [program, roles] of Object.entries<string[]>(ROLES_OF_PROGRAMS)) {
      const own = roles.map((role) => DATABASE_ROLES[role].variable);
      const serving = servingEnv(env, program);
      expect(Object.keys(urls).filter((name) => name in serving)).toEqual(
        Object.keys(urls).filter((name) => own.includes(name)),
      );
      for (const name of own)
        expect(() => servingEnv({ ...env, [name]: "" }, program)).toThrow(`${name} is missing`);
    }
    expect(servingEnv(env, "worker")).toHaveProperty("ONWARD_AUDIT_SIGNING_KEY");
    expect(servingEnv(env, "web")).not.toHaveProperty("ONWARD_AUDIT_SIGNING_KEY");
    for (const bad of ["", "short", Buffer.alloc(32).toString("base64"), production.ONWARD_SEALING_KEY])
      expect(() => servingEnv({ ...env, ONWARD_AUDIT_SIGNING_KEY: bad }, "worker")).toThrow(
        /ONWARD_AUDIT_SIGNING_KEY is (missing|not)/,
      );
    expect(() => servingEnv(production, "web")).toThrow(/ONWARD_ORIGIN is missing/);
    expect(() => servingEnv({ ...env, ONWARD_DEMO: "1" }, "web")).toThrow(/Demo accounts are refused/);
  });
});
