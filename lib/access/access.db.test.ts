import { beforeAll, describe, expect, it } from "vitest";
import { answerAccess, reviewAccess } from "@/lib/access/answering/commands";
import { askForAccess, breakGlass, endAccess } from "@/lib/access/commands";
import { handlers } from "@/lib/access/job-handlers";
import { getVisit, listAccesses, lookUpCase } from "@/lib/access/queries";
import { assignCase } from "@/lib/cases/assigning/commands";
import { getCase, getTimeline } from "@/lib/cases/reading/queries";
import type { Staff } from "@/lib/core/actor";
import { getDay } from "@/lib/day/queries";
import { addNote } from "@/lib/notes/commands";
import { finishTask, openTask } from "@/lib/tasks/commands";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { jobsOf } from "@/lib/testing/jobs";
import { eventsOf, rowsOf, runAs } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
const reason = "She called the hotline from a taxi and has nobody to open the door";
const hour = 3_600_000;
let house: TestOrganisation;
let dara: Staff;
let vanna: Staff;
let sok: Staff;
let duty: Staff;
let stranger: Staff;

beforeAll(async () => {
  const { ownerUrl } = database;
  house = await makeOrganisation(ownerUrl);
  const other = await makeOrganisation(ownerUrl, { name: "Other House" });
  dara = await makeStaff(ownerUrl, house, "caseworker");
  vanna = await makeStaff(ownerUrl, house, "caseworker", { team: 1, name: "Vanna" });
  sok = await makeStaff(ownerUrl, house, "coordinator", { name: "Sok" });
  duty = await makeStaff(ownerUrl, house, "limited", { name: "Duty", grants: ["duty_officer"] });
  stranger = await makeStaff(ownerUrl, other, "coordinator", { name: "Stranger" });
});

const now = async (staff: Staff) => (await signedIn(staff)).actor;
const lookUp = (actor: Staff, code: string) => lookUpCase.execute(actor, { code }, testOrigin);
const list = (actor: Staff, input: object = {}) => listAccesses.execute(actor, input, testOrigin);
const ask = (actor: Staff, code: string, why = reason) =>
  askForAccess.execute(actor, { code, reason: why }, testOrigin);
const glass = (actor: Staff, code: string, why = reason) =>
  breakGlass.execute(actor, { code, reason: why }, testOrigin);
const answer = (actor: Staff, accessId: string, over: object = {}) =>
  answerAccess.execute(actor, { accessId, version: 1, answer: "grant", ...over }, testOrigin);
const review = (actor: Staff, accessId: string, over: object = {}) =>
  reviewAccess.execute(actor, { accessId, version: 1, outcome: "justified", ...over }, testOrigin);
const open = (actor: Staff, { id }: TestCase) => getCase.execute(actor, { caseId: id }, testOrigin);
const seesBySql = async (actor: Staff, { id }: TestCase) =>
  (await runAs(database.appUrl, actor, ["select id from case_file where id = $1", [id]])).length === 1;
const accessRow = async (id: string) =>
  (await rowsOf(database.ownerUrl, house.id, "select * from case_access where id = $1", [id]))[0]!;
const overAnHourAgo = (id: string) =>
  changeAsOwner(
    database.ownerUrl,
    house.id,
    [id],
    `update case_access set created_at = created_at - interval '30 minutes', answered_at = answered_at - interval '80 hours',
      ends_at = now() - interval '1 second', review_due_at = review_due_at - interval '80 hours' where id = $1`,
    [id],
  );
/** What the worker would do: the tasks that were sent, opened. */
async function openTasks(accessId: string): Promise<void> {
  for (const { organisationId, ...task } of await jobsOf(database.ownerUrl, "task.open", {
    subjectId: accessId,
  }))
    await openTask.execute(
      { kind: "system", organisationId: organisationId as string, name: "tasks" },
      task,
      testOrigin,
    );
}
const tasksOf = (accessId: string) =>
  rowsOf(database.ownerUrl, house.id, "select * from task where subject_id = $1 order by kind, id", [
    accessId,
  ]);

