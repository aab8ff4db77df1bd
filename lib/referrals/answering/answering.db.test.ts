import { beforeAll, describe, expect, it } from "vitest";
import { withdrawConsent } from "@/lib/consents/commands";
import type { PartnerHolder, Staff } from "@/lib/core/actor";
import { partnerOfToken } from "@/lib/core/sessions";
import { getNeed } from "@/lib/needs/queries";
import {
  acknowledgeReferral,
  giveFeedback,
  recordService,
  respondToReferral,
} from "@/lib/referrals/answering/commands";
import { readShared } from "@/lib/referrals/answering/queries";
import { closeReferral } from "@/lib/referrals/closing/commands";
import { getReferral } from "@/lib/referrals/reading/queries";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { jobsOf } from "@/lib/testing/jobs";
import { eventsOf } from "@/lib/testing/owner";
import { makeSentReferral, type TestReferral } from "@/lib/testing/referrals";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let caseworker: Staff;
let stranger: Staff;

beforeAll(async () => {
  const { ownerUrl } = database;
  organisation = await makeOrganisation(ownerUrl);
  caseworker = await makeStaff(ownerUrl, organisation, "caseworker");
  const elsewhere = await makeOrganisation(ownerUrl, { name: "Harbour" });
  stranger = await makeStaff(ownerUrl, elsewhere, "caseworker");
});

const sent = (wish: Parameters<typeof makeSentReferral>[2] = {}) =>
  makeSentReferral(database.ownerUrl, caseworker, wish);
const respond = (holder: PartnerHolder, input: object) =>
  respondToReferral.execute(holder, input, testOrigin);
const accept = ({ holder }: TestReferral) => respond(holder, { answer: "accept" });
const shared = async ({ holder }: TestReferral) =>
  readShared.output.parse(await readShared.execute(holder, {}, testOrigin));
const serve = ({ holder }: TestReferral, on = new Date()) =>
  recordService.execute(holder, { on: on.toISOString() }, testOrigin);
const look = ({ id }: TestReferral) => getReferral.execute(caseworker, { referralId: id }, testOrigin);
const needStatus = async ({ needId }: TestReferral) =>
  (await getNeed.execute(caseworker, { needId }, testOrigin)).status;
const tasksOf = ({ id }: TestReferral) => jobsOf(database.ownerUrl, "task.open", { subjectId: id });
const owned = (covering: string[], sql: string, values: unknown[]) =>
  changeAsOwner(database.ownerUrl, organisation.id, covering, sql, values);

