import { beforeAll, describe, expect, it } from "vitest";
import { giveConsent, remindOfConsents, withdrawConsent } from "@/lib/consents/commands";
import { handlers } from "@/lib/consents/job-handlers";
import { listConsents, listExpiringConsents } from "@/lib/consents/queries";
import type { Staff, System } from "@/lib/core/actor";
import { handlers as taskHandlers } from "@/lib/tasks/job-handlers";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { jobsOf } from "@/lib/testing/jobs";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { makePartner, type TestPartner } from "@/lib/testing/partners";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let caseworker: Staff;
let stranger: Staff;
let shelter: TestPartner;
let embassy: TestPartner;

beforeAll(async () => {
  const { ownerUrl } = database;
  organisation = await makeOrganisation(ownerUrl);
  caseworker = await makeStaff(ownerUrl, organisation, "caseworker");
  const elsewhere = await makeOrganisation(ownerUrl, { name: "Harbour" });
  stranger = await makeStaff(ownerUrl, elsewhere, "caseworker");
  shelter = await makePartner(ownerUrl, organisation.id);
  embassy = await makePartner(ownerUrl, organisation.id, { type: "embassy_or_consulate" });
});

const newCase = () => makeCase(database.ownerUrl, caseworker);
const give = (file: TestCase, more: object = {}, staff = caseworker) =>
  giveConsent.execute(
    staff,
    {
      caseId: file.id,
      scope: "referral",
      answer: "given",
      partnerId: shelter.id,
      elements: ["name", "case_code"],
      language: "id",
      interpreter: true,
      method: "oral_witnessed",
      capacity: "yes",
      ...more,
    },
    testOrigin,
  );
const withdraw = (consentId: string, version = 1, staff = caseworker) =>
  withdrawConsent.execute(staff, { consentId, version, how: "by_phone" }, testOrigin);
const list = async (file: TestCase, staff = caseworker) =>
  listConsents.output.parse(await listConsents.execute(staff, { caseId: file.id }, testOrigin)).consents;

