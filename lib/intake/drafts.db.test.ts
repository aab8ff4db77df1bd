import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { discardDraft, saveDraft } from "@/lib/intake/commands";
import { getDraft, listDrafts } from "@/lib/intake/queries";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { keptOfDraft } from "@/lib/testing/drafts";
import { eventsOf } from "@/lib/testing/owner";
import { registerSomebody } from "@/lib/testing/registration";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let mate: Staff;
let stranger: Staff;

beforeAll(async () => {
  house = await makeOrganisation(database.ownerUrl);
  const other = await makeOrganisation(database.ownerUrl, { name: "Other House" });
  dara = await makeStaff(database.ownerUrl, house, "caseworker");
  mate = await makeStaff(database.ownerUrl, house, "caseworker", { name: "Mate" });
  stranger = await makeStaff(database.ownerUrl, other, "caseworker");
});

const save = (actor: Staff, input: object) =>
  saveDraft.execute(actor, { level: "l0", step: "name", answers: {}, ...input }, testOrigin);
const open = (actor: Staff, draftId: string) => getDraft.execute(actor, { draftId }, testOrigin);
const list = async (actor: Staff) => (await listDrafts.execute(actor, {}, testOrigin)).drafts;

describe("draft.save", () => {
  it("keeps half an intake, sealed, and goes on from there", async () => {
    const answers = { canTalkSafely: "yes", name: { full: "ณัฐ" }, age: { birthDate: { year: "25" } } };
    const { draftId, version, savedAt } = await save(dara, { answers, step: "age" });
    expect(version).toBe(1);
    expect(await open(dara, draftId)).toEqual({
      draftId,
      level: "l0",
      step: "age",
      answered: 3,
      pages: 8,
      caseId: null,
      code: null,
      updatedAt: savedAt,
      version: 1,
      answers,
    });
    const more = { ...answers, safeTonight: "declined", dangerFrom: ["not_asked"] };
    expect(await save(dara, { draftId, version: 1, answers: more })).toMatchObject({ draftId, version: 2 });
    expect(await open(dara, draftId)).toMatchObject({ version: 2, answered: 5, answers: more });
    const { drafts, keys } = await keptOfDraft(database.ownerUrl, dara, draftId);
    expect(keys).toBe(1);
    expect(drafts[0]!.toString()).not.toContain("ณัฐ");
    const events = (await eventsOf(database.ownerUrl, house.id, "draft.save")).filter(
      (event) => event.entity_id === draftId,
    );
    expect(events).toMatchObject([{ detail: { step: "age" } }, { detail: { step: "name" } }]);
    expect(JSON.stringify(events)).not.toContain("declined");
  });

  it("is one draft when the first save is sent twice under an id of the caller's", async () => {
    const draftId = newId();
    await save(dara, { draftId, answers: { hurtNow: "no" } });
    expect(await save(dara, { draftId, answers: { hurtNow: "yes_now" } })).toMatchObject({
      draftId,
      version: 2,
    });
    expect((await list(dara)).filter((draft) => draft.draftId === draftId)).toHaveLength(1);
  });

  it("tells the second of two screens that the draft has moved on", async () => {
    const { draftId } = await save(dara, {});
    const tries = await Promise.allSettled([
      save(dara, { draftId, version: 1 }),
      save(dara, { draftId, version: 1 }),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(tries.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "CONFLICT", fields: { "": "intake.error.draftStale" } },
    });
  });

  it("does not bring back a draft that is gone", async () => {
    const { draftId } = await save(dara, {});
    await discardDraft.execute(dara, { draftId }, testOrigin);
    await expect(save(dara, { draftId, version: 1 })).rejects.toMatchObject({
      code: "CONFLICT",
      fields: { "": "intake.error.draftGone" },
    });
  });

  it("goes on from a visible, open case only, and shows its code", async () => {
    const { caseId, code } = await registerSomebody(dara);
    const { draftId } = await save(dara, { level: "l1", step: "exit", caseId });
    expect(await open(dara, draftId)).toMatchObject({ caseId, code, pages: 9 });
    await expect(save(stranger, { level: "l1", caseId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await changeAsOwner(
      database.ownerUrl,
      house.id,
      [caseId],
      "update case_file set status = 'closed' where id = $1",
      [caseId],
    );
    await expect(save(dara, { level: "l1", caseId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("goes on no more once its case is restricted or erased, and is still there to discard", async () => {
    const answers = { name: { full: "Budi Santoso" } };
    const { caseId } = await registerSomebody(dara);
    const { draftId } = await save(dara, { level: "l1", step: "exit", caseId, answers });
    for (const change of [
      "status = 'restricted', status_before = status, restricted_at = now(), restricted_because = 'person_asked'",
      "status = 'erased', status_before = null, restricted_at = null, restricted_because = null",
    ]) {
      const sql = `update case_file set ${change} where id = $1`;
      await changeAsOwner(database.ownerUrl, house.id, [caseId], sql, [caseId]);
      for (const more of [{}, { caseId }, { caseId: (await registerSomebody(dara)).caseId }])
        await expect(save(dara, { draftId, version: 1, level: "l1", ...more })).rejects.toMatchObject({
          code: "FORBIDDEN",
        });
      await expect(open(dara, draftId)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect((await list(dara)).find((draft) => draft.draftId === draftId)).toMatchObject({ code: null });
    }
    expect(await discardDraft.execute(dara, { draftId }, testOrigin)).toEqual({ draftId });
    const events = await eventsOf(database.ownerUrl, house.id, "draft.save");
    expect(events.filter((event) => event.entity_id === draftId && event.kind === "write")).toMatchObject([
      { case_id: caseId },
    ]);
  });

  it("stays with the case of its first save", async () => {
    const { caseId } = await registerSomebody(dara);
    const { draftId } = await save(dara, { level: "l1", caseId });
    await save(dara, { draftId, version: 1, level: "l1", answers: { wishes: "declined" } });
    expect(await open(dara, draftId)).toMatchObject({ caseId, answered: 1 });
    const events = await eventsOf(database.ownerUrl, house.id, "draft.save");
    expect(events.filter((event) => event.entity_id === draftId).map((event) => event.case_id)).toEqual([
      caseId,
      caseId,
    ]);
  });

  it("takes no words for the page at which to go on", async () => {
    await expect(save(dara, { step: "Budi Santoso +62 812" })).rejects.toMatchObject({
      code: "INVALID",
      fields: { step: "core.error.notInList" },
    });
    expect(await save(dara, { step: "check" })).toMatchObject({ version: 1 });
  });

  it.each([
    ["an unknown answer", { answers: { story: "long" } }],
    ["an answer that is not in the list", { answers: { hurtNow: "a bit" } }],
    ["text too long", { answers: { goal: { text: "x".repeat(2_001) } } }],
    ["control characters", { answers: { name: { full: "a\u0001" } } }],
    ["another level", { level: "l2" }],
    ["a date that is a number", { answers: { age: { birthDate: { year: 1999 } } } }],
  ])("refuses %s", async (_what, input) => {
    await expect(save(dara, input)).rejects.toMatchObject({ code: "INVALID" });
  });

  it("is for people with cases", async () => {
    const admin = await makeStaff(database.ownerUrl, house, "administrator");
    await expect(save(admin, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("one's own drafts", () => {
  it("are nobody else's: not to list, open, change or discard", async () => {
    const { draftId } = await save(dara, { answers: { safeTonight: "no" } });
    for (const actor of [mate, stranger]) {
      expect((await list(actor)).map((draft) => draft.draftId)).not.toContain(draftId);
      await expect(open(actor, draftId)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(discardDraft.execute(actor, { draftId }, testOrigin)).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
      await expect(save(actor, { draftId, version: 1 })).rejects.toMatchObject({ code: "CONFLICT" });
    }
    await expect(save(mate, { draftId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await open(dara, draftId)).toMatchObject({ version: 1, answers: { safeTonight: "no" } });
  });

  it("are listed with the last changed first, without answers", async () => {
    const [one, two] = [await save(mate, { answers: { name: { full: "First" } } }), await save(mate, {})];
    await save(mate, { draftId: one.draftId, version: 1, answers: { name: { full: "First" } } });
    const drafts = await list(mate);
    expect(drafts.map(({ draftId }) => draftId)).toEqual([one.draftId, two.draftId]);
    expect(JSON.stringify(drafts)).not.toContain("First");
  });

  it("go for good, with their key", async () => {
    const { draftId } = await save(dara, {});
    expect(await discardDraft.execute(dara, { draftId }, testOrigin)).toEqual({ draftId });
    await expect(open(dara, draftId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await keptOfDraft(database.ownerUrl, dara, draftId)).toEqual({ drafts: [], keys: 0 });
    expect(await eventsOf(database.ownerUrl, house.id, "draft.discard")).toContainEqual(
      expect.objectContaining({ entity_id: draftId, kind: "write" }),
    );
    await expect(discardDraft.execute(dara, { draftId }, testOrigin)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
