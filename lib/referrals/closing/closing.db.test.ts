import { beforeAll, describe, expect, it } from "vitest";
import { giveConsent, withdrawConsent } from "@/lib/consents/commands";
import type { Staff, System } from "@/lib/core/actor";
import { partnerOfToken } from "@/lib/core/sessions";
import { getNeed } from "@/lib/needs/queries";
import { respondToReferral } from "@/lib/referrals/answering/commands";
import { markLate, stopSharing } from "@/lib/referrals/closing/commands";
import { referralClockState } from "@/lib/referrals/closing/queries";
import { linkExpiry } from "@/lib/referrals/clocks";
import { createReferral, sendReferral } from "@/lib/referrals/commands";
import { handlers } from "@/lib/referrals/job-handlers";
import { getReferral } from "@/lib/referrals/reading/queries";
import { finishTask } from "@/lib/tasks/commands";
import { handlers as taskHandlers } from "@/lib/tasks/job-handlers";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { jobsOf } from "@/lib/testing/jobs";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { makePartner } from "@/lib/testing/partners";
import { makeSentReferral, type TestReferral } from "@/lib/testing/referrals";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let caseworker: Staff;
let system: System;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  caseworker = await makeStaff(database.ownerUrl, organisation, "caseworker");
  system = { kind: "system", organisationId: organisation.id, name: "test" };
});

const sent = (wish: Parameters<typeof makeSentReferral>[2] = {}) =>
  makeSentReferral(database.ownerUrl, caseworker, wish);
const look = (id: string) => getReferral.execute(caseworker, { referralId: id }, testOrigin);
const needStatus = async (needId: string) =>
  (await getNeed.execute(caseworker, { needId }, testOrigin)).status;
const tasksOf = (subjectId: string) =>
  rowsOf(database.ownerUrl, organisation.id, "select * from task where subject_id = $1 order by kind", [
    subjectId,
  ]);
const [clockHandler, stopHandler] = handlers;

/** Works off every job of this kind that holds these values, as the worker would. */
async function work(name: "task.open" | "referral.clock" | "referral.stopSharing", holding: object) {
  const handler = [...handlers, ...taskHandlers].find(({ definition }) => definition.name === name)!;
  for (const payload of await jobsOf(database.ownerUrl, name, holding)) {
    await handler.handle(payload as never, testOrigin);
  }
}

/** Sends the referral that many hours into the past, due times included. */
async function age({ id }: TestReferral, hours: number) {
  const back = `update referral set sent_at = sent_at - $2 * interval '1 hour', next_due_at = next_due_at - $2 * interval '1 hour'
    where id = $1`;
  await changeAsOwner(database.ownerUrl, organisation.id, [id], back, [id, hours]);
}

