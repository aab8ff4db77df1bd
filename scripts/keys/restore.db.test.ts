import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { disconnect } from "@/lib/core/db";
import { forgetKeys } from "@/lib/core/keys";
import { InstallationKeyMissing } from "@/lib/core/key-source";
import { forgetRetiredKeys } from "@/lib/keys/commands";
import { addNote } from "@/lib/notes/commands";
import { listNotes } from "@/lib/notes/queries";
import { confirmErasure, proposeErasure } from "@/lib/retention/erasing/commands";
import { makeCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { withDatabase } from "@/lib/testing/global-database";
import { makeOrganisation, makeStaff, testOrigin } from "@/lib/testing/staff";
import { rotateKeys } from "./rotation";

const database = useDatabase();
const backup = `onward_backup_${process.pid}`;
const story = "ខ្ញុំត្រូវបានគេលក់ពីរដង";
let folder: string;
let file: string;
let staff: Staff;
let caseId: string;
let clock = 0;

const asSuperuser = async (sql: string) => {
  const client = new pg.Client({ connectionString: inject("databaseUrls").superUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
};

beforeAll(async () => {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + clock);
  folder = mkdtempSync(join(tmpdir(), "onward-restore-"));
  file = join(folder, "secrets.json");
  writeFileSync(file, JSON.stringify({ sealingKey: Buffer.alloc(32, 1).toString("base64") }));
  vi.stubEnv("ONWARD_SEALING_KEY_FILE", file);
  forgetKeys();
  const house = await makeOrganisation(database.ownerUrl);
  staff = await makeStaff(database.ownerUrl, house, "caseworker");
  caseId = (await makeCase(database.ownerUrl, staff)).id;
  await addNote.execute(staff, { caseId, kind: "talk", language: "km", body: story }, testOrigin);

  await disconnect();
  await asSuperuser(
    `create database ${backup} template ${new URL(database.ownerUrl).pathname.slice(1)} owner onward_owner`,
  );

  const second = await makeStaff(database.ownerUrl, house, "coordinator");
  const proposed = await proposeErasure.execute(staff, { caseId, reason: "person_asked" }, testOrigin);
  await confirmErasure.execute(second, { erasureId: proposed.erasureId, version: 1 }, testOrigin);
});
afterAll(async () => {
  await disconnect();
  await asSuperuser(`drop database if exists ${backup} with (force)`);
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const asOwner = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
};

/** What the programs read of the case in this database, once they have asked it for its keys. */
async function notesIn(name: string): Promise<string[]> {
  await disconnect();
  forgetKeys();
  process.env.DATABASE_URL = withDatabase(database.appUrl, name);
  process.env.DATABASE_WORKER_URL = withDatabase(database.workerUrl, name);
  try {
    const { notes } = await listNotes.execute(staff, { caseId }, testOrigin);
    return notes.map(({ body }) => body ?? "");
  } finally {
    await disconnect();
    forgetKeys();
    process.env.DATABASE_URL = database.appUrl;
    process.env.DATABASE_WORKER_URL = database.workerUrl;
  }
}

describe("a backup from before an erasure", () => {
  it("opens with the key of its time: so it must end, and its day is on the certificate", async () => {
    expect(await notesIn(backup)).toEqual([story]);
    expect(await notesIn(new URL(database.ownerUrl).pathname.slice(1))).toEqual([]);
  });

  it("opens no more once the keys were changed and the former one is destroyed", async () => {
    await rotateKeys(
      () => {},
      async () => {
        await asOwner(
          database.ownerUrl,
          "update organisation_key set created_at = created_at - interval '2 minutes'",
        );
        clock += 120_000;
      },
    );
    await expect(notesIn(backup)).rejects.toThrow(InstallationKeyMissing);

    const former = readFileSync(join(folder, "former-sealing-keys"), "utf8").split(" ")[1]!.trim();
    const present = readFileSync(file, "utf8");
    writeFileSync(file, former);
    expect(await notesIn(backup)).toEqual([story]);
    writeFileSync(file, present);
  });

  it("nor with what the database of today knows of former keys, a week later", async () => {
    const retired = `select number, encode(wrapped, 'hex') as wrapped, wrapped_by from organisation_key where number = 1`;
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    const { rows } = await client.query<{ wrapped: string; wrapped_by: string }>(retired);
    const patched = `update organisation_key set wrapped = decode('${rows[0]!.wrapped}', 'hex'), wrapped_by = '${rows[0]!.wrapped_by}'`;
    await asOwner(withDatabase(database.ownerUrl, backup), patched);
    expect(await notesIn(backup)).toEqual([story]);

    await client.query("update organisation_key set retired_at = retired_at - interval '9 days'");
    const system = { kind: "system", organisationId: staff.organisationId, name: "keys" } as const;
    expect(await forgetRetiredKeys.execute(system, {}, testOrigin)).toEqual({ forgotten: [1] });
    expect((await client.query(retired)).rows).toEqual([]);
    await client.end();
  });
});