describe("referral.shared", () => {
  it("shows exactly what was shared, and writes down that it was read", async () => {
    const referral = await sent();
    const seen = await shared(referral);
    expect(seen).toMatchObject({
      state: "open",
      organisationName: "Lantern House",
      partnerName: referral.partner.name,
      status: "sent",
      urgency: "critical",
      message: "one night is enough",
      elements: [
        { element: "case_code", facts: [{ fact: "case_code", value: referral.file.code }] },
        { element: "needs_requested" },
      ],
    });
    const text = JSON.stringify(seen);
    for (const hidden of [referral.file.id, referral.file.personId, referral.needId])
      expect(text).not.toContain(hidden);
    const events = await eventsOf(database.ownerUrl, organisation.id, "referral.shared");
    expect(events.at(-1)).toMatchObject({ kind: "view", actor_kind: "partner", entity_id: referral.id });
  });

  it("shows nothing more from the moment that the consent is taken back or has run out", async () => {
    const [taken, expired] = [await sent(), await sent()];
    const withdrawal = { consentId: taken.consentId, version: 1, how: "in_person" };
    await withdrawConsent.execute(caseworker, withdrawal, testOrigin);
    const past = "update consent set expires_at = now() where id = $1";
    await owned([expired.consentId], past, [expired.consentId]);
    const ended = { state: "ended", organisationName: "Lantern House" };
    expect(await shared(taken)).toEqual({ ...ended, referralId: taken.id, reason: "withdrawn" });
    expect(await shared(expired)).toEqual({ ...ended, referralId: expired.id, reason: "expired" });
    for (const { holder } of [taken, expired]) {
      const refused = { code: "CONFLICT", fields: { "": "referrals.error.ended" } };
      await expect(respond(holder, { answer: "accept" })).rejects.toMatchObject(refused);
      await expect(acknowledgeReferral.execute(holder, {}, testOrigin)).rejects.toMatchObject(refused);
    }
  });

  it("is for the holder of a link alone", async () => {
    await sent();
    await expect(readShared.execute(caseworker, {}, testOrigin)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("the link", () => {
  const live = async ({ link }: TestReferral) => (await partnerOfToken(link.replace("/partner/", "")))?.live;

  it("does not open when it has expired, was revoked, or never was", async () => {
    const [expired, revoked] = [await sent(), await sent()];
    const end = (column: string) => `update partner_link set ${column} = now() where referral_id = $1`;
    await owned([expired.id], end("expires_at"), [expired.id]);
    await owned([revoked.id], end("revoked_at"), [revoked.id]);
    expect([await live(expired), await live(revoked)]).toEqual([false, false]);
    expect(await partnerOfToken("A".repeat(43))).toBeNull();
  });

  it("shows nothing once it has done its work, and takes no second answer", async () => {
    const referral = await sent();
    await respond(referral.holder, { answer: "reject", reason: "no_capacity" });
    expect(await shared(referral)).toMatchObject({ state: "ended", reason: "declined" });
    await expect(accept(referral)).rejects.toMatchObject({
      fields: { "": "referrals.error.alreadyAnswered" },
    });
    expect(await live(referral)).toBe(true);
  });

  it("opens one referral and nothing of another partner's, by door or by query", async () => {
    const [mine, other] = [await sent(), await sent()];
    await expect(respond(mine.holder, { referralId: other.id, answer: "accept" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const on = new Date().toISOString();
    const foreign = recordService.execute(mine.holder, { referralId: other.id, on }, testOrigin);
    await expect(foreign).rejects.toMatchObject({ code: "NOT_FOUND" });
    const denials = (await eventsOf(database.ownerUrl, organisation.id, "referral.respond")).filter(
      ({ kind }) => kind === "denied",
    );
    expect(denials).toMatchObject([{ actor_kind: "partner", actor_id: mine.id, entity_id: other.id }]);
    for (const closed of [getReferral, getNeed]) {
      const asked = closed.execute(mine.holder, { referralId: other.id }, testOrigin);
      await expect(asked).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });

  it("sees, in the database itself, its own referral and consent, and no case, person or other referral", async () => {
    const [mine, other] = [await sent(), await sent()];
    const seen = await rowsAsPartner(mine.holder);
    expect(seen).toEqual({ referrals: [mine.id], consents: [mine.consentId], needs: [mine.needId], rest: 0 });
    expect(seen.referrals).not.toContain(other.id);
  });
});

describe("referral.acknowledge and referral.respond", () => {
  it("moves the clock to the next step", async () => {
    const referral = await sent();
    expect(await acknowledgeReferral.execute(referral.holder, {}, testOrigin)).toMatchObject({
      status: "acknowledged",
    });
    const seen = await look(referral);
    expect(seen.nextDueAt).toBe(seen.clock!.answerBy);
    const answered = respondToReferral.output.parse(await accept(referral));
    expect(answered).toMatchObject({ id: referral.id, status: "accepted" });
    const after = await look(referral);
    expect(after.nextDueAt).toBe(after.clock!.serviceBy);
    const jobs = await jobsOf(database.ownerUrl, "referral.clock", { referralId: referral.id });
    expect(jobs.map(({ dueAt }) => dueAt)).toEqual([
      after.clock!.acknowledgeBy,
      after.clock!.answerBy,
      after.clock!.serviceBy,
    ]);
    expect(await tasksOf(referral)).toMatchObject([{ kind: "referral_answered", caseId: referral.file.id }]);
    const events = await eventsOf(database.ownerUrl, organisation.id, "referral.respond");
    expect(events.find(({ entity_id, kind }) => entity_id === referral.id && kind === "write")).toMatchObject(
      {
        actor_kind: "partner",
        case_id: referral.file.id,
        detail: { from: "acknowledged", to: "accepted" },
      },
    );
  });

  it("takes a no with its reason, and sends the need on to others", async () => {
    const referral = await sent();
    await expect(respond(referral.holder, { answer: "reject" })).rejects.toMatchObject({
      fields: { reason: "referrals.error.reasonMissing" },
    });
    await respond(referral.holder, { answer: "reject", reason: "no_capacity", message: "full until Friday" });
    expect(await look(referral)).toMatchObject({
      status: "rejected",
      rejectReason: "no_capacity",
      answer: "full until Friday",
      nextDueAt: null,
      late: false,
    });
    expect(await needStatus(referral)).toBe("wanted");
    expect(await tasksOf(referral)).toMatchObject([{ kind: "referral_retry" }]);
  });

  it("takes a question, then an answer", async () => {
    const referral = await sent();
    await expect(respond(referral.holder, { answer: "info" })).rejects.toMatchObject({
      fields: { message: "referrals.error.questionMissing" },
    });
    await respond(referral.holder, { answer: "info", message: "does she have children?" });
    expect(await accept(referral)).toMatchObject({ status: "accepted" });
  });

  it("lets staff write for the partner, and only if they say so", async () => {
    const referral = await sent();
    const byStaff = (input: object, staff = caseworker) =>
      respondToReferral.execute(staff, { referralId: referral.id, answer: "accept", ...input }, testOrigin);
    await expect(byStaff({})).rejects.toMatchObject({ fields: { onBehalf: "referrals.error.onBehalfOnly" } });
    await expect(byStaff({ onBehalf: true }, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(respond(referral.holder, { answer: "accept", onBehalf: true })).rejects.toMatchObject({
      code: "INVALID",
    });
    expect(await byStaff({ onBehalf: true })).toMatchObject({ status: "accepted" });
    expect(await tasksOf(referral)).toEqual([]);
    const events = await eventsOf(database.ownerUrl, organisation.id, "referral.respond");
    expect(events.find(({ detail }) => detail.onBehalf)).toMatchObject({
      actor_kind: "staff",
      entity_id: referral.id,
    });
  });

  it("lets one of two at once win", async () => {
    const referral = await sent();
    const both = await Promise.allSettled([
      accept(referral),
      respond(referral.holder, { answer: "reject", reason: "other" }),
    ]);
    const lost = both.filter(({ status }) => status === "rejected") as PromiseRejectedResult[];
    expect(lost.map(({ reason }) => [reason.code, reason.fields])).toEqual([
      ["CONFLICT", { "": "referrals.error.alreadyAnswered" }],
    ]);
    expect(await tasksOf(referral)).toHaveLength(1);
  });

  it("keeps what was sent twice by the same key to one answer", async () => {
    const referral = await sent();
    const once = () =>
      respondToReferral.execute(referral.holder, { answer: "accept" }, testOrigin, "partner-key-1");
    expect(await once()).toEqual(await once());
  });
});

describe("referral.recordService and referral.giveFeedback", () => {
  it("brings the need into service, then tells how it went", async () => {
    const referral = await sent();
    await accept(referral);
    const on = new Date(Date.now() - 60_000);
    expect(await serve(referral, on)).toMatchObject({ status: "in_service" });
    const need = await getNeed.execute(caseworker, { needId: referral.needId }, testOrigin);
    expect(need).toMatchObject({ status: "in_service", firstServiceAt: on.toISOString() });
    const feedback = { outcome: "partly_met", text: "two nights, then she moved on" };
    await giveFeedback.execute(referral.holder, feedback, testOrigin);
    expect(await look(referral)).toMatchObject({
      status: "completed_partly",
      group: "feedback",
      feedback: "two nights, then she moved on",
      firstServiceAt: on.toISOString(),
    });
    expect((await tasksOf(referral)).map(({ kind }) => kind)).toEqual(["referral_answered", "feedback_due"]);
    expect(await shared(referral)).toMatchObject({ state: "ended", reason: "finished" });
    await expect(giveFeedback.execute(referral.holder, feedback, testOrigin)).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("is refused for times to come and from the wrong status", async () => {
    const referral = await sent();
    const wrong = { code: "CONFLICT", fields: { "": "referrals.error.wrongStatus" } };
    await expect(serve(referral)).rejects.toMatchObject(wrong);
    const early = giveFeedback.execute(referral.holder, { outcome: "met" }, testOrigin);
    await expect(early).rejects.toMatchObject(wrong);
    await accept(referral);
    await expect(serve(referral, new Date(Date.now() + 60_000))).rejects.toMatchObject({
      fields: { on: "referrals.error.inFuture" },
    });
  });

  it("is open to staff for the service, not for the feedback", async () => {
    const referral = await sent();
    await accept(referral);
    const on = new Date().toISOString();
    const input = { referralId: referral.id, on };
    expect(await recordService.execute(caseworker, input, testOrigin)).toMatchObject({
      status: "in_service",
    });
    const feedback = giveFeedback.execute(caseworker, { outcome: "met" }, testOrigin);
    await expect(feedback).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("referral.close", () => {
  const close = ({ id }: TestReferral, version: number, more: object, staff = caseworker) =>
    closeReferral.execute(staff, { referralId: id, version, ...more }, testOrigin);
  const served = async () => {
    const referral = await sent();
    await accept(referral);
    await serve(referral);
    return referral;
  };

  it.each([
    ["met", "met"],
    ["partly_met", "partly_met"],
    ["not_met", "wanted"],
  ])("with %s leaves the need %s, and the link closed", async (outcome, status) => {
    const referral = await served();
    await giveFeedback.execute(referral.holder, { outcome: "met" }, testOrigin);
    const { version } = await look(referral);
    const told = { to: "feedback_closed", outcome, toldPerson: true };
    expect(await close(referral, version, told)).toMatchObject({ status: "feedback_closed" });
    expect(await needStatus(referral)).toBe(status);
    const after = await look(referral);
    expect(after).toMatchObject({ outcome, nextDueAt: null });
    expect(after.links[0]!.revokedAt).not.toBeNull();
    const events = await eventsOf(database.ownerUrl, organisation.id, "referral.close");
    expect(events.at(-1)!.detail).toMatchObject({ to: "feedback_closed", outcome, toldPerson: true });
  });

  it("cancels; the need waits for another way", async () => {
    const referral = await sent();
    expect(await close(referral, referral.version, { to: "revoked_by_agency" })).toMatchObject({
      status: "revoked_by_agency",
    });
    expect(await needStatus(referral)).toBe("wanted");
    expect(await shared(referral)).toMatchObject({ state: "ended", reason: "cancelled" });
  });

  it("is refused without its words, stale, from elsewhere and to strangers", async () => {
    const referral = await sent();
    await expect(close(referral, referral.version, { to: "feedback_closed" })).rejects.toMatchObject({
      fields: { outcome: "referrals.error.outcomeMissing", toldPerson: "referrals.error.toldPersonMissing" },
    });
    await expect(close(referral, 1, { to: "unreachable" })).rejects.toMatchObject({
      fields: { "": "core.error.stale" },
    });
    const early = { to: "feedback_closed", outcome: "met", toldPerson: true };
    await expect(close(referral, referral.version, early)).rejects.toMatchObject({
      fields: { "": "referrals.error.wrongStatus" },
    });
    const foreign = close(referral, referral.version, { to: "unreachable" }, stranger);
    await expect(foreign).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

/** What the serving role sees in a partner's transaction, without any door. */
async function rowsAsPartner({ organisationId, referralId }: PartnerHolder) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(
      `select set_config('app.organisation_id', $1, true), set_config('app.scope', 'partner', true),
        set_config('app.referral_id', $2, true)`,
      [organisationId, referralId],
    );
    const ids = async (table: string) =>
      (await client.query(`select id from ${table}`)).rows.map(({ id }) => id);
    const rest = await client.query(
      `select (select count(*) from case_file) + (select count(*) from person) + (select count(*) from person_name)
        + (select count(*) from person_contact) + (select count(*) from note) + (select count(*) from task)
        + (select count(*) from exit_event) + (select count(*) from partner_service) as rest`,
    );
    return {
      referrals: await ids("referral"),
      consents: await ids("consent"),
      needs: await ids("need"),
      rest: Number(rest.rows[0].rest),
    };
  } finally {
    await client.end();
  }
}
