import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getCase } from "@/lib/cases/reading/queries";
import { revealPerson } from "@/lib/cases/revealing/commands";
import type { Staff } from "@/lib/core/actor";
import { forgetKeys } from "@/lib/core/keys";
import { getDraft } from "@/lib/intake/queries";
import { addNote } from "@/lib/notes/commands";
import { listNotes } from "@/lib/notes/queries";
import { readShared } from "@/lib/referrals/answering/queries";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { rowsOf } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, testOrigin } from "@/lib/testing/staff";
import { type World, worldOf } from "@/lib/testing/world";
import { renewData } from "./renewal";

const database = useDatabase();
let staff: Staff;
let world: World;

beforeAll(() => forgetKeys());
beforeEach(async () => {
  const house = await makeOrganisation(database.ownerUrl);
  staff = await makeStaff(database.ownerUrl, house, "caseworker", { grants: ["health_notes"] });
  world = await worldOf(database.ownerUrl, staff);
  await note("for all of the case");
  await note("for few eyes", { privacy: "health" });
});

const note = (body: string, over: object = {}) =>
  addNote.execute(
    staff,
    { caseId: world.ids.caseId, kind: "talk", language: "en", body, ...over },
    testOrigin,
  );

async function everything() {
  const { caseId, draftId } = world.ids;
  const file = await getCase.execute(staff, { caseId }, testOrigin);
  return {
    person: file.person,
    goal: file.goal,
    names: await revealPerson.execute(staff, { caseId, what: "names" }, testOrigin),
    notes: await listNotes.execute(staff, { caseId }, testOrigin),
    draft: await getDraft.execute(staff, { draftId }, testOrigin),
    shared: await readShared.execute(world.holder, {}, testOrigin),
  };
}

/** As if the organisation's present key had been made just now: everything is older than it. */
async function asAfterRotation(): Promise<void> {
  await changeAsOwner(
    database.ownerUrl,
    staff.organisationId,
    [],
    "update organisation_key set created_at = now() where organisation_id = $1",
    [staff.organisationId],
  );
}

const keys = () =>
  rowsOf(
    database.ownerUrl,
    staff.organisationId,
    "select id, kind, encode(wrapped, 'hex') as wrapped, renewed_at from sealing_key order by id",
    [],
  );
const said: string[] = [];
const renewAll = () => renewData((line) => said.push(line));

describe("keys:rotate -- --data", () => {
  it("gives everybody a new key, and all reads as before", async () => {
    const [before, keysBefore] = [await everything(), await keys()];
    await asAfterRotation();
    await renewAll();
    expect(await everything()).toEqual(before);
    const after = await keys();
    expect(new Set(after.map(({ kind }) => kind))).toEqual(new Set(["case", "person", "draft", "note"]));
    for (const [i, { id, wrapped, renewed_at }] of after.entries()) {
      expect(keysBefore[i]!["id"]).toBe(id);
      expect(keysBefore[i]!["wrapped"]).not.toBe(wrapped);
      expect(renewed_at).toBeInstanceOf(Date);
    }
    await note("afterwards");
  });

  it("puts no former value back into use: under the new key it does not open", async () => {
    const bodies = () =>
      rowsOf(
        database.ownerUrl,
        staff.organisationId,
        "select id, encode(body_sealed, 'hex') as body from note where case_id = $1 and privacy = 'case'",
        [world.ids.caseId],
      );
    const [former] = await bodies();
    await asAfterRotation();
    await renewAll();
    await changeAsOwner(
      database.ownerUrl,
      staff.organisationId,
      [String(former!["id"])],
      "update note set body_sealed = decode($2, 'hex') where id = $1",
      [former!["id"], former!["body"]],
    );
    await expect(listNotes.execute(staff, { caseId: world.ids.caseId }, testOrigin)).rejects.toThrow();
  });

  it("leaves alone what was renewed already", async () => {
    await renewAll();
    const before = await keys();
    await renewAll();
    expect(await keys()).toEqual(before);
  });

  it("runs while people work: no read and no write fails, and nothing written is lost", async () => {
    await asAfterRotation();
    let over = false;
    let reads = 0;
    const written: string[] = [];
    const read = async () => {
      for (; !over; reads++) await everything();
    };
    const write = async () => {
      while (!over) {
        const body = `note ${written.length}`;
        await note(body);
        written.push(body);
      }
    };
    const work = Promise.all([read(), read(), write(), write()]);
    for (let round = 0; round < 5; round++) {
      await asAfterRotation();
      await renewAll();
    }
    over = true;
    await work;
    expect(reads).toBeGreaterThan(2);
    const notes = await rowsOf(
      database.ownerUrl,
      staff.organisationId,
      "select count(*)::int as n from note where case_id = $1",
      [world.ids.caseId],
    );
    expect(notes[0]!["n"]).toBe(written.length + 2);
    await asAfterRotation();
    await renewAll();
    await everything();
  });

  it("leaves whoever has something broken as they are, names them, and goes on with the rest", async () => {
    const [few] = (await keys()).filter(({ kind }) => kind === "note");
    const id = String(few!["id"]);
    await changeAsOwner(
      database.ownerUrl,
      staff.organisationId,
      [id],
      "update note set body_sealed = set_byte(body_sealed, 20, 255 - get_byte(body_sealed, 20)) where id = $1",
      [id],
    );
    await asAfterRotation();
    await expect(renewAll()).rejects.toThrow(id);
    const left = (await keys()).filter(({ renewed_at }) => renewed_at === null);
    expect(left.map((key) => key["id"])).toEqual([id]);
  });
});
