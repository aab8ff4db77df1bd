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
    expect(new Set(Object.values(made)).size).toBe(6);
    expect(readSecrets(home)).toEqual(made);
    expect(readdirSync(home)).toEqual(["secrets.json"]);
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
    expect(readdirSync(folder)).toHaveLength(8);
    expect(isKey(readFileSync(join(folder, "sealing_key"), "utf8"))).toBe(true);
    expect(() => makeProductionSecrets(folder)).toThrow(/already/);
  });
});
