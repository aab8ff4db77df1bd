import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { complaintAboutServer } from "./database-checks.mjs";
import { prepareHome, requireSpace } from "./home.mjs";
import { isInstalled, lacksOnlyOptional } from "./install.mjs";
import { takeLock } from "./lock.mjs";
import { compare } from "./migration-state.mjs";
import { complaintAbout } from "./node-version.mjs";
import { requireFreePort } from "./ports.mjs";
import { sentenceFor } from "./refusal.mjs";
import { hashOf, isStamped, stamp } from "./stamps.mjs";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "onward-launch-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const write = (path: string, text: string) => (
  mkdirSync(join(folder, path, ".."), { recursive: true }),
  writeFileSync(join(folder, path), text)
);

describe("before anything slow", () => {
  it("an old Node is named, a new one passes", () => {
    expect(complaintAbout("20.8.1")).toMatch(/needs Node 20\.9 or newer and this is 20\.8\.1/);
    expect(complaintAbout("18.20.4")).toBeDefined();
    for (const version of ["20.9.0", "22.1.0", "24.21.0"]) expect(complaintAbout(version)).toBeUndefined();
  });

  it("a taken port is named with a way out", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    await expect(requireFreePort(port)).rejects.toThrow(`Port ${port} is already in use`);
    server.close();
    await once(server, "close");
    await requireFreePort(port);
  });

  it("a full disk is named with the room that is missing", () => {
    expect(() => requireSpace(folder, 1e9)).toThrow(/^Only \d+ MB are free .* free at least 1000000000 MB/);
    requireSpace(join(folder, "not", "yet", "there"), 1);
    expect(sentenceFor(Object.assign(new Error("write"), { code: "ENOSPC" }))).toMatch(/^The disk is full/);
  });

  it("a home folder is closed to others, and a file in its place is refused", () => {
    prepareHome(join(folder, "home"));
    write("file", "");
    expect(() => prepareHome(join(folder, "file"))).toThrow(/cannot be used as the data folder/);
  });
});

describe("the lock", () => {
  const file = () => join(folder, "lock");

  it("keeps a second launcher out while the first lives", async () => {
    const other = spawn(process.execPath, ["-e", LOCKER, file()], { stdio: ["pipe", "pipe", "inherit"] });
    await once(other.stdout, "data");
    expect(takeLock(file())).toEqual({ holder: other.pid });
    other.kill("SIGKILL");
    await once(other, "exit");
    expect(takeLock(file()).release).toBeTypeOf("function");
  });

  it("is taken over from a process id that is now another process", () => {
    writeFileSync(file(), JSON.stringify({ pid: process.ppid, born: "long ago" }));
    const lock = takeLock(file());
    expect(lock.release).toBeTypeOf("function");
    lock.release();
    expect(existsSync(file())).toBe(false);
  });

  const LOCKER = `import(${JSON.stringify(new URL("./lock.mjs", import.meta.url).href)}).then(({ takeLock }) => {
    takeLock(process.argv[1]); console.log("held"); process.stdin.resume() })`;
});

describe("stamps", () => {
  it("change with contents and names, not with what is skipped", () => {
    write("src/a.ts", "1");
    const skip = (path: string) => path.endsWith(".test.ts");
    const hash = () => hashOf(folder, ["src", "missing"], skip);
    const first = hash();
    write("src/a.test.ts", "x");
    expect(hash()).toBe(first);
    write("src/a.ts", "2");
    const second = hash();
    expect(second).not.toBe(first);
    write("src/b.ts", "");
    expect(hash()).not.toBe(second);
    stamp(join(folder, "stamps", "one"), first);
    expect(isStamped(join(folder, "stamps", "one"), first)).toBe(true);
    expect(isStamped(join(folder, "stamps", "one"), second)).toBe(false);
  });

  it("ask for an installation only when node_modules is not what is locked", () => {
    const packages = (version: string) =>
      JSON.stringify({
        packages: {
          "": {},
          "node_modules/a": { version },
          "node_modules/b": { version: "1", optional: true },
        },
      });
    const installed = () => isInstalled(folder, join(folder, "stamp"));
    write("package-lock.json", packages("1.0.0"));
    expect(installed()).toBe(false);
    write(
      "node_modules/.package-lock.json",
      JSON.stringify({ packages: { "node_modules/a": { version: "1.0.0" } } }),
    );
    expect(installed()).toBe(true);
    write("package-lock.json", packages("2.0.0"));
    expect(installed()).toBe(false);
  });
});

it("a lockfile that lacks packages of other systems is installed all the same, one that lacks ours is not", () => {
  write("package.json", JSON.stringify({ dependencies: { next: "1" } }));
  const lacks = (lines: string) => lacksOnlyOptional(lines, folder);
  expect(
    lacks(
      "npm error Missing: @next/swc-darwin-arm64@ from lock file\nnpm error Missing: b@1.0.0 from lock file",
    ),
  ).toBe(true);
  expect(lacks("npm error Missing: next@2.0.0 from lock file")).toBe(false);
  expect(
    lacks("npm error Missing: b@ from lock file\nnpm error Invalid: lock file's c@1 does not satisfy c@2"),
  ).toBe(false);
  expect(lacks("npm error network")).toBe(false);
});

it("a database server that is too old, or lacks the serving role, is named", () => {
  const fine = { version: 180004, shown: "18.4", encoding: "UTF8", letters: true, missing: [] as string[] };
  expect(complaintAboutServer(fine)).toBeUndefined();
  expect(complaintAboutServer({ ...fine, version: 140012, shown: "14.12" })).toMatch(
    /is PostgreSQL 14\.12: use PostgreSQL 15/,
  );
  expect(complaintAboutServer({ ...fine, missing: ["onward_auth", "onward_worker"] })).toMatch(
    /has no role onward_auth: make it .* and name it in DATABASE_AUTH_URL/,
  );
});

describe("the schema of a database", () => {
  const known = [
    { name: "1_tables", checksum: "a" },
    { name: "2_rules", checksum: "b" },
  ];
  const row = (migration_name: string, checksum: string, more = {}) => ({
    migration_name,
    checksum,
    finished_at: new Date(),
    rolled_back_at: null,
    ...more,
  });

  it("tells what is still to be done", () => {
    expect(compare(known, [])).toEqual(["1_tables", "2_rules"]);
    expect(compare(known, [row("1_tables", "a")])).toEqual(["2_rules"]);
    expect(compare(known, [row("1_tables", "a"), row("2_rules", "b")])).toEqual([]);
    expect(
      compare(known, [
        row("1_tables", "a"),
        row("2_rules", "old", { rolled_back_at: new Date(), finished_at: null }),
      ]),
    ).toEqual(["2_rules"]);
  });

  it.each([
    [
      [row("1_tables", "a"), row("3_future", "c")],
      /made by a newer Onward .*3_future.*: update this program/,
    ],
    [[row("1_tables", "a", { finished_at: null })], /1_tables began on this database but did not finish/],
    [[row("1_tables", "changed")], /1_tables was changed after it ran/],
  ])("is refused in one sentence (%#)", (rows, sentence) =>
    expect(() => compare(known, rows)).toThrow(sentence),
  );
});

it("a refusal needs no stack", () => {
  chmodSync(folder, 0o700);
  expect(sentenceFor(new Error("odd"))).toMatch(/^Unexpected: odd/);
});
