import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { extendHold, liftHold, placeHold, remindOfHolds } from "@/lib/retention/holding/commands";
import { handlers } from "@/lib/retention/holding/job-handlers";
import { listHoldsDue } from "@/lib/retention/holding/queries";
import { getKeptOfCase } from "@/lib/retention/reviewing/queries";
import { openTask } from "@/lib/tasks/commands";
import { makeCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { jobsOf } from "@/lib/testing/jobs";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
const day = 24 * 3_600_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();
let house: TestOrganisation;
let dara: Staff;
let lawyer: Staff;
let farLawyer: Staff;
let sok: Staff;
let chan: Staff;
let stranger: Staff;

beforeAll(async () => {
  const { ownerUrl } = database;
  house = await makeOrganisation(ownerUrl);
  dara = await makeStaff(ownerUrl, house, "caseworker");
  lawyer = await makeStaff(ownerUrl, house, "caseworker", { name: "Lawyer", grants: ["legal_notes"] });
  farLawyer = await makeStaff(ownerUrl, house, "caseworker", { team: 1, grants: ["legal_notes"] });
  sok = await makeStaff(ownerUrl, house, "coordinator", { name: "Sok" });
  chan = await makeStaff(ownerUrl, house, "coordinator", { name: "Chan" });
  stranger = await makeStaff(ownerUrl, await makeOrganisation(ownerUrl), "coordinator");
});

const place = (actor: Staff, caseId: string, over: object = {}) =>
  placeHold.execute(actor, { caseId, basis: "court_case", reviewAt: inDays(90), ...over }, testOrigin);
const extend = (actor: Staff, holdId: string, version: number, reviewAt = inDays(120)) =>
  extendHold.execute(actor, { holdId, version, reviewAt }, testOrigin);
const lift = (actor: Staff, holdId: string, version: number) =>
  liftHold.execute(actor, { holdId, version }, testOrigin);
const kept = (actor: Staff, caseId: string) => getKeptOfCase.execute(actor, { caseId }, testOrigin);
const rowOf = async (id: string) =>
  (await rowsOf(database.ownerUrl, house.id, "select * from legal_hold where id = $1", [id]))[0]!;

describe("hold.place", () => {
  it("protects a case, with the lawyer's words sealed and shown to few", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const reason = "Claim 22/114, the district court";
    const made = await place(lawyer, file.id, { reason });
    expect(made).toMatchObject({ version: 1, liftedAt: null });
    const row = await rowOf(made.holdId);
    expect(row).toMatchObject({ basis: "court_case", placed_by: lawyer.userId, lifted_at: null });
    expect(String(row.reason_sealed)).not.toContain("22/114");
    expect((await kept(sok, file.id)).hold).toMatchObject({
      reason,
      placedByName: "Lawyer",
      reviewLate: false,
    });
    expect((await kept(dara, file.id)).hold).toMatchObject({ reason: null, basis: "court_case" });
    const [event] = (await eventsOf(database.ownerUrl, house.id, "hold.place")).slice(-1);
    expect(event).toMatchObject({
      entity_id: made.holdId,
      case_id: file.id,
      detail: { basis: "court_case" },
    });
    expect(JSON.stringify(event)).not.toContain("district");
  });

  it("is for who coordinates the site, and for those granted legal notes who see the case", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    await expect(place(dara, file.id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(place(farLawyer, file.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(place(stranger, file.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await kept(dara, file.id)).may).toMatchObject({ placeHold: false, proposeErasure: true });
    expect((await kept(sok, file.id)).may).toMatchObject({ placeHold: true, reviewHold: false });
    await place(sok, file.id);
    expect((await kept(sok, file.id)).may).toMatchObject({
      ...{ placeHold: false, reviewHold: true, proposeErasure: false, clearPrivate: false },
    });
  });

  it.each([
    ["a day that is over", { reviewAt: inDays(-1) }, "reviewAt", "retention.error.dayInPast"],
    ["more than six months", { reviewAt: inDays(190) }, "reviewAt", "retention.error.reviewTooFar"],
    ["no day", { reviewAt: "soon" }, "reviewAt", "core.error.wrongKind"],
    ["another ground", { basis: "police_asked" }, "basis", "core.error.notInList"],
    ["words without end", { reason: "x".repeat(2_001) }, "reason", "core.error.tooLong"],
  ])("refuses %s", async (_what, over, field, error) => {
    const file = await makeCase(database.ownerUrl, dara);
    await expect(place(sok, file.id, over)).rejects.toMatchObject({
      code: "INVALID",
      fields: { [field]: error },
    });
  });

  it("twice makes one, also at once", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const tries = await Promise.allSettled([place(sok, file.id), place(chan, file.id)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(place(lawyer, file.id)).rejects.toMatchObject({
      fields: { "": "retention.error.heldAlready" },
    });
  });
});

describe("hold.extend and hold.lift", () => {
  it("move the review, then end the hold, and another can follow", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { holdId } = await place(sok, file.id);
    const reviewAt = inDays(150);
    expect(await extend(lawyer, holdId, 1, reviewAt)).toMatchObject({ version: 2, reviewAt });
    expect(await lift(chan, holdId, 2)).toMatchObject({ version: 3, liftedAt: expect.any(String) });
    expect(await rowOf(holdId)).toMatchObject({ lifted_by: chan.userId, version: 3 });
    expect((await kept(sok, file.id)).hold).toBeNull();
    for (const again of [extend, lift])
      await expect(again(sok, holdId, 3)).rejects.toMatchObject({
        fields: { "": "retention.error.liftedAlready" },
      });
    await place(sok, file.id);
    for (const action of ["hold.extend", "hold.lift"])
      expect((await eventsOf(database.ownerUrl, house.id, action)).at(-1)).toMatchObject({
        entity_id: holdId,
      });
  });

  it("refuse a stale page, somebody without the right, and one out of sight", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { holdId } = await place(sok, file.id);
    await expect(extend(sok, holdId, 4)).rejects.toMatchObject({ fields: { "": "core.error.stale" } });
    await expect(extend(sok, holdId, 1, inDays(400))).rejects.toMatchObject({ code: "INVALID" });
    await expect(lift(dara, holdId, 1)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(lift(farLawyer, holdId, 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(lift(stranger, holdId, 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const tries = await Promise.allSettled([lift(sok, holdId, 1), lift(chan, holdId, 1)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("the review of holds", () => {
  const system = () => ({ kind: "system", organisationId: house.id, name: "test" }) as const;
  const due = async () => (await listHoldsDue.execute(system(), {}, testOrigin)).holdIds;
  const openTasks = async (subjectId: string) => {
    for (const { organisationId: _own, ...task } of await jobsOf(database.ownerUrl, "task.open", {
      subjectId,
    }))
      await openTask.execute(system(), task, testOrigin);
  };
  const tasksOf = (id: string) =>
    rowsOf<{ assignee_id: string; status: string; due_at: Date }>(
      database.ownerUrl,
      house.id,
      "select assignee_id, status, due_at from task where subject_id = $1",
      [id],
    );
  const comes = (id: string, days: number) =>
    changeAsOwner(
      database.ownerUrl,
      house.id,
      [id],
      "update legal_hold set review_at = now() + $2 * interval '1 day' where id = $1",
      [id, days],
    );

  it("becomes a task of everybody who coordinates the site, once for each day set", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { holdId } = await place(sok, file.id);
    expect(await due()).not.toContain(holdId);
    await comes(holdId, 5);
    expect(await due()).toContain(holdId);
    await handlers[0]!.handle({}, testOrigin);
    await openTasks(holdId);
    const open = await tasksOf(holdId);
    expect(open.map(({ assignee_id }) => assignee_id).sort()).toEqual([sok.userId, chan.userId].sort());
    expect(await due()).not.toContain(holdId);

    await extend(sok, holdId, 1);
    expect((await tasksOf(holdId)).map(({ status }) => status)).toEqual(["done", "done"]);
    await comes(holdId, -1);
    expect(await due()).toContain(holdId);
    expect((await kept(sok, file.id)).hold).toMatchObject({ reviewLate: true });
    await remindOfHolds.execute(system(), { holdIds: [holdId] }, testOrigin);
    await openTasks(holdId);
    expect((await tasksOf(holdId)).map(({ status }) => status)).toEqual(["open", "open"]);
  });

  it("is not asked for once it was lifted", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { holdId } = await place(sok, file.id);
    await comes(holdId, 1);
    await lift(sok, holdId, 1);
    expect(await due()).not.toContain(holdId);
    await expect(remindOfHolds.execute(system(), { holdIds: [holdId] }, testOrigin)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
