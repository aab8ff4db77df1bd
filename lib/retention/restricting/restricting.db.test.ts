import { beforeAll, describe, expect, it } from "vitest";
import { listCases } from "@/lib/cases/listing/queries";
import { searchPeople } from "@/lib/cases/finding/queries";
import { getCase } from "@/lib/cases/reading/queries";
import { registerCase } from "@/lib/cases/registering/commands";
import { updateCase } from "@/lib/cases/changing/commands";
import { revealPerson } from "@/lib/cases/revealing/commands";
import { giveConsent, withdrawConsent } from "@/lib/consents/commands";
import type { Actor, Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { partnerOfToken } from "@/lib/core/sessions";
import { getCoordinatorDashboard } from "@/lib/dashboard/queries";
import { getDay } from "@/lib/day/queries";
import { addNeeds, changeNeedStatus } from "@/lib/needs/commands";
import { getNeed, listNeeds } from "@/lib/needs/queries";
import { addNote, revealNote } from "@/lib/notes/commands";
import { listNotes } from "@/lib/notes/queries";
import { acknowledgeReferral } from "@/lib/referrals/answering/commands";
import { createReferral, sendReferral } from "@/lib/referrals/commands";
import { handlers as referralHandlers } from "@/lib/referrals/job-handlers";
import { listReferrals } from "@/lib/referrals/queries";
import { getReferral, previewReferral } from "@/lib/referrals/reading/queries";
import { receiveRequest } from "@/lib/retention/requesting/commands";
import { allowUse, restrictUse } from "@/lib/retention/restricting/commands";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { jobsOf } from "@/lib/testing/jobs";
import { eventsOf, rowsOf, runAs } from "@/lib/testing/owner";
import { makeNeed, makeSentReferral } from "@/lib/testing/referrals";
import { registerSomebody } from "@/lib/testing/registration";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let mate: Staff;
let lead: Staff;
let otherTeam: Staff;
let stranger: Staff;

beforeAll(async () => {
  const { ownerUrl } = database;
  house = await makeOrganisation(ownerUrl);
  dara = await makeStaff(ownerUrl, house, "caseworker");
  mate = await makeStaff(ownerUrl, house, "caseworker", { name: "Mate" });
  lead = await makeStaff(ownerUrl, house, "coordinator", { name: "Lead" });
  otherTeam = await makeStaff(ownerUrl, house, "caseworker", { team: 1 });
  stranger = await makeStaff(ownerUrl, await makeOrganisation(ownerUrl), "coordinator");
});

const restrict = (caseId: string, version = 1, actor: Actor = dara, because = "person_asked") =>
  restrictUse.execute(actor, { caseId, version, because }, testOrigin);
const unrestrict = (caseId: string, version: number, actor: Actor = dara, because = "person_asked") =>
  allowUse.execute(actor, { caseId, version, because }, testOrigin);
const consentTo = (caseId: string, more: object = {}, actor = dara) =>
  giveConsent.execute(
    actor,
    {
      ...{ caseId, scope: "case_management", answer: "given", language: "id", interpreter: false },
      ...{ method: "written", capacity: "yes", ...more },
    },
    testOrigin,
  );
const withdraw = (consentId: string, actor = dara) =>
  withdrawConsent.execute(actor, { consentId, version: 1, how: "by_phone" }, testOrigin);
const stateOf = async (caseId: string) => {
  const [row] = await rowsOf(
    database.ownerUrl,
    house.id,
    "select status, status_before, restricted_because, restricted_at is not null as since, version from case_file where id = $1",
    [caseId],
  );
  return row;
};
const eventsAbout = async (action: string, caseId: string) =>
  (await eventsOf(database.ownerUrl, house.id, action)).filter((event) => event.case_id === caseId);
const people = (name: string) => [{ full: name }];

describe("case.restrict", () => {
  it("keeps the case and what it was, and says why", async () => {
    const { caseId } = await registerSomebody(dara);
    expect(await restrict(caseId)).toEqual({ caseId, status: "restricted", version: 2 });
    expect(await stateOf(caseId)).toEqual({
      status: "restricted",
      status_before: "pre_registered",
      restricted_because: "person_asked",
      since: true,
      version: 2,
    });
    expect(await eventsAbout("case.restrict", caseId)).toMatchObject([
      {
        kind: "write",
        entity: "case",
        entity_id: caseId,
        reason: "person_asked",
        detail: { from: "pre_registered", to: "restricted" },
      },
    ]);
  });

  it("happens once of two at once, and not from a stale page or twice", async () => {
    const { caseId } = await registerSomebody(dara);
    const tries = await Promise.allSettled([restrict(caseId), restrict(caseId, 1, lead)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(restrict(caseId, 2)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const other = await registerSomebody(dara);
    await expect(restrict(other.caseId, 7)).rejects.toMatchObject({
      code: "CONFLICT",
      fields: { "": "core.error.stale" },
    });
    expect(await eventsAbout("case.restrict", caseId)).toHaveLength(1);
  });

  it("is for whoever sees the case; for the others it is not there", async () => {
    const { caseId } = await registerSomebody(dara);
    for (const actor of [otherTeam, stranger])
      await expect(restrict(caseId, 1, actor)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(restrict(newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
    const admin = await makeStaff(database.ownerUrl, house, "administrator");
    await expect(restrict(caseId, 1, admin)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await restrict(caseId, 1, mate)).toMatchObject({ status: "restricted" });
  });

  it("answers what the person asked for", async () => {
    const { caseId } = await registerSomebody(dara);
    const asked = await receiveRequest.execute(dara, { caseId, kind: "restriction" }, testOrigin);
    const copy = await receiveRequest.execute(dara, { caseId, kind: "copy" }, testOrigin);
    await restrict(caseId);
    const rows = await rowsOf(
      database.ownerUrl,
      house.id,
      "select id, status, outcome from person_request where case_id = $1 order by kind",
      [caseId],
    );
    expect(rows).toEqual([
      { id: copy.id, status: "open", outcome: null },
      { id: asked.id, status: "answered", outcome: "done" },
    ]);
    expect(await eventsAbout("request.answer", caseId)).toMatchObject([
      { entity_id: asked.id, detail: { kind: "restriction", outcome: "done" } },
    ]);
  });
});

describe("while a case is restricted", () => {
  it("nothing is written on it", async () => {
    const { caseId } = await registerSomebody(dara);
    const needId = await makeNeed(dara, caseId);
    await restrict(caseId);
    const tries = await Promise.allSettled([
      updateCase.execute(dara, { caseId, version: 2, goal: "x" }, testOrigin),
      addNote.execute(dara, { caseId, kind: "talk", language: "en", body: "x" }, testOrigin),
      addNeeds.execute(lead, { caseId, needs: [{ code: "N03", personAgrees: "yes" }] }, testOrigin),
      changeNeedStatus.execute(dara, { needId, version: 1, to: "plan_made" }, testOrigin),
      consentTo(caseId, { scope: "statistics_aggregate" }),
    ]);
    for (const attempt of tries)
      expect(attempt).toMatchObject({ status: "rejected", reason: { code: "FORBIDDEN" } });
  });

  it("the database refuses who was past the door already", async () => {
    const { caseId } = await registerSomebody(dara);
    await restrict(caseId);
    const late = runAs(database.appUrl, dara, [
      `insert into note (organisation_id, id, case_id, author_id, kind, language, body_sealed, occurred_at, created_at)
       values ($1, $2, $3, $4, 'talk', 'en', '\\x00', now(), now())`,
      [house.id, newId(), caseId, dara.userId],
    ]);
    await expect(late).rejects.toMatchObject({ code: "OW005" });
  });

  it("the database lets staff move no need and no referral on, and the program take them back", async () => {
    const { id, file, needId } = await makeSentReferral(database.ownerUrl, dara);
    await restrict(file.id);
    for (const [table, row] of [
      ["need", needId],
      ["referral", id],
    ]) {
      const late = runAs(database.appUrl, dara, [`update ${table} set status = status where id = $1`, [row]]);
      await expect(late).rejects.toMatchObject({ code: "OW005" });
    }
    const job = { organisationId: house.id, caseId: file.id };
    await referralHandlers[1].handle(job, testOrigin);
    const [taken] = await rowsOf(database.ownerUrl, house.id, "select status from referral where id = $1", [
      id,
    ]);
    expect(taken).toEqual({ status: "revoked_by_person" });
  });

  it("another case of the person takes nothing away of who they are", async () => {
    const first = await registerSomebody(dara, { names: people("Nyoman Disputed"), preferredName: "Nyo" });
    const { caseId } = await registerSomebody(dara, { personId: first.personId });
    await restrict(first.caseId, 1, dara, "accuracy_disputed");
    const { names } = await revealPerson.execute(
      dara,
      { caseId, what: "names", reason: "own_case" },
      testOrigin,
    );
    const removeNameIds = names!.map(({ id }) => id);
    const change = (version: number, input: object) =>
      updateCase.execute(dara, { caseId, version, ...input }, testOrigin);
    for (const input of [{ removeNameIds }, { preferredName: "Other" }, { preferredName: "" }])
      await expect(change(1, input)).rejects.toMatchObject({
        code: "CONFLICT",
        fields: { "": "core.error.identityKept" },
      });
    const past = runAs(database.appUrl, dara, [
      "delete from person_name where id = any ($1)",
      [removeNameIds],
    ]);
    await expect(past).rejects.toMatchObject({ code: "OW006" });
    expect(await change(1, { addNames: people("Nyoman Added") })).toMatchObject({ version: 2 });
    await unrestrict(first.caseId, 2);
    expect(await change(2, { removeNameIds, preferredName: "Other" })).toMatchObject({ version: 3 });
  });

  it.each(["N03", "N04", "N05", "N06"])(
    "of a referral for %s sent at the same moment no link stays alive",
    async (code) => {
      const { file, partner } = await makeSentReferral(database.ownerUrl, dara);
      const needId = await makeNeed(dara, file.id, code);
      const wish = { caseId: file.id, needId, partnerId: partner.id, elements: ["needs_requested"] };
      const draft = await createReferral.execute(dara, wish, testOrigin);
      await Promise.allSettled([
        sendReferral.execute(dara, { referralId: draft.id, version: draft.version }, testOrigin),
        restrict(file.id),
      ]);
      const alive = `select 1 from partner_link l join referral r on r.id = l.referral_id
      where r.case_id = $1 and l.revoked_at is null`;
      expect(await rowsOf(database.ownerUrl, house.id, alive, [file.id])).toEqual([]);
      expect(await stateOf(file.id)).toMatchObject({ status: "restricted" });
    },
  );

  it("partners see nothing more, at once, and the referrals are taken back", async () => {
    const sent = await makeSentReferral(database.ownerUrl, dara);
    const token = sent.link.split("/").at(-1)!;
    expect((await partnerOfToken(token))?.live).toBe(true);
    await restrict(sent.file.id);
    expect((await partnerOfToken(token))?.live).toBe(false);
    const [event] = await eventsAbout("case.restrict", sent.file.id);
    expect(event?.covers).toEqual([sent.id]);
    const jobs = await jobsOf(database.ownerUrl, "referral.stopSharing", { caseId: sent.file.id });
    expect(jobs).toEqual([{ organisationId: house.id, caseId: sent.file.id }]);

    const stop = referralHandlers.find(({ definition }) => definition.name === "referral.stopSharing")!;
    for (let twice = 0; twice < 2; twice++) await stop.handle(jobs[0] as never, testOrigin);
    const rows = await rowsOf(
      database.ownerUrl,
      house.id,
      "select r.status, n.status as need from referral r join need n on n.id = r.need_id where r.id = $1",
      [sent.id],
    );
    expect(rows).toEqual([{ status: "revoked_by_person", need: "wanted" }]);
    expect(
      await jobsOf(database.ownerUrl, "task.open", { kind: "tell_partner", subjectId: sent.id }),
    ).toHaveLength(1);
    await expect(acknowledgeReferral.execute(sent.holder, {}, testOrigin)).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("opens nothing but for safety, to those who answer for it", async () => {
    const { caseId } = await registerSomebody(dara, { names: people("Veiled Lantern"), goal: "Quiet river" });
    const note = { caseId, kind: "talk", language: "en", body: "Silver heron" };
    const { noteId } = await addNote.execute(dara, note, testOrigin);
    const needs = [{ code: "N02", personAgrees: "yes", detail: "Copper kettle" }];
    const need = (await addNeeds.execute(dara, { caseId, needs }, testOrigin)).needs[0]!;
    await restrict(caseId);

    const reveal = (actor: Staff, reason?: string) =>
      revealPerson.execute(actor, { caseId, what: "names", reason }, testOrigin);
    for (const reason of [undefined, "own_case", "contact_person", "other"])
      await expect(reveal(dara, reason)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(reveal(mate, "safety")).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const actor of [dara, lead])
      expect((await reveal(actor, "safety")).names).toMatchObject([{ full: "Veiled Lantern" }]);

    const file = await getCase.execute(mate, { caseId }, testOrigin);
    expect(file).toMatchObject({ status: "restricted", goal: null });
    const { notes } = await listNotes.execute(dara, { caseId }, testOrigin);
    expect(notes).toMatchObject([{ body: null, mayReveal: true }]);
    expect((await listNotes.execute(mate, { caseId }, testOrigin)).notes).toMatchObject([
      { body: null, mayReveal: false },
    ]);
    const open = (actor: Staff, reason: string) => revealNote.execute(actor, { noteId, reason }, testOrigin);
    await expect(open(dara, "own_case")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(open(mate, "safety")).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await open(dara, "safety")).toEqual({ body: "Silver heron", language: "en" });
    expect(await getNeed.execute(dara, { needId: need.id }, testOrigin)).toMatchObject({
      hasText: true,
      detail: null,
    });
  });

  it("shows nothing of what was shared, and previews nothing", async () => {
    const {
      file,
      needId,
      partner,
      id: referralId,
    } = await makeSentReferral(database.ownerUrl, dara, {
      message: "Amber window",
    });
    await restrict(file.id);
    const seen = await getReferral.execute(dara, { referralId }, testOrigin);
    expect(seen).toMatchObject({ shared: null, message: null, elements: ["case_code", "needs_requested"] });
    await expect(
      previewReferral.execute(
        dara,
        { caseId: file.id, needId, partnerId: partner.id, elements: ["case_code"] },
        testOrigin,
      ),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("it is in no list, search, suggestion, day or count, but where just that is asked for", async () => {
    const solo = await makeStaff(database.ownerUrl, house, "caseworker", {
      site: house.sites[1]!,
      name: "Solo",
    });
    const far = await makeStaff(database.ownerUrl, house, "coordinator", {
      site: house.sites[1]!,
      name: "Far",
    });
    const known = {
      names: people("Okwudili Zantiroff"),
      documents: [{ type: "passport", number: "ZX9988776" }],
    };
    const { caseId, code } = await registerSomebody(solo, { ...known, safeTonight: "no" } as never);
    await makeNeed(solo, caseId);
    const listed = async (status?: string, actor = solo) =>
      (await listCases.execute(actor, { status }, testOrigin)).cases.map((row) => row.code);
    const found = async (q: string, actor = solo) =>
      (await searchPeople.execute(actor, { q }, testOrigin)).people.map((row) => row.code);
    const board = () => getCoordinatorDashboard.execute(far, {}, testOrigin);
    expect([await listed(), await found("Okwudili Zantiroff"), (await board()).noSafePlace.count]).toEqual([
      [code],
      [code],
      1,
    ]);

    await restrict(caseId, 1, solo);
    for (const status of [undefined, "closed", "all"]) expect(await listed(status)).toEqual([]);
    expect(await listed("restricted")).toEqual([code]);
    expect(await found("Okwudili Zantiroff")).toEqual([]);
    expect(await found("ZX9988776")).toEqual([]);
    expect(await found(code)).toEqual([code]);
    // Of another team's it is not even said whom to ask.
    expect([await found("Okwudili Zantiroff", dara), await found(code, dara)]).toEqual([[], []]);
    const again = await registerCase.execute(dara, known, testOrigin);
    expect(again.duplicates.map((row) => row.code)).not.toContain(code);
    expect((await getDay.execute(solo, {}, testOrigin)).needs).toEqual([]);
    expect((await listNeeds.execute(solo, {}, testOrigin)).needs).toEqual([]);
    expect((await listNeeds.execute(solo, { caseId }, testOrigin)).needs).toHaveLength(1);
    expect((await listReferrals.execute(solo, {}, testOrigin)).referrals).toEqual([]);
    expect(await board()).toMatchObject({ met: { count: 0 }, noSafePlace: { count: 0 }, waiting: [] });
  });
});

describe("case.unrestrict", () => {
  it("makes it again what it was, when the person asks for it", async () => {
    const { caseId } = await registerSomebody(dara, { level: "l1" });
    await restrict(caseId);
    await expect(unrestrict(caseId, 2, mate)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(unrestrict(caseId, 2, otherTeam)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(unrestrict(caseId, 1)).rejects.toMatchObject({ code: "CONFLICT" });
    const tries = await Promise.allSettled([unrestrict(caseId, 2), unrestrict(caseId, 2, lead)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await stateOf(caseId)).toEqual({
      status: "registered",
      status_before: null,
      restricted_because: null,
      since: false,
      version: 3,
    });
    expect(await eventsAbout("case.unrestrict", caseId)).toMatchObject([
      { reason: "person_asked", detail: { from: "restricted", to: "registered" } },
    ]);
    await expect(unrestrict(caseId, 3)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("wants a consent that was given since, when that is the reason", async () => {
    const { caseId } = await registerSomebody(dara);
    await consentTo(caseId);
    await restrict(caseId, 1);
    await expect(unrestrict(caseId, 2, dara, "consent_given")).rejects.toMatchObject({
      code: "INVALID",
      fields: { because: "retention.error.noConsentSince" },
    });
    await consentTo(caseId, {}, mate);
    expect(await unrestrict(caseId, 2, dara, "consent_given")).toMatchObject({ status: "pre_registered" });
  });
});

describe("taking back the consent to casework", () => {
  it("restricts the case in the same moment, with all that it shares", async () => {
    const { file, link } = await makeSentReferral(database.ownerUrl, dara);
    const { id } = await consentTo(file.id);
    await withdraw(id);
    expect(await stateOf(file.id)).toMatchObject({
      status: "restricted",
      status_before: "active",
      restricted_because: "consent_withdrawn",
    });
    expect((await partnerOfToken(link.split("/").at(-1)!))?.live).toBe(false);
    expect(await eventsAbout("case.restrict", file.id)).toMatchObject([{ reason: "consent_withdrawn" }]);
    expect(await jobsOf(database.ownerUrl, "referral.stopSharing", { caseId: file.id })).toHaveLength(1);
  });

  it("never fails because somebody restricts the case at the same moment", async () => {
    for (let round = 0; round < 4; round++) {
      const { caseId } = await registerSomebody(dara);
      const { id } = await consentTo(caseId);
      const [withdrawn] = await Promise.allSettled([withdraw(id), restrict(caseId, 1, lead)]);
      expect(withdrawn.status).toBe("fulfilled");
      expect(await stateOf(caseId)).toMatchObject({ status: "restricted", status_before: "pre_registered" });
      expect(await eventsAbout("case.restrict", caseId)).toHaveLength(1);
    }
  });

  it("does so by a refusal that ends it, and after help has ended too", async () => {
    const { caseId } = await registerSomebody(dara);
    await consentTo(caseId, { answer: "refused" });
    expect(await stateOf(caseId)).toMatchObject({ status: "pre_registered" });
    await consentTo(caseId);
    await consentTo(caseId, { answer: "refused" });
    expect(await stateOf(caseId)).toMatchObject({ status: "restricted" });

    const ended = await registerSomebody(dara);
    const { id } = await consentTo(ended.caseId);
    const close = "update case_file set status = 'closed', closed_at = now() where id = $1";
    await changeAsOwner(database.ownerUrl, house.id, [ended.caseId], close, [ended.caseId]);
    await withdraw(id);
    expect(await stateOf(ended.caseId)).toMatchObject({ status: "restricted", status_before: "closed" });
  });

  it("leaves a restricted case as it is, and other consents change nothing about it", async () => {
    const { caseId } = await registerSomebody(dara);
    const { id } = await consentTo(caseId);
    const other = await consentTo(caseId, { scope: "keep_in_touch_after_closure" });
    await withdraw(other.id);
    expect(await stateOf(caseId)).toMatchObject({ status: "pre_registered", version: 1 });
    await restrict(caseId);
    await withdraw(id);
    expect(await stateOf(caseId)).toMatchObject({ status_before: "pre_registered", version: 2 });
  });
});
