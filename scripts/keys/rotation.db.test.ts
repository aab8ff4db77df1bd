import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { getCase } from "@/lib/cases/reading/queries";
import { revealPerson } from "@/lib/cases/revealing/commands";
import type { Staff } from "@/lib/core/actor";
import { forgetKeys, loadKeys } from "@/lib/core/keys";
import { InstallationKeyMissing, nameOfKey } from "@/lib/core/key-source";
import { getDraft } from "@/lib/intake/queries";
import { forgetRetiredKeys } from "@/lib/keys/commands";
import { addNote } from "@/lib/notes/commands";
import { listNotes } from "@/lib/notes/queries";
import { readShared } from "@/lib/referrals/answering/queries";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { rowsOf } from "@/lib/testing/owner";
import {
  insertAsOwner,
  makeOrganisation,
  makeStaff,
  type TestOrganisation,
  testOrigin,
} from "@/lib/testing/staff";
import { type World, worldOf } from "@/lib/testing/world";
import { sealSeed, unsealSeed } from "@/lib/users/factors/totp/code";
import { Obstacle } from "./obstacle";
import { rotateKeys } from "./rotation";

const database = useDatabase();
const firstKey = Buffer.alloc(32, 1).toString("base64");
let folder: string;
let file: string;
let owner: pg.Client;
let house: TestOrganisation;
let staff: Staff;
let world: World;
let clock = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "onward-rotation-"));
  file = join(folder, "secrets.json");
  writeFileSync(file, JSON.stringify({ sealingKey: firstKey, other: "stays" }));
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + clock);
});
afterAll(async () => {
  await owner.end();
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});
beforeEach(async () => {
  vi.unstubAllEnvs();
  vi.stubEnv("ONWARD_SEALING_KEY_FILE", file);
  forgetKeys();
  house = await makeOrganisation(database.ownerUrl);
  staff = await makeStaff(database.ownerUrl, house, "caseworker");
  world = await worldOf(database.ownerUrl, staff);
  await note("a first note");
});

const inFile = () => (JSON.parse(readFileSync(file, "utf8")) as { sealingKey: string }).sealingKey;

const note = (body: string) =>
  addNote.execute(staff, { caseId: world.ids.caseId, kind: "talk", language: "en", body }, testOrigin);

/** Two minutes pass at once: new keys settle, and this process asks for the keys again. */
async function pass(): Promise<void> {
  await owner.query("update organisation_key set created_at = created_at - interval '2 minutes'");
  clock += 120_000;
}

async function everything() {
  const { caseId, draftId } = world.ids;
  return {
    file: await getCase.execute(staff, { caseId }, testOrigin),
    names: await revealPerson.execute(staff, { caseId, what: "names" }, testOrigin),
    notes: await listNotes.execute(staff, { caseId }, testOrigin),
    draft: await getDraft.execute(staff, { draftId }, testOrigin),
    shared: await readShared.execute(world.holder, {}, testOrigin),
  };
}

async function giveSeed(userId: string, damage = (seed: Buffer) => seed): Promise<Buffer> {
  const { organisationId } = staff;
  await loadKeys(organisationId);
  const sealed = damage(Buffer.from(sealSeed(organisationId, "A SEED", userId)));
  const row = { organisation_id: organisationId, user_id: userId, seed_sealed: sealed };
  await insertAsOwner(database.ownerUrl, organisationId, [{ table: "totp", covering: userId, row }]);
  return sealed;
}

async function seedOf(userId: string): Promise<Buffer> {
  const select = "select seed_sealed from totp where user_id = $1";
  return (await owner.query<{ seed_sealed: Buffer }>(select, [userId])).rows[0]!.seed_sealed;
}

const lines: string[] = [];
const rotate = (wait = pass) => rotateKeys((line) => lines.push(line), wait);
const wrappedBy = async () =>
  (
    await rowsOf(
      database.ownerUrl,
      staff.organisationId,
      "select distinct wrapped_by from sealing_key order by 1",
      [],
    )
  ).map((row) => row["wrapped_by"]);