describe("consent.give", () => {
  it("keeps who may get what, until when, as it was explained", async () => {
    const file = await newCase();
    const { id, expiresAt } = giveConsent.output.parse(
      await give(file, { purpose: "so that they can keep a bed" }),
    );
    const [row] = await list(file);
    expect(row).toMatchObject({
      id,
      state: "live",
      partnerName: shelter.name,
      elements: ["case_code", "name"],
      purpose: "so that they can keep a bed",
      explainedByName: "Dara",
      expiresAt,
      version: 1,
    });
    const days = (Date.parse(expiresAt) - Date.parse(row!.givenAt)) / (24 * 3_600_000);
    expect(days).toBe(90);
    const [stored] = await rowsOf(
      database.ownerUrl,
      organisation.id,
      "select purpose_sealed from consent where id = $1",
      [id],
    );
    expect(stored!.purpose_sealed.toString("latin1")).not.toContain("bed");
    const events = await eventsOf(database.ownerUrl, organisation.id, "consent.give");
    expect(events.at(-1)).toMatchObject({
      entity_id: id,
      case_id: file.id,
      detail: { scope: "referral", answer: "given", elements: ["case_code", "name"] },
    });
  });

  it("ends, with a refusal, what was given to the same recipient before, and only that", async () => {
    const file = await newCase();
    const early = await give(file, { partnerId: embassy.id });
    const other = await give(file);
    await give(file, { partnerId: embassy.id, scope: "embassy_contact", answer: "refused", elements: [] });
    const states = new Map((await list(file)).map(({ id, state }) => [id, state]));
    expect(states.get(early.id)).toBe("withdrawn");
    expect(states.get(other.id)).toBe("live");
    expect(await jobsOf(database.ownerUrl, "referral.stopSharing", { consentId: early.id })).toHaveLength(1);
    expect(await jobsOf(database.ownerUrl, "referral.stopSharing", { consentId: other.id })).toHaveLength(0);
  });

  it("refuses what this recipient is never given, unknown recipients, ends in the past", async () => {
    const file = await newCase();
    await expect(give(file, { elements: ["name", "passport"] })).rejects.toMatchObject({
      code: "INVALID",
      fields: { elements: "consents.error.neverShared" },
    });
    const { ownerUrl } = database;
    const gone = await makePartner(ownerUrl, organisation.id, { active: false });
    const foreign = await makePartner(ownerUrl, stranger.organisationId);
    for (const partnerId of [gone.id, foreign.id]) {
      await expect(give(file, { partnerId })).rejects.toMatchObject({
        fields: { partnerId: "consents.error.unknownRecipient" },
      });
    }
    await expect(give(file, { expiresAt: "2020-01-01T00:00:00Z" })).rejects.toMatchObject({
      fields: { expiresAt: "consents.error.expiryInPast" },
    });
    expect(await list(file)).toEqual([]);
  });

  it("asks a guardian for a child's yes, not for a no", async () => {
    const file = await newCase();
    const setAge = "update person set age_certainty = 'disputed_treat_as_child' where id = $1";
    await changeAsOwner(database.ownerUrl, organisation.id, [file.personId], setAge, [file.personId]);
    await expect(give(file)).rejects.toMatchObject({ fields: { method: "consents.error.guardianMissing" } });
    await give(file, { answer: "refused" });
    await give(file, { method: "guardian_plus_child_assent" });
  });

  it("is nothing to strangers and in ended cases", async () => {
    const file = await newCase();
    await expect(give(file, {}, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const closed = await makeCase(database.ownerUrl, caseworker, { status: "closed" });
    await expect(give(closed)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("consent.withdraw", () => {
  it("works at once and sends for the referrals", async () => {
    const file = await newCase();
    const { id } = await give(file);
    withdrawConsent.output.parse(await withdraw(id));
    expect((await list(file))[0]).toMatchObject({ state: "withdrawn", withdrawnHow: "by_phone", version: 2 });
    expect(await jobsOf(database.ownerUrl, "referral.stopSharing", { consentId: id })).toHaveLength(1);
    const events = await eventsOf(database.ownerUrl, organisation.id, "consent.withdraw");
    expect(events.at(-1)).toMatchObject({
      entity_id: id,
      case_id: file.id,
      detail: { scope: "referral", how: "by_phone" },
    });
  });

  it("stays possible after help has ended", async () => {
    const file = await newCase();
    const { id } = await give(file);
    const close = "update case_file set status = 'closed' where id = $1";
    await changeAsOwner(database.ownerUrl, organisation.id, [file.id], close, [file.id]);
    await expect(withdraw(id)).resolves.toMatchObject({ version: 2 });
  });

  it("leaves no job when it fails, and has one winner of two at once", async () => {
    const file = await newCase();
    const { id } = await give(file);
    await expect(withdraw(id, 2)).rejects.toMatchObject({ fields: { "": "core.error.stale" } });
    expect(await jobsOf(database.ownerUrl, "referral.stopSharing", { consentId: id })).toHaveLength(0);
    const both = await Promise.allSettled([withdraw(id), withdraw(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await jobsOf(database.ownerUrl, "referral.stopSharing", { consentId: id })).toHaveLength(1);
    await expect(withdraw(id, 2)).rejects.toMatchObject({
      fields: { "": "consents.error.alreadyWithdrawn" },
    });
  });

  it("has nothing to take back of a refusal, and nothing for strangers", async () => {
    const file = await newCase();
    const { id } = await give(file, { answer: "refused" });
    await expect(withdraw(id)).rejects.toMatchObject({ fields: { "": "consents.error.nothingGiven" } });
    await expect(withdraw(id, 1, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(list(file, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("consent.expiring", () => {
  it("makes one task of each consent that ends within a week, however often it runs", async () => {
    const file = await newCase();
    const soon = await give(file, { expiresAt: new Date(Date.now() + 6 * 24 * 3_600_000).toISOString() });
    await give(file, { scope: "embassy_contact", partnerId: embassy.id, elements: ["name"] });
    const system: System = { kind: "system", organisationId: organisation.id, name: "test" };
    const found = await listExpiringConsents.execute(system, {}, testOrigin);
    expect(found.consents).toEqual([{ id: soon.id, caseId: file.id, expiresAt: soon.expiresAt }]);
    const [job] = handlers;
    const payloads = async () => jobsOf(database.ownerUrl, "task.open", { subjectId: soon.id });
    await job!.handle({}, testOrigin);
    for (const payload of await payloads()) await taskHandlers[0]!.handle(payload as never, testOrigin);
    await job!.handle({}, testOrigin);
    expect(await payloads()).toHaveLength(1);
    const tasks = await rowsOf(
      database.ownerUrl,
      organisation.id,
      "select * from task where subject_id = $1",
      [soon.id],
    );
    expect(tasks).toMatchObject([
      { kind: "consent_expiring", case_id: file.id, assignee_id: caseworker.userId },
    ]);
    const events = await eventsOf(database.ownerUrl, organisation.id, "consent.remind");
    expect(events).toMatchObject([{ actor_kind: "system", entity_id: soon.id, case_id: file.id }]);
  });

  it("is the program's own work", async () => {
    await expect(listExpiringConsents.execute(caseworker, {}, testOrigin)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(remindOfConsents.execute(caseworker, { consentIds: [] }, testOrigin)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
