import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { addNote, revealNote } from "@/lib/notes/commands";
import { listNotes } from "@/lib/notes/queries";
import { makeCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf, runAs } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let mate: Staff;
let otherTeam: Staff;
let stranger: Staff;

beforeAll(async () => {
  house = await makeOrganisation(database.ownerUrl);
  const other = await makeOrganisation(database.ownerUrl, { name: "Other House" });
  dara = await makeStaff(database.ownerUrl, house, "caseworker");
  mate = await makeStaff(database.ownerUrl, house, "caseworker", { name: "Mate" });
  otherTeam = await makeStaff(database.ownerUrl, house, "caseworker", { team: 1 });
  stranger = await makeStaff(database.ownerUrl, other, "coordinator");
});

const note = { kind: "talk", language: "km", body: "គាត់ចង់ទូរសព្ទទៅម្តាយ" };
const add = (actor: Staff, caseId: string, over: object = {}, key?: string) =>
  addNote.execute(actor, { caseId, ...note, ...over }, testOrigin, key);
const list = (actor: Staff, input: object) => listNotes.execute(actor, input, testOrigin);

describe("note.add", () => {
  it("seals what was written, and says only that it was", async () => {
    const { id: caseId } = await makeCase(database.ownerUrl, dara);
    const { noteId, occurredAt } = await add(dara, caseId, { occurredAt: "2026-11-20T16:10:00+07:00" });
    expect(occurredAt).toBe("2026-11-20T09:10:00.000Z");
    const rows = await rowsOf(database.ownerUrl, house.id, "select * from note where id = $1", [noteId]);
    expect(rows).toMatchObject([{ case_id: caseId, author_id: dara.userId, kind: "talk", language: "km" }]);
    expect(rows[0]!["body_sealed"].toString()).not.toContain("ម្តាយ");
    const events = (await eventsOf(database.ownerUrl, house.id, "note.add")).filter(
      (event) => event.entity_id === noteId,
    );
    expect(events).toMatchObject([
      { case_id: caseId, kind: "write", detail: { kind: "talk", language: "km", privacy: "case" } },
    ]);
    expect(JSON.stringify(events)).not.toContain("ម្តាយ");
  });

  it("takes now for the time, and a phone's clock five minutes ahead, but no more", async () => {
    const { id: caseId } = await makeCase(database.ownerUrl, dara);
    const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    await add(dara, caseId);
    await add(dara, caseId, { occurredAt: ahead(4) });
    await expect(add(dara, caseId, { occurredAt: ahead(7) })).rejects.toMatchObject({
      code: "INVALID",
      fields: { occurredAt: "notes.error.inFuture" },
    });
  });

  it("has one effect for one key", async () => {
    const { id: caseId } = await makeCase(database.ownerUrl, dara);
    const key = newId();
    const [one, two] = [await add(dara, caseId, {}, key), await add(dara, caseId, {}, key)];
    expect(two).toEqual(one);
    expect((await list(dara, { caseId })).notes).toHaveLength(1);
  });

  it("is refused on closed cases and those out of sight", async () => {
    const { id: caseId } = await makeCase(database.ownerUrl, dara);
    for (const actor of [otherTeam, stranger])
      await expect(add(actor, caseId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(add(dara, newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
    const admin = await makeStaff(database.ownerUrl, house, "administrator");
    await expect(add(admin, caseId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await changeAsOwner(
      database.ownerUrl,
      house.id,
      [caseId],
      "update case_file set status = 'closed' where id = $1",
      [caseId],
    );
    await expect(add(dara, caseId)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it.each([
    ["an empty body", { body: " \n " }, "body"],
    ["a body too long", { body: "x".repeat(10_001) }, "body"],
    ["control characters", { body: "a\u001b[0m" }, "body"],
    ["a kind not in the list", { kind: "secret" }, "kind"],
    ["a language in words", { language: "Khmer" }, "language"],
    ["a time without zone", { occurredAt: "2026-11-20T16:10:00" }, "occurredAt"],
    ["an unknown field", { author: "me" }, "author"],
  ])("refuses %s", async (_what, over, field) => {
    await expect(add(dara, newId(), over)).rejects.toMatchObject({
      code: "INVALID",
      fields: { [field]: expect.any(String) },
    });
  });
});

describe("note.list", () => {
  it("opens a page at a time, last happening first, and leaves a view event", async () => {
    const { id: caseId } = await makeCase(database.ownerUrl, dara);
    for (const [actor, day] of [
      [dara, 3],
      [mate, 1],
      [dara, 2],
    ] as const) {
      await add(actor, caseId, { body: `Day ${day}\nsecond line`, occurredAt: `2026-11-0${day}T08:00:00Z` });
    }
    const first = await list(mate, { caseId, limit: "2" });
    listNotes.output.parse(first);
    expect(first.notes.map(({ body, authorName }) => [body, authorName])).toEqual([
      ["Day 3\nsecond line", "Dara"],
      ["Day 2\nsecond line", "Dara"],
    ]);
    const rest = await list(mate, { caseId, limit: "2", after: first.next! });
    expect(rest).toMatchObject({ notes: [{ body: "Day 1\nsecond line", authorName: "Mate" }], next: null });
    const views = (await eventsOf(database.ownerUrl, house.id, "note.list")).filter(
      (event) => event.case_id === caseId,
    );
    expect(views).toMatchObject([
      { kind: "view", actor_id: mate.userId, detail: { count: 2 } },
      { kind: "view", detail: { count: 1 } },
    ]);
  });

  it("is not there for others", async () => {
    const { id: caseId } = await makeCase(database.ownerUrl, dara);
    for (const actor of [otherTeam, stranger]) {
      await expect(list(actor, { caseId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await list(dara, { caseId })).toEqual({ notes: [], next: null });
  });
});

describe("a note for few eyes", () => {
  const canary = "CANARY-pregnant-and-afraid";
  const reveal = (actor: Staff, noteId: string, reason = "safety") =>
    revealNote.execute(actor, { noteId, reason }, testOrigin);
  const keyRows = (actor: Staff, noteId: string) =>
    runAs(database.appUrl, actor, ["select id from sealing_key where id = $1", [noteId]]);

  it("is opened by its author, the caseworker and who was granted it, and to others shows that it is there", async () => {
    const { id: caseId } = await makeCase(database.ownerUrl, dara);
    const nurse = await makeStaff(database.ownerUrl, house, "caseworker", {
      name: "Nurse",
      grants: ["health_notes"],
    });
    const lawyer = await makeStaff(database.ownerUrl, house, "caseworker", {
      name: "Law",
      grants: ["legal_notes"],
    });
    const lead = await makeStaff(database.ownerUrl, house, "coordinator", { name: "Lead" });
    const awayNurse = await makeStaff(database.ownerUrl, house, "caseworker", {
      team: 1,
      grants: ["health_notes"],
    });
    const { noteId } = await add(mate, caseId, { privacy: "health", body: canary, language: "en" });

    for (const actor of [mate, dara, nurse]) {
      expect(await reveal(actor, noteId)).toEqual({ body: canary, language: "en" });
      expect((await list(actor, { caseId })).notes).toMatchObject([
        { privacy: "health", body: null, mayReveal: true },
      ]);
    }
    for (const actor of [lead, lawyer]) {
      await expect(reveal(actor, noteId)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await keyRows(actor, noteId)).toEqual([]);
      expect((await list(actor, { caseId })).notes).toEqual([
        expect.objectContaining({
          kind: "talk",
          authorName: "Mate",
          privacy: "health",
          body: null,
          mayReveal: false,
        }),
      ]);
    }
    for (const actor of [otherTeam, awayNurse, stranger]) {
      await expect(reveal(actor, noteId)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await keyRows(actor, noteId)).toEqual([]);
    }
    const views = (await eventsOf(database.ownerUrl, house.id, "note.reveal")).filter(
      ({ entity_id, kind }) => entity_id === noteId && kind === "view",
    );
    expect(views).toHaveLength(3);
    expect(views[0]).toMatchObject({ case_id: caseId, reason: "safety", detail: { privacy: "health" } });
  });

  it("closes with the grant", async () => {
    const { id: caseId } = await makeCase(database.ownerUrl, dara);
    const nurse = await makeStaff(database.ownerUrl, house, "caseworker", { grants: ["health_notes"] });
    const { noteId } = await add(dara, caseId, { privacy: "health", body: canary });
    await changeAsOwner(
      database.ownerUrl,
      house.id,
      [nurse.userId],
      "update access_grant set ends_at = now() where user_id = $1",
      [nurse.userId],
    );
    expect(await keyRows(nurse, noteId)).toEqual([]);
    await expect(reveal(nurse, noteId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("has a reason from the list", async () => {
    const { id: caseId } = await makeCase(database.ownerUrl, dara);
    const { noteId } = await add(dara, caseId, { privacy: "legal", body: canary });
    for (const reason of ["", "because"])
      await expect(reveal(dara, noteId, reason)).rejects.toMatchObject({
        fields: { reason: expect.any(String) },
      });
    const plain = await add(dara, caseId);
    await expect(reveal(dara, plain.noteId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