const organisationKeys = async () =>
  (
    await owner.query<{ number: number; wrapped_by: string; retired_at: Date | null }>(
      "select number, wrapped_by, retired_at from organisation_key where organisation_id = $1 order by number",
      [staff.organisationId],
    )
  ).rows;

describe("keys:rotate", () => {
  it("wraps everything anew under a new key, and all reads as before", async () => {
    const before = await everything();
    await rotate();
    const after = await everything();
    expect({ ...after, file: null }).toEqual({ ...before, file: null });
    expect(after.file.person).toEqual(before.file.person);
    await note("after the change");

    const key = inFile();
    expect(readFileSync(file, "utf8")).toContain('"other": "stays"');
    expect(key).toMatch(/^\S{44}$/);
    expect(key).not.toBe(firstKey);
    expect(readFileSync(join(folder, "former-sealing-keys"), "utf8")).toContain(firstKey);
    const name = nameOfKey(Buffer.from(key, "base64"));
    expect(await organisationKeys()).toMatchObject([
      { number: 1, wrapped_by: name, retired_at: expect.any(Date) },
      { number: 2, wrapped_by: name, retired_at: null },
    ]);
    expect(lines.join(" ")).not.toContain(key);
  });

  it("makes the former key useless: it opens nothing of this database any more", async () => {
    const former = inFile();
    await rotate();
    forgetKeys();
    vi.stubEnv("ONWARD_SEALING_KEY_FILE", "");
    vi.stubEnv("ONWARD_SEALING_KEY", former);
    await expect(loadKeys(staff.organisationId)).rejects.toThrow(InstallationKeyMissing);
    await expect(everything()).rejects.toThrow(InstallationKeyMissing);
  });

  it("goes on where it was stopped, and does not begin another time", async () => {
    const before = await everything();
    await expect(
      rotate(async () => {
        throw new Error("killed while waiting");
      }),
    ).rejects.toThrow("killed");
    // Half-way all still reads, old and new.
    await note("half-way");
    await everything();
    await rotate();
    expect(await organisationKeys()).toHaveLength(2);
    expect((await everything()).names).toEqual(before.names);
    expect(await wrappedBy()).toEqual([2]);
  });

  it("a second rotation makes a third key; retired ones go after a week", async () => {
    await rotate();
    await pass();
    await rotate();
    expect((await organisationKeys()).map(({ number }) => number)).toEqual([1, 2, 3]);
    const system = { kind: "system", organisationId: staff.organisationId, name: "keys" } as const;
    expect(await forgetRetiredKeys.execute(system, {}, testOrigin)).toEqual({ forgotten: [] });
    await owner.query("update organisation_key set retired_at = retired_at - interval '9 days'");
    expect(await forgetRetiredKeys.execute(system, {}, testOrigin)).toEqual({ forgotten: [1, 2] });
    forgetKeys();
    await everything();
  });

  it("seals the seeds of authenticator apps anew", async () => {
    const { organisationId, userId } = staff;
    const was = await giveSeed(userId);
    await rotate();
    await loadKeys(organisationId);
    const seed = await seedOf(userId);
    expect(seed.equals(was)).toBe(false);
    expect(seed.readUInt16BE(1)).toBe(2);
    expect(unsealSeed(organisationId, seed, userId)).toBe("A SEED");
  });

  it.each([
    ["sealed with other bytes", (seed: Buffer) => seed.fill(255 - seed[10]!, 10, 11)],
    ["cut short", (seed: Buffer) => seed.subarray(0, 2)],
    ["in no known form", (seed: Buffer) => seed.fill(7, 0, 1)],
  ])("goes past a seed %s, says whose it is, and seals the others anew", async (_how, damage) => {
    const { organisationId, userId } = staff;
    const colleagues = [
      await makeStaff(database.ownerUrl, house, "caseworker"),
      await makeStaff(database.ownerUrl, house, "coordinator"),
    ];
    const damaged = await giveSeed(userId, damage);
    for (const colleague of colleagues) await giveSeed(colleague.userId);
    const former = inFile();
    await rotate();
    expect(lines.at(-2)).toContain("of these accounts (1) do not open");
    expect(lines.at(-2)).toContain(userId);
    expect(inFile()).not.toContain(former);
    expect((await seedOf(userId)).equals(damaged)).toBe(true);
    await loadKeys(organisationId);
    for (const colleague of colleagues)
      expect(unsealSeed(organisationId, await seedOf(colleague.userId), colleague.userId)).toBe("A SEED");
    const rows = await rowsOf(
      database.ownerUrl,
      organisationId,
      "select covers, detail from audit_event where action = 'key.rewrap' and organisation_id = $1",
      [organisationId],
    );
    expect(rows).toMatchObject([{ detail: { seeds: 2 } }]);
    expect(rows[0]!["covers"]).not.toContain(userId);
    // The next rotation is stopped by it as little.
    await pass();
    await rotate();
    const sql = "delete from totp where user_id = $1";
    await changeAsOwner(database.ownerUrl, organisationId, [userId], sql, [userId]);
  });

  it("runs while people work: no read and no write fails", async () => {
    let over = false;
    const done = { reads: 0, notes: [] as string[] };
    const read = async () => {
      while (!over) {
        await everything();
        done.reads++;
      }
    };
    const write = async () => {
      while (!over) {
        const body = `note ${done.notes.length}`;
        await note(body);
        done.notes.push(body);
      }
    };
    const work = Promise.all([read(), read(), write()]);
    try {
      await rotate();
      await rotate();
    } finally {
      over = true;
      await work;
    }
    expect(done.reads).toBeGreaterThan(2);
    const written = (await listNotes.execute(staff, { caseId: world.ids.caseId }, testOrigin)).notes;
    expect(written.map(({ body }) => body)).toEqual(expect.arrayContaining(done.notes.slice(-10)));
  });

  it("goes past a key that does not open, names it, and retires the former all the same", async () => {
    const { caseId } = world.ids;
    await changeAsOwner(
      database.ownerUrl,
      staff.organisationId,
      [caseId],
      "update sealing_key set wrapped = set_byte(wrapped, 20, 255 - get_byte(wrapped, 20)) where id = $1",
      [caseId],
    );
    const former = inFile();
    await rotate();
    expect(lines.at(-2)).toContain(caseId);
    expect(inFile()).not.toContain(former);
    await changeAsOwner(
      database.ownerUrl,
      staff.organisationId,
      [caseId],
      "update sealing_key set wrapped = set_byte(wrapped, 20, 255 - get_byte(wrapped, 20)) where id = $1",
      [caseId],
    );
    await everything();
    await pass();
    await rotate();
    await everything();
  });

  it("is refused while another one runs", async () => {
    const both = await Promise.allSettled([rotate(), rotate()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = both.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    expect(refused.reason).toBeInstanceOf(Obstacle);
    expect(String(refused.reason)).toContain("already");
  });

  it("changes the file that a link leads to, and leaves its owner and mode", async () => {
    const link = join(folder, "link");
    symlinkSync(file, link);
    chmodSync(file, 0o640);
    chownSync(file, 1234, 4321);
    vi.stubEnv("ONWARD_SEALING_KEY_FILE", link);
    const former = inFile();
    await rotate();
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(inFile()).not.toBe(former);
    const { uid, gid, mode } = statSync(file);
    expect([uid, gid, mode & 0o777]).toEqual([1234, 4321, 0o640]);
    expect(statSync(join(folder, "former-sealing-keys")).mode & 0o777).toBe(0o600);
    chownSync(file, process.getuid!(), process.getgid!());
  });

  it("says what to do when the key is not its to change", async () => {
    const present = inFile();
    vi.stubEnv("ONWARD_SEALING_KEY_FILE", "");
    vi.stubEnv("ONWARD_SEALING_KEY", present);
    await expect(rotate()).rejects.toThrow(Obstacle);
    await expect(rotate()).rejects.toThrow(/write it before the present one/);
    const next = Buffer.alloc(32, 3).toString("base64");
    vi.stubEnv("ONWARD_SEALING_KEY", `${next} ${present}`);
    await rotate();
    vi.stubEnv("ONWARD_SEALING_KEY", next);
    forgetKeys();
    await everything();
  });
});
