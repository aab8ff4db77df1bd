import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { dayOf, startOfDay } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { getDay } from "@/lib/day/queries";
import { saveDraft } from "@/lib/intake/commands";
import { listReferrals } from "@/lib/referrals/queries";
import { makeCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { makeSentReferral } from "@/lib/testing/referrals";
import {
  insertAsOwner,
  makeOrganisation,
  makeStaff,
  type TestOrganisation,
  testOrigin,
} from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;

beforeAll(async () => void (organisation = await makeOrganisation(database.ownerUrl)));

const newcomer = () => makeStaff(database.ownerUrl, organisation, "caseworker");
const dayFor = async (staff: Staff) => getDay.output.parse(await getDay.execute(staff, {}, testOrigin));
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
const tomorrow = startOfDay(dayOf(new Date()), 1);

async function add(table: "task" | "need", row: Record<string, unknown>): Promise<string> {
  const id = newId();
  await insertAsOwner(database.ownerUrl, organisation.id, [
    { table, covering: id, row: { organisation_id: organisation.id, id, ...row } },
  ]);
  return id;
}
const addTask = (staff: Staff, caseId: string, over: object) =>
  add("task", {
    case_id: caseId,
    assignee_id: staff.userId,
    kind: "case_assigned",
    subject_id: newId(),
    due_at: new Date(),
    ...over,
  });
const addNeed = (staff: Staff, caseId: string, over: object) =>
  add("need", {
    case_id: caseId,
    type_code: "N01",
    urgency: "soon",
    status: "wanted",
    person_agrees: "yes",
    identified_at: new Date(),
    identified_by: staff.userId,
    due_at: new Date(),
    ...over,
  });

describe("day.get", () => {
  it("is empty for whoever has nothing to do", async () => {
    const day = await dayFor(await newcomer());
    expect(day).toEqual({
      now: expect.any(String),
      tasks: [],
      needs: [],
      referrals: [],
      drafts: [],
      waiting: [],
      later: [],
    });
  });

  it("gives the tasks of whoever asks: to do now in order, put off until later apart", async () => {
    const staff = await newcomer();
    const file = await makeCase(database.ownerUrl, staff);
    const paper = await addTask(staff, file.id, { kind: "consent_expiring", due_at: inHours(-9) });
    const promise = await addTask(staff, file.id, { kind: "feedback_due", due_at: inHours(9) });
    const backAgain = await addTask(staff, file.id, {
      kind: "referral_retry",
      status: "later",
      later_until: inHours(-1),
    });
    const putOff = await addTask(staff, file.id, { status: "later", later_until: inHours(48) });
    await addTask(staff, file.id, { status: "done" });
    await addTask(await newcomer(), file.id, {});
    const { tasks, later } = await dayFor(staff);
    expect(tasks.map(({ id }) => id)).toEqual([promise, backAgain, paper]);
    expect(tasks.map(({ late }) => late)).toEqual([false, true, true]);
    expect(tasks[0]).toMatchObject({
      kind: "feedback_due",
      caseId: file.id,
      code: file.code,
      initials: null,
      language: "id",
      version: 1,
      laterUntil: null,
    });
    expect(later.map(({ id }) => id)).toEqual([putOff]);
  });

  it("gives open needs of one's own people that are due today or before", async () => {
    const staff = await newcomer();
    const colleague = await newcomer();
    const file = await makeCase(database.ownerUrl, staff);
    const late = await addNeed(staff, file.id, { due_at: inHours(-30) });
    const tonight = await addNeed(staff, file.id, { due_at: new Date(+tomorrow - 1), type_code: "N07" });
    await addNeed(staff, file.id, { due_at: tomorrow, type_code: "N02" });
    await addNeed(staff, file.id, { due_at: inHours(-30), status: "met", type_code: "N03" });
    const ended = await makeCase(database.ownerUrl, staff, { status: "closed" });
    await addNeed(staff, ended.id, { due_at: inHours(-30) });
    const theirs = await makeCase(database.ownerUrl, colleague);
    await addNeed(staff, theirs.id, { due_at: inHours(-30) });
    const { needs } = await dayFor(staff);
    expect(needs.map(({ id }) => id)).toEqual([late, tonight]);
    expect(needs[0]).toMatchObject({ typeCode: "N01", late: true, sensitive: false, code: file.code });
    expect(needs[1]).toMatchObject({ typeCode: "N07", sensitive: true });
  });

  it("parts referrals into late ones and those that wait, and says each once", async () => {
    const staff = await newcomer();
    const [waiting, late, told] = [
      await makeSentReferral(database.ownerUrl, staff),
      await makeSentReferral(database.ownerUrl, staff),
      await makeSentReferral(database.ownerUrl, staff),
    ];
    await makeSentReferral(database.ownerUrl, await newcomer());
    for (const { id } of [late, told])
      await changeAsOwner(
        database.ownerUrl,
        organisation.id,
        [id],
        "update referral set next_due_at = now() - interval '1 hour' where id = $1",
        [id],
      );
    await addTask(staff, told.file.id, { kind: "referral_late", subject_id: told.id });
    const day = await dayFor(staff);
    expect(day.waiting.map(({ id }) => id)).toEqual([waiting.id]);
    expect(day.referrals.map(({ id }) => id)).toEqual([late.id]);
    expect(day.tasks).toMatchObject([{ kind: "referral_late", subjectId: told.id }]);
    expect(day.waiting[0]).toMatchObject({
      status: "sent",
      late: false,
      partnerName: waiting.partner.name,
      caseId: waiting.file.id,
    });
    const { total } = await listReferrals.execute(staff, { mine: "1", late: "1" }, testOrigin);
    expect(total).toBe(2);
  });

  it("gives one's own drafts, the latest first, and nobody else's", async () => {
    const staff = await newcomer();
    const save = (step: string) =>
      saveDraft.execute(staff, { level: "l0", step, answers: { safeTonight: "no" } }, testOrigin);
    const first = await save("tonight");
    const second = await save("name");
    const { drafts } = await dayFor(staff);
    expect(drafts.map(({ draftId }) => draftId)).toEqual([second.draftId, first.draftId]);
    expect(drafts[0]).toMatchObject({
      level: "l0",
      step: "name",
      answered: 1,
      caseId: null,
      code: null,
      version: 1,
    });
    expect(drafts[0]!.pages).toBeGreaterThan(5);
    expect(drafts.map(({ abandoned }) => abandoned)).toEqual([false, false]);
    await changeAsOwner(
      database.ownerUrl,
      organisation.id,
      [first.draftId],
      "update intake_draft set updated_at = now() - interval '31 days' where id = $1",
      [first.draftId],
    );
    expect((await dayFor(staff)).drafts.map(({ abandoned }) => abandoned)).toEqual([false, true]);
    expect((await dayFor(await newcomer())).drafts).toEqual([]);
  });

  it("is not for administrators", async () => {
    const administrator = await makeStaff(database.ownerUrl, organisation, "administrator");
    await expect(getDay.execute(administrator, {}, testOrigin)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
