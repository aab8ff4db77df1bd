import { beforeAll, describe, expect, it } from "vitest";
import { withdrawConsent } from "@/lib/consents/commands";
import type { ShareElement } from "@/lib/consents/schema";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { partnerOfToken } from "@/lib/core/sessions";
import { changeNeedStatus } from "@/lib/needs/commands";
import { readShared } from "@/lib/referrals/answering/queries";
import { closeReferral } from "@/lib/referrals/closing/commands";
import { createReferral, sendReferral } from "@/lib/referrals/commands";
import { listReferrals } from "@/lib/referrals/queries";
import { getReferral, previewReferral } from "@/lib/referrals/reading/queries";
import { suggestPartners } from "@/lib/referrals/suggesting/queries";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { jobsOf } from "@/lib/testing/jobs";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { makePartner, type TestPartner } from "@/lib/testing/partners";
import { makeConsent, makeNeed, makeSentReferral } from "@/lib/testing/referrals";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let caseworker: Staff;
let colleague: Staff;
let otherTeam: Staff;
let stranger: Staff;
let shelter: TestPartner;

beforeAll(async () => {
  const { ownerUrl } = database;
  organisation = await makeOrganisation(ownerUrl);
  caseworker = await makeStaff(ownerUrl, organisation, "caseworker");
  colleague = await makeStaff(ownerUrl, organisation, "caseworker", { name: "Vuthy" });
  otherTeam = await makeStaff(ownerUrl, organisation, "caseworker", { team: 1 });
  const elsewhere = await makeOrganisation(ownerUrl, { name: "Harbour" });
  stranger = await makeStaff(ownerUrl, elsewhere, "caseworker");
  shelter = await makePartner(ownerUrl, organisation.id);
});

type Asked = { file: TestCase; needId: string };
async function asked(code?: string): Promise<Asked> {
  const file = await makeCase(database.ownerUrl, caseworker);
  return { file, needId: await makeNeed(caseworker, file.id, code) };
}
const create = ({ file, needId }: Asked, elements: ShareElement[], more: object = {}, staff = caseworker) =>
  createReferral.execute(
    staff,
    { caseId: file.id, needId, partnerId: shelter.id, elements, ...more },
    testOrigin,
  );
const send = (referralId: string, version = 1, staff = caseworker) =>
  sendReferral.execute(staff, { referralId, version }, testOrigin);
const preview = async ({ file, needId }: Asked, elements: ShareElement[], staff = caseworker) =>
  previewReferral.output.parse(
    await previewReferral.execute(
      staff,
      { caseId: file.id, needId, partnerId: shelter.id, elements },
      testOrigin,
    ),
  );
const stored = async (id: string) =>
  (await rowsOf(database.ownerUrl, organisation.id, "select * from referral where id = $1", [id]))[0]!;
const owned = (covering: string[], sql: string, values: unknown[]) =>
  changeAsOwner(database.ownerUrl, organisation.id, covering, sql, values);

