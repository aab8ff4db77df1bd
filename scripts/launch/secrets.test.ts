import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeProductionSecrets } from "./production-secrets.mjs";
import { isKey, readSecrets } from "./secrets.mjs";

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), "onward-secrets-"))));
afterEach(() => rmSync(home, { recursive: true, force: true }));
const file = () => join(home, "secrets.json");

describe("secrets", () => {
  it("are made once, for the owner's eyes only, and stay the same", () => {
    const made = readSecrets(home);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect([made.sealingKey, made.indexKey, made.authSecret].every(isKey)).toBe(true);
    expect(new Set(Object.values(made)).size).toBe(8);
    expect(readSecrets(home)).toEqual(made);
    expect(readdirSync(home)).toEqual(["secrets.json"]);
  });

  it("from before a role was known get its password, the same for everybody who starts at once", () => {
    const { databaseAuthPassword, databaseWorkerPassword, ...older } = readSecrets(home);
    const without = () => writeFileSync(file(), JSON.stringify(older), { mode: 0o600 });
    without();
    const completed = readSecrets(home);
    expect(completed).toMatchObject(older);
    const added = [completed.databaseAuthPassword, completed.databaseWorkerPassword];
    expect(new Set([...added, databaseAuthPassword, databaseWorkerPassword]).size).toBe(4);
    for (const password of added) expect(password).toMatch(/^[\w-]{43}$/);
    expect(JSON.parse(readFileSync(file(), "utf8"))).toEqual(completed);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(home)).toEqual(["secrets.json"]);
    without();
    expect(readSecrets(home)).toEqual(completed);
  });

  it("are not made anew when there is data", () => {
    expect(() => readSecrets(home, { dataExists: true })).toThrow(
      /is missing although there is data: put it back/,
    );
    expect(readdirSync(home)).toEqual([]);
  });

  it("are refused when others can read them", () => {
    readSecrets(home);
    chmodSync(file(), 0o644);
    expect(() => readSecrets(home)).toThrow(/can be read by other users: run chmod 600/);
  });

  it.each([
    ["not JSON", () => "{"],
    ["empty", () => ""],
    ["null", () => "null"],
    ["a short key", (text: string) => text.replace(/"sealingKey": ".{8}/, '"sealingKey": "')],
    ["a missing password", (text: string) => text.replace("databaseAppPassword", "other")],
    [
      "a short password",
      (text: string) => text.replace(/"databaseAuthPassword": ".{20}/, '"databaseAuthPassword": "'),
    ],
  ])("are refused when damaged (%s) and left as they are", (_, damage) => {
    readSecrets(home);
    const damaged = damage(readFileSync(file(), "utf8"));
    writeFileSync(file(), damaged);
    expect(() => readSecrets(home)).toThrow(/is damaged .*put it back from your backup/);
    expect(readFileSync(file(), "utf8")).toBe(damaged);
  });
});

describe("production secrets", () => {
  it("are one file each in a closed folder, and never overwritten", () => {
    const folder = join(home, "production");
    makeProductionSecrets(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toHaveLength(14);
    expect(isKey(readFileSync(join(folder, "sealing_key"), "utf8"))).toBe(true);
    expect(() => makeProductionSecrets(folder)).toThrow(/already/);
  });

  it("from before a role was known get what it needs, and keep the rest", () => {
    const folder = join(home, "production");
    makeProductionSecrets(folder);
    const text = (name: string) => readFileSync(join(folder, name), "utf8");
    const [key, address] = [text("sealing_key"), text("database_url")];
    const later = ["database_worker_password", "database_worker_url"];
    for (const name of later) rmSync(join(folder, name));
    expect(makeProductionSecrets(folder)).toEqual(later);
    expect([text("sealing_key"), text("database_url")]).toEqual([key, address]);
    expect(text("database_worker_url")).toContain(`onward_worker:${text("database_worker_password")}@`);
  });
});