describe("access.lookUp", () => {
  it("tells whom to ask, and the id only of what one can open", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    expect(await lookUp(vanna, file.code)).toEqual({
      code: file.code,
      caseId: null,
      siteName: "Site 1",
      ask: "Dara",
      mine: null,
    });
    expect(await lookUp(dara, file.code)).toMatchObject({ caseId: file.id });
    const events = await eventsOf(database.ownerUrl, house.id, "access.lookUp");
    expect(events.find(({ actor_id }) => actor_id === vanna.userId)).toMatchObject({
      kind: "view",
      case_id: file.id,
    });
  });

  it("names who coordinates the site when nobody has the case", async () => {
    const file = await makeCase(database.ownerUrl, dara, { assignee_id: null });
    expect(await lookUp(vanna, file.code)).toMatchObject({ ask: "Sok" });
  });

  it("answers the code of another organisation as one that does not exist", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const answers = await Promise.all(
      [file.code, "K7Q-4MX-2"].map((code) => lookUp(stranger, code).catch((error) => ({ ...error }))),
    );
    expect(answers[0]).toMatchObject({ code: "NOT_FOUND" });
    expect(answers[0]).toEqual(answers[1]);
    await expect(lookUp(dara, "nonsense")).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("access.ask and access.answer", () => {
  it("lets in for a time, tells those who answer, and shows the case to who asked", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const asked = await ask(vanna, file.code);
    expect(asked).toMatchObject({ kind: "asked", status: "waiting", endsAt: null, version: 1 });
    const row = await accessRow(asked.accessId);
    expect(row["reason_sealed"].toString()).not.toContain("hotline");
    const told = (await jobsOf(database.ownerUrl, "task.open", { subjectId: asked.accessId })).map(
      ({ assigneeId }) => assigneeId,
    );
    expect(new Set(told)).toEqual(new Set([dara.userId, sok.userId, duty.userId]));

    await expect(open(vanna, file)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await openTasks(asked.accessId);
    const [waiting] = (await list(dara)).toAnswer.filter(({ id }) => id === asked.accessId);
    expect(waiting).toMatchObject({ userName: "Vanna", reason, canAnswer: true, code: file.code });

    const given = await answer(dara, asked.accessId, { hours: 2 });
    expect(given).toMatchObject({ status: "open", version: 2 });
    expect(Date.parse(given.endsAt!) - Date.now()).toBeLessThanOrEqual(2 * hour);
    const visitor = await now(vanna);
    expect(visitor.visits).toEqual([file.id]);
    expect(await open(visitor, file)).toMatchObject({ code: file.code });
    expect(await getVisit.execute(visitor, { caseId: file.id }, testOrigin)).toMatchObject({ kind: "asked" });
    const tasks = await tasksOf(asked.accessId);
    expect(tasks.map(({ kind, status }) => [kind, status])).toEqual(
      Array.from({ length: 3 }, () => ["access_asked", "done"]),
    );
    const views = (await eventsOf(database.ownerUrl, house.id, "case.get")).filter(
      ({ case_id }) => case_id === file.id,
    );
    expect(views).toMatchObject([{ reason: "asked", actor_id: vanna.userId }]);
  });

  it("can be refused, once, and asked again", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const asked = await ask(vanna, file.code);
    await expect(ask(vanna, file.code)).rejects.toMatchObject({
      fields: { "": "access.error.askedAlready" },
    });
    expect(await answer(sok, asked.accessId, { answer: "refuse" })).toMatchObject({
      status: "refused",
      endsAt: null,
    });
    expect((await now(vanna)).visits).not.toContain(file.id);
    await expect(answer(dara, asked.accessId, { version: 2 })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await ask(vanna, file.code)).toMatchObject({ status: "waiting" });
  });

  it("is answered by a duty officer of the site, who sees no more than the question", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const asked = await ask(vanna, file.code);
    await openTasks(asked.accessId);
    const [waiting] = (await list(duty)).toAnswer.filter(({ id }) => id === asked.accessId);
    expect(waiting).toMatchObject({ reason, caseId: null, code: file.code });
    expect(await answer(duty, asked.accessId)).toMatchObject({ status: "open" });
    expect(await seesBySql(duty, file)).toBe(false);
    expect((await tasksOf(asked.accessId)).every(({ status }) => status === "done")).toBe(true);
  });

  it("is not answered by who asks, by others, or twice at once", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const asked = await ask(vanna, file.code);
    const colleague = await makeStaff(database.ownerUrl, house, "caseworker", { name: "Mate" });
    const elsewhere = await makeStaff(database.ownerUrl, house, "coordinator", { site: house.sites[1]! });
    const third = await makeStaff(database.ownerUrl, house, "caseworker", { team: 1, name: "Third" });
    const dutyElsewhere = await makeStaff(database.ownerUrl, house, "limited", {
      site: house.sites[1]!,
      grants: ["duty_officer"],
    });
    await expect(answer(vanna, asked.accessId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(answer(colleague, asked.accessId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const actor of [third, elsewhere, dutyElsewhere, stranger])
      await expect(answer(actor, asked.accessId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(answer(dara, asked.accessId, { version: 7 })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(answer(dara, asked.accessId, { hours: 73 })).rejects.toMatchObject({
      fields: { hours: "access.error.tooManyHours" },
    });
    const both = await Promise.allSettled([answer(dara, asked.accessId), answer(sok, asked.accessId)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("can be taken back while it waits", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { accessId } = await ask(vanna, file.code);
    await openTasks(accessId);
    expect(await endAccess.execute(vanna, { accessId }, testOrigin)).toMatchObject({ status: "ended" });
    await expect(answer(dara, accessId, { version: 2 })).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await tasksOf(accessId)).every(({ status }) => status === "done")).toBe(true);
  });

  it.each([
    ["nineteen characters", "x".repeat(10) + " abcdefgh", "access.error.reasonTooShort"],
    ["spaces around", `   ${"abcd ".repeat(3)}   `, "access.error.reasonTooShort"],
    ["one character", "a".repeat(40), "access.error.reasonSaysNothing"],
    ["dots and spaces", ". . . . . . . . . . . . . .", "access.error.reasonSaysNothing"],
    ["nothing", "", "access.error.reasonTooShort"],
    [
      "signs that nobody sees",
      "\u3164\u115f\u1160\u2800\u200b\u200c".repeat(5),
      "access.error.reasonTooShort",
    ],
    ["too much", "abcdef".repeat(90), "core.error.tooLong"],
  ])("refuses a reason of %s", async (_what, why, message) => {
    for (const command of [ask, glass])
      await expect(command(vanna, "K7Q-4MX-2", why)).rejects.toMatchObject({ fields: { reason: message } });
  });
});

describe("the day", () => {
  it("brings a question and its answer to those who cannot open the case: the code, and no more", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { accessId } = await ask(vanna, file.code);
    await openTasks(accessId);
    const tasksToday = async (actor: Staff) =>
      (await getDay.execute(actor, {}, testOrigin)).tasks.filter(({ subjectId }) => subjectId === accessId);
    const outOfSight = { caseId: null, code: file.code, initials: null, language: null };
    expect(await tasksToday(duty)).toMatchObject([{ kind: "access_asked", ...outOfSight }]);
    expect(await tasksToday(dara)).toMatchObject([{ kind: "access_asked", caseId: file.id }]);
    await answer(duty, accessId, { answer: "refuse" });
    await openTasks(accessId);
    expect(await tasksToday(vanna)).toMatchObject([{ kind: "access_answered", ...outOfSight }]);
    expect(await tasksToday(duty)).toEqual([]);
    expect(await jobsOf(database.ownerUrl, "mail.send", { userId: sok.userId })).not.toEqual([]);
  });
});

describe("access.breakGlass", () => {
  it("opens one case for an hour, tells everybody, and is reviewed by somebody else", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const second = await makeCase(database.ownerUrl, dara);
    const broken = await glass(vanna, file.code);
    expect(broken).toMatchObject({ kind: "glass", status: "open", caseId: file.id });
    expect(Date.parse(broken.endsAt!) - Date.now()).toBeLessThanOrEqual(hour);
    const row = await accessRow(broken.accessId);
    expect(row["review_due_at"] - row["created_at"]).toBe(72 * hour);
    await openTasks(broken.accessId);
    const tasks = await tasksOf(broken.accessId);
    expect(new Set(tasks.map(({ assignee_id }) => assignee_id))).toEqual(
      new Set([dara.userId, sok.userId, duty.userId]),
    );

    const visitor = await now(vanna);
    expect(await open(visitor, file)).toMatchObject({ code: file.code });
    await expect(open(visitor, second)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await addNote.execute(
      visitor,
      { caseId: file.id, kind: "call", language: "en", body: "Safe now" },
      testOrigin,
    );
    const { version } = await open(visitor, file);
    for (const assigneeId of [vanna.userId, dara.userId])
      await expect(
        assignCase.execute(visitor, { caseId: file.id, version, assigneeId }, testOrigin),
      ).rejects.toMatchObject({ code: "FORBIDDEN" });
    const trail = await getTimeline.execute(dara, { caseId: file.id }, testOrigin);
    expect(trail.entries.map(({ action, reason: why }) => [action, why])).toEqual(
      expect.arrayContaining([
        ["access.breakGlass", "glass"],
        ["case.get", "glass"],
        ["note.add", "glass"],
      ]),
    );
    expect(await getVisit.execute(visitor, { caseId: file.id }, testOrigin)).toMatchObject({
      kind: "glass",
      told: ["Dara", "Duty", "Sok"],
    });

    const [waiting] = (await list(sok, { show: "review" })).toReview.filter(
      ({ id }) => id === broken.accessId,
    );
    expect(waiting).toMatchObject({ reason, canReview: true, reviewLate: false });
    for (const actor of [vanna, dara, duty])
      await expect(review(actor, broken.accessId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(review(stranger, broken.accessId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await review(sok, broken.accessId, { note: "She was right to" })).toMatchObject({ version: 2 });
    await expect(review(sok, broken.accessId, { version: 2 })).rejects.toMatchObject({
      fields: { "": "access.error.reviewedAlready" },
    });
    expect((await list(sok)).toReview.map(({ id }) => id)).not.toContain(broken.accessId);
    expect((await accessRow(broken.accessId))["review_sealed"].toString()).not.toContain("right");
    expect((await tasksOf(broken.accessId)).every(({ status }) => status === "done")).toBe(true);
  });

  it("needs a second factor just shown, and a role", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    await expect(glass({ ...vanna, steppedUp: false }, file.code)).rejects.toMatchObject({
      code: "FORBIDDEN",
      params: { needs: "step_up" },
    });
    await expect(glass({ ...vanna, limitedTo: ["access.breakGlass"] }, file.code)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const admin = await makeStaff(database.ownerUrl, house, "administrator");
    for (const actor of [admin, duty])
      await expect(glass(actor, file.code)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(glass(stranger, file.code)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(glass(dara, file.code)).rejects.toMatchObject({ fields: { "": "access.error.inSight" } });
  });

  it("is one at a time for each case, also of two at once, and again when the hour is over", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const both = await Promise.allSettled([glass(vanna, file.code), glass(vanna, file.code)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [{ id }] = (await rowsOf(
      database.ownerUrl,
      house.id,
      "select id from case_access where case_id = $1",
      [file.id],
    )) as [{ id: string }];
    await overAnHourAgo(id);
    expect(await glass(vanna, file.code)).toMatchObject({ status: "open" });
    expect(await accessRow(id)).toMatchObject({ status: "ended" });
  });

  it("is over with its hour, in the very next question, and written down by the program", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { accessId } = await glass(vanna, file.code);
    expect(await seesBySql(vanna, file)).toBe(true);
    await overAnHourAgo(accessId);
    expect(await seesBySql(vanna, file)).toBe(false);
    expect((await now(vanna)).visits).not.toContain(file.id);
    await expect(endAccess.execute(sok, { accessId }, testOrigin)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect((await list(sok)).toReview.find(({ id }) => id === accessId)).toMatchObject({
      status: "ended",
      reviewLate: true,
    });
    for (const handler of handlers) await handler.handle({}, testOrigin);
    expect(await accessRow(accessId)).toMatchObject({ status: "ended" });
    const events = await eventsOf(database.ownerUrl, house.id, "access.close");
    expect(events.find(({ entity_id }) => entity_id === accessId)).toMatchObject({
      actor_kind: "system",
      case_id: file.id,
    });
  });

  it("can be ended early", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { accessId } = await glass(vanna, file.code);
    expect(await endAccess.execute(vanna, { accessId }, testOrigin)).toMatchObject({ status: "ended" });
    expect(await seesBySql(vanna, file)).toBe(false);
    await expect(endAccess.execute(vanna, { accessId }, testOrigin)).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect((await list(sok)).toReview.map(({ id }) => id)).toContain(accessId);
  });

  it("lets nobody quiet the notice of somebody else", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { accessId } = await glass(vanna, file.code);
    await openTasks(accessId);
    const [task] = (await tasksOf(accessId)).filter(({ assignee_id }) => assignee_id === sok.userId);
    const finish = (actor: Staff) =>
      finishTask.execute(actor, { taskId: task!["id"], version: 1 }, testOrigin);
    await expect(finish(await now(vanna))).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await finish(sok)).toMatchObject({ status: "done" });
  });
});

describe("the database", () => {
  const insert = (actor: Staff, caseId: string, over: Record<string, unknown>) => {
    const row = { kind: "glass", status: "open", user_id: actor.userId, minutes: 60, ...over };
    return runAs(
      database.appUrl,
      actor,
      [
        `insert into case_access (organisation_id, id, case_id, user_id, kind, status, ends_at)
         values ($1, gen_random_uuid(), $2, $3, $4, $5, now() + $6 * interval '1 minute')`,
        [actor.organisationId, caseId, row.user_id, row.kind, row.status, row.minutes],
      ],
      ["rollback"],
    );
  };

  it("refuses what no command would do", async () => {
    const { id } = await makeCase(database.ownerUrl, dara);
    await insert(vanna, id, {});
    for (const over of [
      { minutes: 61 },
      { minutes: 24 * 60 },
      { kind: "asked" },
      { kind: "registered", minutes: 5 },
      { user_id: dara.userId },
    ])
      await expect(insert(vanna, id, over), JSON.stringify(over)).rejects.toThrow(/violates/);
    await expect(insert(duty, id, {})).rejects.toThrow(/violates/);
    await expect(insert(stranger, id, {})).rejects.toThrow(/violates/);
  });

  it("lets nobody lengthen or answer their own", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { accessId } = await glass(vanna, file.code);
    const change = (actor: Staff, set: string) =>
      runAs(database.appUrl, actor, [`update case_access set ${set} where id = '${accessId}'`], ["rollback"]);
    for (const set of [
      "ends_at = now() + interval '59 minutes'",
      "version = 2",
      `user_id = '${duty.userId}'`,
    ])
      await expect(change(vanna, set), set).rejects.toThrow(/violates|denied/);
    await expect(change(sok, "ends_at = now() + interval '62 minutes'")).rejects.toThrow(/longest_check/);
    await expect(change(sok, "reviewed_by = user_id")).rejects.toThrow(/reviewed_by_check/);
  });

  it("never opens another case with an access, whichever it is", async () => {
    const files = await Promise.all(Array.from({ length: 8 }, () => makeCase(database.ownerUrl, dara)));
    for (const file of files) {
      const visitor = await makeStaff(database.ownerUrl, house, "caseworker", { team: 1, name: "Visitor" });
      await glass(visitor, file.code);
      const seen = await runAs<{ id: string }>(database.appUrl, visitor, ["select id from case_file"]);
      expect(seen).toEqual([{ id: file.id }]);
    }
  });
});