describe("referral.create", () => {
  it("prepares a draft when a live consent covers what is to be shared, else it waits for one", async () => {
    const one = await asked();
    const waiting = createReferral.output.parse(
      await create(one, ["case_code"], { message: "second floor if possible" }),
    );
    expect(waiting).toMatchObject({ status: "consent_pending", version: 1 });
    await makeConsent(caseworker, one.file.id, shelter.id, ["case_code", "name"]);
    expect(await create(one, ["name", "case_code"])).toMatchObject({ status: "draft" });
    expect(await create(one, ["name", "contact"])).toMatchObject({ status: "consent_pending" });
    const row = await stored(waiting.id);
    expect(row).toMatchObject({
      urgency: "critical",
      shared_elements: ["case_code"],
      sent_at: null,
      next_due_at: null,
    });
    expect(row.message_sealed.toString("latin1")).not.toContain("floor");
    const events = await eventsOf(database.ownerUrl, organisation.id, "referral.create");
    expect(events.find(({ entity_id }) => entity_id === waiting.id)).toMatchObject({
      case_id: one.file.id,
      detail: { to: "consent_pending", partner: shelter.id, elements: ["case_code"] },
    });
  });

  it("needs no consent to ask without telling who it is", async () => {
    expect(await create(await asked(), ["needs_requested", "sex_age_group"])).toMatchObject({
      status: "draft",
    });
    expect(await create(await asked(), [])).toMatchObject({ status: "draft" });
  });

  it("refuses what this partner is never given, and needs that are not to be asked about", async () => {
    const one = await asked();
    await expect(create(one, ["passport"])).rejects.toMatchObject({
      code: "INVALID",
      fields: { elements: "referrals.error.neverShared" },
    });
    const gone = await makePartner(database.ownerUrl, organisation.id, { active: false });
    await expect(create(one, [], { partnerId: gone.id })).rejects.toMatchObject({
      fields: { partnerId: "referrals.error.partnerInactive" },
    });
    const move = (to: string, version: number) =>
      changeNeedStatus.execute(caseworker, { needId: one.needId, version, to }, testOrigin);
    await move("declined_by_person", 1);
    await expect(create(one, [])).rejects.toMatchObject({
      fields: { needId: "referrals.error.needDeclined" },
    });
    await move("wanted", 2);
    await move("no_longer_needed", 3);
    await expect(create(one, [])).rejects.toMatchObject({ fields: { needId: "referrals.error.needEnded" } });
  });

  it("does not mix cases, and does not exist for strangers and ended cases", async () => {
    const [one, other] = [await asked(), await asked()];
    await expect(create({ ...one, needId: other.needId }, [])).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(create(one, [], {}, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(create(one, [], {}, otherTeam)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await owned([one.file.id], "update case_file set status = 'closed' where id = $1", [one.file.id]);
    await expect(create(one, [])).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("referral.preview", () => {
  it("shows element by element what the partner would see, and why something would stay here", async () => {
    const one = await asked();
    expect((await preview(one, ["case_code", "needs_requested"])).elements).toEqual([
      {
        element: "case_code",
        facts: [{ fact: "case_code", value: one.file.code }],
        allowed: false,
        reason: "not_asked",
      },
      {
        element: "needs_requested",
        facts: [
          { fact: "need", value: "Safe place to sleep tonight" },
          { fact: "language", value: "id" },
        ],
        allowed: false,
        reason: "not_asked",
      },
    ]);
    await makeConsent(caseworker, one.file.id, shelter.id, ["case_code", "nationality"]);
    const seen = await preview(one, ["case_code", "nationality", "contact", "passport"]);
    expect(seen.elements.map(({ element, allowed, reason }) => [element, allowed, reason])).toEqual([
      ["case_code", true, null],
      ["nationality", true, null],
      ["contact", false, "not_covered"],
      ["passport", false, "never_shared"],
    ]);
    expect(seen.elements[2]!.facts).toEqual([]);
    expect(seen).toMatchObject({ anonymous: false, ready: false });
    expect(await preview(one, ["needs_requested", "present_area"])).toMatchObject({
      anonymous: true,
      ready: true,
    });
  });

  it("leaves a view event, and is nothing to strangers", async () => {
    const one = await asked();
    await preview(one, ["name"]);
    const events = await eventsOf(database.ownerUrl, organisation.id, "referral.preview");
    expect(events.at(-1)).toMatchObject({
      kind: "view",
      case_id: one.file.id,
      detail: { elements: ["name"] },
    });
    await expect(preview(one, ["name"], stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(preview(one, ["name"], otherTeam)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("referral.send", () => {
  const ready = async (elements: ShareElement[] = ["case_code", "nationality"]) => {
    const one = await asked();
    const consentId = await makeConsent(caseworker, one.file.id, shelter.id, elements);
    return { ...one, consentId, ...(await create(one, elements)) };
  };
  const missing = { code: "INVALID", fields: { elements: "referrals.error.consentMissing" } };

  it("freezes what is shared, makes a link, starts the clock and moves the need", async () => {
    const draft = await ready();
    const sent = sendReferral.output.parse(await send(draft.id));
    expect(sent).toMatchObject({ id: draft.id, status: "sent", version: 2 });
    const row = await stored(draft.id);
    expect(row).toMatchObject({ consent_id: draft.consentId, status: "sent" });
    expect(row.next_due_at.getTime() - row.sent_at.getTime()).toBe(3_600_000);
    expect(Date.parse(sent.expiresAt) - row.sent_at.getTime()).toBe(14 * 24 * 3_600_000);

    const target = await partnerOfToken(sent.link.replace("/partner/", ""));
    expect(target).toMatchObject({ live: true, actor: { referralId: draft.id } });
    const links = await rowsOf(
      database.ownerUrl,
      organisation.id,
      "select hash from partner_link where referral_id = $1",
      [draft.id],
    );
    expect(links).toHaveLength(1);
    expect(JSON.stringify(links)).not.toContain(sent.link.slice(-20));

    const need = await rowsOf(database.ownerUrl, organisation.id, "select status from need where id = $1", [
      draft.needId,
    ]);
    expect(need).toEqual([{ status: "referred" }]);
    const clock = { referralId: draft.id, dueAt: row.next_due_at.toISOString() };
    expect(await jobsOf(database.ownerUrl, "referral.clock", clock)).toHaveLength(1);
    const events = await eventsOf(database.ownerUrl, organisation.id, "referral.send");
    expect(events.find(({ entity_id }) => entity_id === draft.id)).toMatchObject({
      kind: "share",
      case_id: draft.file.id,
      detail: { partner: shelter.id, elements: ["case_code", "nationality"], anonymous: false },
    });
  });

  it("does not send what changed in the record afterwards: the snapshot stays", async () => {
    const referral = await makeSentReferral(database.ownerUrl, caseworker, { elements: ["nationality"] });
    const { personId } = referral.file;
    await owned([personId], "update person set nationalities = '{MM}' where id = $1", [personId]);
    const shared = await readShared.execute(referral.holder, {}, testOrigin);
    expect(shared).toMatchObject({
      elements: [{ element: "nationality", facts: [{ fact: "nationality", value: "ID" }] }],
    });
    expect((await getReferral.execute(caseworker, { referralId: referral.id }, testOrigin)).shared).toEqual(
      (shared as { elements: unknown }).elements,
    );
  });

  it("is refused when the consent was taken back between preview and sending, and changes nothing", async () => {
    const draft = await ready();
    expect(await preview(draft, ["case_code", "nationality"])).toMatchObject({ ready: true });
    const withdrawal = { consentId: draft.consentId, version: 1, how: "in_person" };
    await withdrawConsent.execute(caseworker, withdrawal, testOrigin);
    await expect(send(draft.id)).rejects.toMatchObject({ ...missing, params: { reason: "withdrawn" } });
    expect(await stored(draft.id)).toMatchObject({ status: "draft", version: 1, snapshot_sealed: null });
    expect(await jobsOf(database.ownerUrl, "referral.clock", { referralId: draft.id })).toEqual([]);
    const need = await rowsOf(database.ownerUrl, organisation.id, "select status from need where id = $1", [
      draft.needId,
    ]);
    expect(need).toEqual([{ status: "wanted" }]);
  });

  it("is refused under a consent that has run out, for another partner, or for less", async () => {
    const expired = await ready();
    const past = "update consent set expires_at = now() where id = $1";
    await owned([expired.consentId], past, [expired.consentId]);
    await expect(send(expired.id)).rejects.toMatchObject({ ...missing, params: { reason: "expired" } });

    const one = await asked();
    const other = await makePartner(database.ownerUrl, organisation.id);
    await makeConsent(caseworker, one.file.id, other.id, ["case_code"]);
    const toShelter = await create(one, ["case_code"]);
    await expect(send(toShelter.id)).rejects.toMatchObject({ ...missing, params: { reason: "not_asked" } });

    await makeConsent(caseworker, one.file.id, shelter.id, ["case_code"]);
    const more = await create(one, ["case_code", "contact"]);
    await expect(send(more.id)).rejects.toMatchObject({ ...missing, params: { reason: "not_covered" } });
    await expect(send(toShelter.id)).resolves.toMatchObject({ status: "sent" });
  });

  it("has one order when a consent is taken back at the very moment of sending", async () => {
    const draft = await ready();
    const withdrawal = { consentId: draft.consentId, version: 1, how: "by_phone" };
    const [sending] = await Promise.allSettled([
      send(draft.id),
      withdrawConsent.execute(caseworker, withdrawal, testOrigin),
    ]);
    const row = await stored(draft.id);
    expect(row.status).toBe(sending.status === "fulfilled" ? "sent" : "draft");
    expect(
      await jobsOf(database.ownerUrl, "referral.stopSharing", { consentId: draft.consentId }),
    ).toHaveLength(1);
  });

  it("sends an anonymous enquiry without consent, and knows it for one", async () => {
    const one = await asked();
    const draft = await create(one, ["needs_requested", "sex_age_group"]);
    await send(draft.id);
    expect(await stored(draft.id)).toMatchObject({ consent_id: null, status: "sent" });
  });

  it("sends once: stale, twice, two at once, again with the same key", async () => {
    const draft = await ready();
    await expect(send(draft.id, 7)).rejects.toMatchObject({
      code: "CONFLICT",
      fields: { "": "core.error.stale" },
    });
    const both = await Promise.allSettled([send(draft.id), send(draft.id, 1, colleague)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(send(draft.id, 2)).rejects.toMatchObject({ fields: { "": "referrals.error.alreadySent" } });

    const again = await ready();
    const key = `key-${newId()}`;
    const input = { referralId: again.id, version: 1 };
    const first = await sendReferral.execute(caseworker, input, testOrigin, key);
    expect(await sendReferral.execute(caseworker, input, testOrigin, key)).toEqual(first);
    const links = await rowsOf(
      database.ownerUrl,
      organisation.id,
      "select id from partner_link where referral_id = $1",
      [again.id],
    );
    expect(links).toHaveLength(1);
  });

  it("does not send what was cancelled as a draft", async () => {
    const draft = await ready();
    const cancel = { referralId: draft.id, version: 1, to: "revoked_by_agency" };
    await closeReferral.execute(caseworker, cancel, testOrigin);
    await expect(send(draft.id, 2)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("does not exist for strangers", async () => {
    const draft = await ready();
    await expect(send(draft.id, 1, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(send(draft.id, 1, otherTeam)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(send(newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("referral.list and referral.get", () => {
  it("groups, filters, pages and counts", async () => {
    const { ownerUrl } = database;
    const mine = await makeStaff(ownerUrl, organisation, "caseworker", { site: organisation.sites[1]! });
    const partner = await makePartner(ownerUrl, organisation.id, { name: "Moon Shelter" });
    const file = await makeCase(ownerUrl, mine);
    const first = await makeSentReferral(ownerUrl, mine, { file, partner });
    const second = await makeSentReferral(ownerUrl, mine, { file, code: "N12" });
    const needId = await makeNeed(mine, file.id, "N17");
    await createReferral.execute(
      mine,
      { caseId: file.id, needId, partnerId: partner.id, elements: [] },
      testOrigin,
    );
    const list = async (filter: object, staff = mine) =>
      listReferrals.output.parse(await listReferrals.execute(staff, filter, testOrigin));

    const all = await list({ mine: "1", group: "all" });
    expect(all.referrals.map(({ needCode, group }) => [needCode, group])).toEqual([
      ["N02", "waiting"],
      ["N12", "waiting"],
      ["N17", "draft"],
    ]);
    expect(all.referrals[0]).toMatchObject({
      caseCode: file.code,
      partnerName: "Moon Shelter",
      needLabel: "Safe place to sleep tonight",
      late: false,
    });
    const pages = [await list({ limit: "2" })];
    pages.push(await list({ limit: "2", after: pages[0]!.next }));
    expect(pages.flatMap(({ referrals }) => referrals.map(({ id }) => id))).toEqual(
      all.referrals.map(({ id }) => id),
    );
    expect([pages[0]!.total, pages[1]!.next]).toEqual([3, null]);

    expect((await list({ group: ["draft", "ended"] })).total).toBe(1);
    expect((await list({ group: "waiting", partnerId: partner.id })).referrals.map(({ id }) => id)).toEqual([
      first.id,
    ]);
    expect((await list({ siteId: organisation.sites[0]!.id })).total).toBe(0);
    const pass = "update referral set next_due_at = now() - interval '1 second' where id = $1";
    await owned([second.id], pass, [second.id]);
    expect((await list({ late: "1" })).referrals.map(({ id, late }) => [id, late])).toEqual([
      [second.id, true],
    ]);
    for (const blind of [stranger, otherTeam])
      await expect(list({ caseId: file.id }, blind)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("opens one with all that was shared and said, and writes that down", async () => {
    const referral = await makeSentReferral(database.ownerUrl, caseworker, {
      message: "call the gate first",
    });
    const seen = getReferral.output.parse(
      await getReferral.execute(colleague, { referralId: referral.id }, testOrigin),
    );
    expect(seen).toMatchObject({
      status: "sent",
      group: "waiting",
      partnerId: referral.partner.id,
      consentState: "live",
      elements: ["case_code", "needs_requested"],
      message: "call the gate first",
      answer: null,
    });
    expect(seen.links).toMatchObject([{ revokedAt: null }]);
    expect(seen.shared).toHaveLength(2);
    const events = await eventsOf(database.ownerUrl, organisation.id, "referral.get");
    expect(events.at(-1)).toMatchObject({ kind: "view", entity_id: referral.id, case_id: referral.file.id });
    for (const staff of [stranger, otherTeam]) {
      await expect(getReferral.execute(staff, { referralId: referral.id }, testOrigin)).rejects.toMatchObject(
        {
          code: "NOT_FOUND",
        },
      );
    }
  });
});

describe("referral.suggestions", () => {
  it("ranks who fits, and lists apart who costs money, does not take the person or was asked", async () => {
    const { ownerUrl } = database;
    const elsewhere = await makeOrganisation(ownerUrl, { name: "Bridge" });
    const staff = await makeStaff(ownerUrl, elsewhere, "caseworker");
    const file = await makeCase(ownerUrl, staff, { province: "KH-1" });
    const setSex = "update person set sex_gender = 'feminine' where id = $1";
    await changeAsOwner(ownerUrl, elsewhere.id, [file.personId], setSex, [file.personId]);
    const make = (name: string, service: object, over: object = {}) =>
      makePartner(ownerUrl, elsewhere.id, { name, services: [{ needCode: "N02", ...service }], ...over });
    await make("Full", { languages: ["id"], openPlaces: 0 });
    await make("Best", { languages: ["id"], openPlaces: 2, sexes: "women" });
    await make("Unknown", {});
    await make("Men", { sexes: "men" });
    await make("Paid", { languages: ["id"], costUsd: 5 });
    await make("Gone", {}, { active: false });
    await makePartner(ownerUrl, elsewhere.id, { name: "Clinic", services: [{ needCode: "N06" }] });
    const before = await make("Asked", { languages: ["id"] });
    const needId = await makeNeed(staff, file.id);
    const draft = await createReferral.execute(
      staff,
      { caseId: file.id, needId, partnerId: before.id, elements: ["needs_requested"] },
      testOrigin,
    );
    await sendReferral.execute(staff, { referralId: draft.id, version: 1 }, testOrigin);
    const found = suggestPartners.output.parse(await suggestPartners.execute(staff, { needId }, testOrigin));
    expect(found.suggested.map(({ name }) => name)).toEqual(["Best", "Unknown", "Full"]);
    expect(found.notSuggested.map(({ name, reasons }) => [name, reasons.at(-1)])).toEqual([
      ["Asked", "already_asked"],
      ["Paid", "same_province"],
      ["Men", "same_province"],
    ]);
    expect(found.notSuggested[1]!.reasons).toContain("costs_money");
    await expect(suggestPartners.execute(stranger, { needId }, testOrigin)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