describe("referral.clock", () => {
  const fire = (id: string, dueAt: string) =>
    clockHandler.handle({ organisationId: organisation.id, referralId: id, dueAt }, testOrigin);

  it("does nothing while there is time, or when the partner has acted", async () => {
    const referral = await sent();
    await work("referral.clock", { referralId: referral.id });
    await respondToReferral.execute(referral.holder, { answer: "accept" }, testOrigin);
    await work("referral.clock", { referralId: referral.id });
    expect(
      await jobsOf(database.ownerUrl, "task.open", { subjectId: referral.id, kind: "referral_late" }),
    ).toEqual([]);
    const events = await eventsOf(database.ownerUrl, organisation.id, "referral.markLate");
    expect(events.filter(({ entity_id }) => entity_id === referral.id)).toEqual([]);
  });

  it("makes one task of a missed step, and looks again at the next one", async () => {
    const referral = await sent();
    await age(referral, 2);
    const { clock } = await look(referral.id);
    await fire(referral.id, clock!.acknowledgeBy);
    await work("task.open", { subjectId: referral.id });
    await fire(referral.id, clock!.acknowledgeBy);
    await work("task.open", { subjectId: referral.id });
    expect(await tasksOf(referral.id)).toMatchObject([
      { kind: "referral_late", status: "open", assignee_id: caseworker.userId },
    ]);
    const events = await eventsOf(database.ownerUrl, organisation.id, "referral.markLate");
    expect(events.filter(({ entity_id }) => entity_id === referral.id)).toMatchObject([
      { actor_kind: "system", case_id: referral.file.id, detail: { stage: "acknowledge" } },
    ]);
    const next = { referralId: referral.id, dueAt: clock!.answerBy };
    expect(await jobsOf(database.ownerUrl, "referral.clock", next)).toHaveLength(1);
  });

  it("opens the finished task again when the step after is missed too", async () => {
    const referral = await sent();
    await age(referral, 2);
    const first = (await look(referral.id)).clock!;
    await fire(referral.id, first.acknowledgeBy);
    await work("task.open", { subjectId: referral.id });
    const [task] = await tasksOf(referral.id);
    await finishTask.execute(caseworker, { taskId: task!.id, version: task!.version }, testOrigin);
    await age(referral, 3);
    const answerBy = new Date(Date.parse((await look(referral.id)).clock!.answerBy));
    expect(answerBy.getTime()).toBeLessThan(Date.now());
    const reminded = new Date(task!.created_at.getTime() + 1_000).toISOString();
    await fire(referral.id, reminded);
    await work("task.open", { subjectId: referral.id, causedAt: reminded });
    expect(await tasksOf(referral.id)).toMatchObject([{ id: task!.id, status: "open" }]);
  });

  it("lets a referral that nobody answered expire with its link", async () => {
    const referral = await sent();
    await age(referral, 14 * 24 + 1);
    const seen = await look(referral.id);
    await fire(referral.id, linkExpiry("critical", new Date(seen.sentAt!)).toISOString());
    expect(await look(referral.id)).toMatchObject({ status: "expired", nextDueAt: null });
    expect(await needStatus(referral.needId)).toBe("wanted");
    const tasks = await jobsOf(database.ownerUrl, "task.open", { subjectId: referral.id });
    expect(tasks).toMatchObject([{ kind: "referral_retry" }]);
    await fire(referral.id, seen.clock!.answerBy);
    expect(await jobsOf(database.ownerUrl, "task.open", { subjectId: referral.id })).toHaveLength(1);
  });

  it("is the program's own work", async () => {
    const step = { referralId: (await sent()).id, dueAt: new Date().toISOString() };
    await expect(referralClockState.execute(caseworker, step, testOrigin)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(markLate.execute(caseworker, step, testOrigin)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(markLate.execute(system, step, testOrigin)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("referral.stopSharing", () => {
  const withdraw = ({ consentId }: TestReferral) =>
    withdrawConsent.execute(caseworker, { consentId, version: 1, how: "by_phone" }, testOrigin);

  it("closes the link, frees the need and asks to tell the partner; run twice it does so once", async () => {
    const referral = await sent();
    await respondToReferral.execute(referral.holder, { answer: "accept" }, testOrigin);
    await withdraw(referral);
    await work("referral.stopSharing", { consentId: referral.consentId });
    await work("referral.stopSharing", { consentId: referral.consentId });
    expect(await look(referral.id)).toMatchObject({
      status: "revoked_by_person",
      consentState: "withdrawn",
      nextDueAt: null,
    });
    expect((await partnerOfToken(referral.link.replace("/partner/", "")))?.live).toBe(false);
    expect(await needStatus(referral.needId)).toBe("wanted");
    const told = await jobsOf(database.ownerUrl, "task.open", {
      subjectId: referral.id,
      kind: "tell_partner",
    });
    expect(told).toHaveLength(1);
    const events = await eventsOf(database.ownerUrl, organisation.id, "referral.stopSharing");
    expect(events.find(({ entity_id }) => entity_id === referral.id)).toMatchObject({
      actor_kind: "system",
      case_id: referral.file.id,
      detail: { from: "accepted", to: "revoked_by_person" },
    });
  });

  it("follows a refusal as well, and leaves other partners alone", async () => {
    const referral = await sent();
    const { file, needId } = referral;
    const other = await makePartner(database.ownerUrl, organisation.id);
    const asked = { caseId: file.id, needId, partnerId: other.id, elements: ["needs_requested"] };
    const draft = await createReferral.execute(caseworker, asked, testOrigin);
    await sendReferral.execute(caseworker, { referralId: draft.id, version: 1 }, testOrigin);
    const refusal = { caseId: file.id, partnerId: referral.partner.id, scope: "referral", answer: "refused" };
    await giveConsent.execute(
      caseworker,
      { ...refusal, method: "oral_witnessed", capacity: "yes", language: "id", interpreter: false },
      testOrigin,
    );
    await work("referral.stopSharing", { consentId: referral.consentId });
    expect(await look(referral.id)).toMatchObject({ status: "revoked_by_person" });
    expect(await look(draft.id)).toMatchObject({ status: "sent" });
    expect(await needStatus(needId)).toBe("referred");
  });

  it("is not for consents that live, nor for staff or other organisations", async () => {
    const { consentId } = await sent();
    await expect(stopSharing.execute(system, { consentId }, testOrigin)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(stopSharing.execute(caseworker, { consentId }, testOrigin)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const elsewhere = await makeOrganisation(database.ownerUrl, { name: "Harbour" });
    const payload = { organisationId: elsewhere.id, consentId };
    await expect(stopHandler.handle(payload, testOrigin)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
