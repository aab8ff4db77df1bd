import { beforeAll, describe, expect, it } from "vitest";
import { giveFeedback, recordService, respondToReferral } from "@/lib/referrals/answering/commands";
import { closeReferral } from "@/lib/referrals/closing/commands";
import { getCase } from "@/lib/cases/reading/queries";
import { giveConsent } from "@/lib/consents/commands";
import type { Actor, Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { addNeeds, changeNeedStatus } from "@/lib/needs/commands";
import { addNote } from "@/lib/notes/commands";
import { copyPerson } from "@/lib/retention/copying/commands";
import { personCopy, type PersonCopy } from "@/lib/retention/copying/schema";
import { placeHold } from "@/lib/retention/holding/commands";
import { receiveRequest } from "@/lib/retention/requesting/commands";
import { restrictUse } from "@/lib/retention/restricting/commands";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { makeNeed, makeSentReferral } from "@/lib/testing/referrals";
import { registerSomebody } from "@/lib/testing/registration";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let mate: Staff;
let lead: Staff;
let nurse: Staff;

beforeAll(async () => {
  const { ownerUrl } = database;
  house = await makeOrganisation(ownerUrl);
  dara = await makeStaff(ownerUrl, house, "caseworker", { name: "Dara Verysecret" });
  mate = await makeStaff(ownerUrl, house, "caseworker", { name: "Mate Verysecret" });
  lead = await makeStaff(ownerUrl, house, "coordinator", { name: "Lead Verysecret" });
  nurse = await makeStaff(ownerUrl, house, "coordinator", {
    name: "Nurse Verysecret",
    grants: ["health_notes"],
  });
});

const copy = (caseId: string, actor: Actor = dara, key?: string): Promise<PersonCopy> =>
  copyPerson.execute(actor, { caseId }, testOrigin, key);
const note = (caseId: string, body: string, privacy = "case", actor = dara) =>
  addNote.execute(actor, { caseId, kind: "talk", language: "km", body, privacy }, testOrigin);

const somebody = {
  level: "l1",
  names: [{ full: "Sokha Lantern" }, { full: "សុខា", type: "passport" }],
  contacts: [{ method: "phone", value: "+85512999888", safeToContact: "only_text", rule: "After six" }],
  documents: [{ type: "passport", country: "KH", number: "N1234567" }],
  preferredName: "Kha",
  birthDate: "1999-05",
  ageGroup: "25_34",
  sexGender: "feminine",
  nationalities: ["KH", "stateless"],
  preferredLanguage: "km",
  safeTonight: "no",
  province: "KH-1",
  dangerFrom: ["recruiter", "officials"],
  mustNotTell: "My uncle",
  noAnswers: { mayTell: "declined" },
  goal: "Open a noodle shop",
  exit: { mode: "police_raid", exitDate: "2026-10", province: "KH-18", note: "Climbed the wall" },
} as const;

describe("person.copy", () => {
  it("holds everything, with words beside each code and no name of staff", async () => {
    const { caseId, personId, code } = await registerSomebody(dara, somebody as never);
    const needs = [{ code: "N02", personAgrees: "yes", detail: "One quiet room" }];
    await addNeeds.execute(dara, { caseId, needs }, testOrigin);
    await giveConsent.execute(
      dara,
      {
        ...{ caseId, scope: "case_management", answer: "given", purpose: "To help", language: "km" },
        ...{ interpreter: true, method: "oral_witnessed", capacity: "yes" },
      },
      testOrigin,
    );
    await note(caseId, "Slept badly");
    await getCase.execute(mate, { caseId }, testOrigin);
    await receiveRequest.execute(mate, { caseId, kind: "copy", wish: "On paper" }, testOrigin);
    const basis = { caseId, basis: "court_case", reason: "Lawyer said wait" };
    const reviewAt = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString();
    await placeHold.execute(lead, { ...basis, reviewAt }, testOrigin);

    const made = await copy(caseId);
    expect(personCopy.parse(made)).toEqual(made);
    expect(made).toMatchObject({
      format: 1,
      organisation: "Lantern House",
      case: {
        code,
        status: { code: "registered", words: "First talk done" },
        site: "Site 1",
        closedAt: null,
      },
      identity: {
        preferredName: "Kha",
        names: [
          { type: { code: "stated" }, full: "Sokha Lantern" },
          { type: { code: "passport" }, full: "សុខា" },
        ],
        contacts: [{ value: "+85512999888", safeToContact: { code: "only_text" }, rule: "After six" }],
        documents: [{ country: { code: "KH", words: "Cambodia" }, number: "N1234567" }],
        birthDate: "1999-05",
        nationalities: [
          { code: "KH", words: "Cambodia" },
          { code: "stateless", words: "No nationality" },
        ],
        preferredLanguage: { code: "km", words: "Khmer" },
      },
      exits: [{ mode: { code: "police_raid" }, exitDate: "2026-10", note: "Climbed the wall" }],
      needs: [{ need: { code: "N02", words: "Safe place to sleep tonight" }, detail: "One quiet room" }],
      consents: [{ scope: { code: "case_management" }, state: { code: "live" }, purpose: "To help" }],
      notes: [{ body: "Slept badly", writtenBy: { code: "caseworker", words: "Caseworker" } }],
      notesLeftOut: [],
      requests: [{ kind: { code: "copy" }, wish: "On paper", outcome: { code: "done", words: "Done" } }],
      restriction: null,
      hold: { reviewAt },
      keeping: { rules: [{ rule: { code: "active" }, days: 365 }], backupDays: 35 },
    });
    const answerTo = (question: string) => made.answers.find((one) => one.question.code === question);
    expect(answerTo("safeTonight")).toMatchObject({ codes: [{ code: "no" }] });
    expect(answerTo("dangerFrom")?.codes.map((one) => one.code)).toEqual(["recruiter", "officials"]);
    expect(answerTo("mustNotTell")).toMatchObject({ codes: [], text: "My uncle" });
    expect(answerTo("goal")).toMatchObject({ text: "Open a noodle shop" });
    expect(answerTo("mayTell")).toMatchObject({ codes: [{ code: "declined" }], text: null });
    expect(answerTo("province")?.codes[0]?.code).toBe("KH-1");
    expect(made.looks).toMatchObject([{ by: { code: "caseworker" }, times: 1 }]);
    expect(JSON.stringify(made)).not.toMatch(/Verysecret|Lawyer said wait/);
    const everyCode = JSON.stringify(made).matchAll(/\{"code":"([^"]+)","words":"([^"]*)"\}/g);
    for (const [, named, words] of everyCode) expect(words, named).not.toMatch(/^$|_/);

    const events = (await eventsOf(database.ownerUrl, house.id, "person.copy")).filter(
      (event) => event.case_id === caseId,
    );
    expect(events).toMatchObject([
      {
        kind: "share",
        entity: "person",
        entity_id: personId,
        detail: { notes: 1, leftOut: 0, referrals: 0 },
      },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/Sokha|noodle|Slept/);
    const answered = (await eventsOf(database.ownerUrl, house.id, "request.answer")).filter(
      (event) => event.case_id === caseId,
    );
    expect(answered).toMatchObject([{ detail: { kind: "copy", outcome: "done" } }]);
  });

  it("says what was shared with whom and when, as it was then, and when their link ended", async () => {
    const sent = await makeSentReferral(database.ownerUrl, dara, { message: "One night is enough" });
    const [before] = (await copy(sent.file.id)).referrals;
    expect(before).toMatchObject({
      partner: sent.partner.name,
      need: { code: "N02" },
      status: { code: "sent", words: "Sent" },
      message: "One night is enough",
      linkEndedAt: null,
    });
    expect(before?.shared.map(({ element }) => element.code)).toEqual(["case_code", "needs_requested"]);
    expect(before?.shared[0]?.facts).toMatchObject([
      { fact: { code: "case_code" }, value: { words: sent.file.code } },
    ]);
    const end = { referralId: sent.id, version: sent.version, to: "revoked_by_agency" };
    await closeReferral.execute(dara, end, testOrigin);
    const [after] = (await copy(sent.file.id)).referrals;
    expect(after?.linkEndedAt).toEqual(expect.any(String));
    expect(after?.shared).toEqual(before?.shared);
  });

  it("holds of the notes for few eyes those that whoever makes it may read, and counts the others", async () => {
    const { caseId } = await registerSomebody(dara);
    await note(caseId, "Open to all", "case", mate);
    await note(caseId, "Fever since Monday", "health", mate);
    await note(caseId, "Hearing in May", "legal", mate);
    const bodies = ({ notes }: PersonCopy) => notes.map(({ body }) => body).sort();
    const left = ({ notesLeftOut }: PersonCopy) => notesLeftOut.map((one) => [one.privacy.code, one.count]);
    const [own, leads, nurses] = [await copy(caseId), await copy(caseId, lead), await copy(caseId, nurse)];
    expect([bodies(own), left(own)]).toEqual([["Fever since Monday", "Hearing in May", "Open to all"], []]);
    expect([bodies(leads), left(leads)]).toEqual([
      ["Open to all"],
      [
        ["health", 1],
        ["legal", 1],
      ],
    ]);
    expect([bodies(nurses), left(nurses)]).toEqual([["Fever since Monday", "Open to all"], [["legal", 1]]]);
    const events = (await eventsOf(database.ownerUrl, house.id, "person.copy")).filter(
      (event) => event.case_id === caseId,
    );
    expect(events.map(({ detail }) => detail.leftOut)).toEqual([0, 2, 1]);
  });

  it("is possible after help has ended and, when they ask for it, while the case is restricted, and says so", async () => {
    const { caseId } = await registerSomebody(dara, { names: [{ full: "Sokha Lantern" }] });
    await note(caseId, "Slept badly");
    const because = "accuracy_disputed";
    await restrictUse.execute(dara, { caseId, version: 1, because }, testOrigin);
    const notAsked = { code: "CONFLICT", fields: { "": "retention.error.copyNotAsked" } };
    await expect(copy(caseId)).rejects.toMatchObject(notAsked);
    await receiveRequest.execute(dara, { caseId, kind: "correction" }, testOrigin);
    await expect(copy(caseId)).rejects.toMatchObject(notAsked);
    await receiveRequest.execute(dara, { caseId, kind: "copy" }, testOrigin);
    const made = await copy(caseId);
    await expect(copy(caseId)).rejects.toMatchObject(notAsked);
    expect(made).toMatchObject({
      case: { status: { code: "restricted" } },
      restriction: { because: { code: because }, since: expect.any(String) },
      identity: { names: [{ full: "Sokha Lantern" }] },
      notes: [{ body: "Slept badly" }],
    });
    const closed = await registerSomebody(dara);
    await changeAsOwner(
      database.ownerUrl,
      house.id,
      [closed.caseId],
      "update case_file set status = 'closed', closed_at = now() where id = $1",
      [closed.caseId],
    );
    expect((await copy(closed.caseId)).case.closedAt).toEqual(expect.any(String));
  });

  it("is for those who answer for the case, with a second factor just now, and never of what is erased", async () => {
    const { caseId } = await registerSomebody(dara);
    await expect(copy(caseId, mate)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(copy(caseId, { ...dara, steppedUp: false })).rejects.toMatchObject({
      code: "FORBIDDEN",
      params: { needs: "step_up" },
    });
    const token = { ...dara, limitedTo: ["person.copy"] };
    await expect(copy(caseId, token)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const otherTeam = await makeStaff(database.ownerUrl, house, "caseworker", { team: 1 });
    const stranger = await makeStaff(
      database.ownerUrl,
      await makeOrganisation(database.ownerUrl),
      "coordinator",
    );
    for (const actor of [otherTeam, stranger])
      await expect(copy(caseId, actor)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(copy(newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await copy(caseId, lead)).format).toBe(1);
    await changeAsOwner(
      database.ownerUrl,
      house.id,
      [caseId],
      "update case_file set status = 'erased' where id = $1",
      [caseId],
    );
    await expect(copy(caseId)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("leaves out no sealed value, but those that say nothing of the person or are not theirs", async () => {
    const known: Record<string, string> = {
      "case_file.goal_sealed": "answers",
      "case_file.private_sealed": "answers",
      "consent.purpose_sealed": "consents",
      "exit_event.note_sealed": "exits",
      "identity_document.number_sealed": "identity",
      "need.detail_sealed": "needs",
      "need.how_met_sealed": "needs",
      "note.body_sealed": "notes",
      "person.birth_date_sealed": "identity",
      "person.preferred_name_sealed": "identity",
      "person_contact.rule_sealed": "identity",
      "person_contact.value_sealed": "identity",
      "person_name.full_sealed": "identity",
      "person_request.wish_sealed": "requests",
      "referral.answer_sealed": "referrals",
      "referral.feedback_sealed": "referrals",
      "referral.message_sealed": "referrals",
      "referral.snapshot_sealed": "referrals",
      "person.initials_sealed": "left out: made from the names",
      "legal_hold.reason_sealed": "left out: what a lawyer stated",
      "intake_draft.answers_sealed": "left out: a talk that nobody has saved, seen by who holds it",
      "case_access.reason_sealed": "left out: why a colleague asked to see the case",
      "case_access.review_sealed": "left out: what was said about that colleague",
    };
    const columns = await rowsOf<{ name: string }>(
      database.ownerUrl,
      house.id,
      `select table_name || '.' || column_name as name from information_schema.columns c
       where table_schema = 'public' and column_name like '%\\_sealed' and (table_name = 'person' or table_name = 'case_file'
         or exists (select from information_schema.columns o where o.table_schema = 'public'
           and o.table_name = c.table_name and o.column_name in ('case_id', 'person_id')))
       order by 1`,
    );
    expect(columns.map(({ name }) => name)).toEqual(Object.keys(known).sort());
    expect(
      Object.values(known).filter((part) => !part.startsWith("left out") && !(part in personCopy.shape)),
    ).toEqual([]);
  });

  it("holds what partners said and how a need was met", async () => {
    const { file, holder } = await makeSentReferral(database.ownerUrl, dara);
    await respondToReferral.execute(holder, { answer: "accept", message: "Come at six" }, testOrigin);
    await recordService.execute(holder, { on: new Date().toISOString() }, testOrigin);
    await giveFeedback.execute(holder, { outcome: "met", text: "Stayed a week" }, testOrigin);
    const other = await makeNeed(dara, file.id, "N03");
    const met = { needId: other, version: 1, to: "met", howMet: "By her cousin" };
    await changeNeedStatus.execute(dara, met, testOrigin);
    expect(await copy(file.id)).toMatchObject({
      referrals: [{ answer: "Come at six", feedback: "Stayed a week", rejectReason: null }],
      needs: [{ need: { code: "N02" } }, { need: { code: "N03" }, howMet: "By her cousin" }],
    });
  });

  it("is kept under no key when it is asked for twice", async () => {
    const { caseId } = await registerSomebody(dara);
    const key = newId();
    const twice = [await copy(caseId, dara, key), await copy(caseId, dara, key)];
    expect(twice.map(({ format }) => format)).toEqual([1, 1]);
    const kept = await rowsOf(
      database.ownerUrl,
      house.id,
      "select answer_sealed from idempotent_answer where key = $1",
      [key],
    );
    expect(kept).toEqual([{ answer_sealed: null }]);
  });
});
