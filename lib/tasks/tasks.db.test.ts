import { beforeAll, describe, expect, it } from "vitest";
import type { Staff, System } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { finishTask, openTask, postponeTask } from "@/lib/tasks/commands";
import { handlers } from "@/lib/tasks/job-handlers";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let caseworker: Staff;
let colleague: Staff;
let stranger: Staff;
let system: System;
let file: TestCase;

beforeAll(async () => {
  const { ownerUrl } = database;
  organisation = await makeOrganisation(ownerUrl);
  caseworker = await makeStaff(ownerUrl, organisation, "caseworker");
  colleague = await makeStaff(ownerUrl, organisation, "caseworker");
  const elsewhere = await makeOrganisation(ownerUrl, { name: "Harbour" });
  stranger = await makeStaff(ownerUrl, elsewhere, "caseworker");
  system = { kind: "system", organisationId: organisation.id, name: "test" };
  file = await makeCase(ownerUrl, caseworker);
});

const open = (more: object = {}) =>
  openTask.execute(
    system,
    { caseId: file.id, kind: "referral_answered", subjectId: newId(), ...more },
    testOrigin,
  );
const tasksAbout = (subjectId: string) =>
  rowsOf(database.ownerUrl, organisation.id, "select * from task where subject_id = $1", [subjectId]);

describe("task.open", () => {
  it("asks the caseworker of the case", async () => {
    const subjectId = newId();
    const dueAt = "2027-01-02T03:04:05.000Z";
    const task = openTask.output.parse(await open({ subjectId, dueAt }));
    expect(task).toMatchObject({ status: "open", dueAt, version: 1 });
    expect(await tasksAbout(subjectId)).toMatchObject([{ assignee_id: caseworker.userId, case_id: file.id }]);
    const events = await eventsOf(database.ownerUrl, organisation.id, "task.open");
    expect(events.find(({ entity_id }) => entity_id === task.id)).toMatchObject({
      actor_kind: "system",
      case_id: file.id,
      detail: { kind: "referral_answered" },
    });
  });

  it("makes one task of one cause, however often the job runs, also at once", async () => {
    const [job] = handlers;
    const subjectId = newId();
    const causedAt = new Date().toISOString();
    const payload = {
      organisationId: organisation.id,
      caseId: file.id,
      kind: "referral_late" as const,
      subjectId,
      causedAt,
    };
    await Promise.all([job!.handle(payload, testOrigin), job!.handle(payload, testOrigin)]);
    const [{ id, version }] = (await tasksAbout(subjectId)) as [{ id: string; version: number }];
    await finishTask.execute(caseworker, { taskId: id, version }, testOrigin);
    await job!.handle(payload, testOrigin);
    expect(await tasksAbout(subjectId)).toMatchObject([{ id, status: "done" }]);
  });

  it("opens a task again for a newer cause", async () => {
    const subjectId = newId();
    const { id } = await open({ subjectId, causedAt: "2026-11-01T00:00:00.000Z" });
    await finishTask.execute(caseworker, { taskId: id, version: 1 }, testOrigin);
    const again = await open({ subjectId, causedAt: "2026-11-02T00:00:00.000Z" });
    expect(again).toMatchObject({ id, status: "open", version: 3 });
    expect(await tasksAbout(subjectId)).toMatchObject([{ done_at: null }]);
  });

  it("is for the program alone, within its organisation", async () => {
    const input = { caseId: file.id, kind: "referral_late", subjectId: newId() };
    await expect(openTask.execute(caseworker, input, testOrigin)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const elsewhere = { ...system, organisationId: stranger.organisationId };
    await expect(openTask.execute(elsewhere, input, testOrigin)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("task.finish and task.postpone", () => {
  const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000).toISOString();
  const finish = (staff: Staff, taskId: string, version: number) =>
    finishTask.execute(staff, { taskId, version }, testOrigin);
  const postpone = (staff: Staff, taskId: string, version: number, until: string) =>
    postponeTask.execute(staff, { taskId, version, until }, testOrigin);

  it("puts off and finishes", async () => {
    const { id } = await open();
    expect(await postpone(caseworker, id, 1, inDays(3))).toMatchObject({ status: "later", version: 2 });
    expect(await finish(colleague, id, 2)).toMatchObject({ status: "done", version: 3 });
    await expect(finish(caseworker, id, 3)).rejects.toMatchObject({
      fields: { "": "tasks.error.alreadyDone" },
    });
    const events = await eventsOf(database.ownerUrl, organisation.id, "task.postpone");
    expect(events.at(-1)).toMatchObject({
      entity_id: id,
      case_id: file.id,
      detail: { from: "open", to: "later" },
    });
  });

  it("refuses other times, stale versions, strangers", async () => {
    const { id } = await open();
    await expect(postpone(caseworker, id, 1, inDays(-1))).rejects.toMatchObject({
      code: "INVALID",
      fields: { until: "tasks.error.untilInPast" },
    });
    await expect(postpone(caseworker, id, 1, inDays(31))).rejects.toMatchObject({
      fields: { until: "tasks.error.untilTooFar" },
    });
    await expect(finish(caseworker, id, 2)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(finish(stranger, id, 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("lets one of two at once win", async () => {
    const { id } = await open();
    const both = await Promise.allSettled([finish(caseworker, id, 1), finish(colleague, id, 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
