import { breakGlass } from "@/lib/access/commands";
import { reviewAccess } from "@/lib/access/answering/commands";
import { askForExport, writeExport } from "@/lib/audit/exporting/commands";
import { registerCase } from "@/lib/cases/registering/commands";
import { giveConsent } from "@/lib/consents/commands";
import type { Staff } from "@/lib/core/actor";
import { partnerOfToken } from "@/lib/core/sessions";
import { saveDraft } from "@/lib/intake/commands";
import { addNeeds, changeNeedStatus } from "@/lib/needs/commands";
import { addNote } from "@/lib/notes/commands";
import { giveFeedback, recordService, respondToReferral } from "@/lib/referrals/answering/commands";
import { createReferral, sendReferral } from "@/lib/referrals/commands";
import { placeHold } from "@/lib/retention/holding/commands";
import { receiveRequest } from "@/lib/retention/requesting/commands";
import { makePartner } from "@/lib/testing/partners";
import { testOrigin } from "@/lib/testing/staff";

export type SealedPeople = Record<"caseworker" | "coordinator" | "colleague" | "administrator", Staff>;
export type SealedFile = Record<
  | "caseId"
  | "personId"
  | "needId"
  | "partnerId"
  | "referralId"
  | "consentId"
  | "draftId"
  | "noteId"
  | "exportId"
  | "answerKey",
  string
> & { holder: NonNullable<Awaited<ReturnType<typeof partnerOfToken>>>["actor"] };

/** A file in which every sealed column of the schema holds something, each time with this word in it. */
export async function sealedFile(ownerUrl: string, people: SealedPeople, word: string): Promise<SealedFile> {
  const { caseworker: staff, coordinator } = people;
  const said = (what: string) => `${word} ${what}`;
  const { caseId, personId, code } = await registerCase.execute(staff, registrationOf(word), testOrigin);
  const noteOf = (privacy: string, key?: string) =>
    addNote.execute(
      staff,
      { caseId, kind: "talk", language: "en", privacy, body: said(`note ${privacy}`) },
      testOrigin,
      key,
    );
  const answerKey = `${word}-key-of-a-note`;
  await noteOf("case", answerKey);
  const { noteId } = await noteOf("health");
  const shared = await share(ownerUrl, staff, caseId, word);
  const { draftId } = await saveDraft.execute(
    staff,
    { level: "l0", step: "name", answers: { name: { full: said("draft") } } },
    testOrigin,
  );
  const reason = said("stands at the door and waits");
  const glass = await breakGlass.execute(people.colleague, { code, reason }, testOrigin);
  const review = { accessId: glass.accessId, version: 1, outcome: "justified", note: said("review") };
  await reviewAccess.execute(coordinator, review, testOrigin);
  await receiveRequest.execute(staff, { caseId, kind: "correction", wish: said("wish") }, testOrigin);
  const reviewAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  await placeHold.execute(
    coordinator,
    { caseId, basis: "court_case", reason: said("hold"), reviewAt },
    testOrigin,
  );
  return { caseId, personId, draftId, noteId, answerKey, ...shared, exportId: await exported(people, word) };
}

function registrationOf(word: string) {
  const said = (what: string) => `${word} ${what}`;
  const [digit, year] = word === "Alpha" ? ["1", "1991"] : ["2", "1982"];
  return {
    level: "l1",
    preferredName: said("Preferred"),
    birthDate: `${year}-0${digit}-1${digit}`,
    names: [{ full: said("Name") }],
    contacts: [{ method: "phone", value: `+8613947192${digit.repeat(3)}`, rule: said("rule") }],
    documents: [{ type: "passport", number: `${word}${digit.repeat(4)}` }],
    mustNotTell: said("husband"),
    goal: said("goal"),
    exit: { mode: "police_raid", note: said("exit") },
  };
}

async function share(ownerUrl: string, staff: Staff, caseId: string, word: string) {
  const said = (what: string) => `${word} ${what}`;
  const { id: partnerId } = await makePartner(ownerUrl, staff.organisationId);
  const wanted = ["N02", "N16"].map((code) => ({ code, personAgrees: "yes", detail: said(`need ${code}`) }));
  const { needs } = await addNeeds.execute(staff, { caseId, needs: wanted }, testOrigin);
  const [needId, otherId] = needs.map(({ id }) => id) as [string, string];
  const met = { needId: otherId, version: 1, to: "met", howMet: said("met") };
  await changeNeedStatus.execute(staff, met, testOrigin);
  const elements = ["case_code", "name", "needs_requested"];
  const consent = {
    ...{
      caseId,
      partnerId,
      elements,
      scope: "referral",
      answer: "given",
      method: "written",
      capacity: "yes",
    },
    ...{ language: "id", interpreter: false, purpose: said("purpose") },
  };
  const { id: consentId } = await giveConsent.execute(staff, consent, testOrigin);
  const asked = { caseId, needId, partnerId, elements, message: said("message") };
  const draft = await createReferral.execute(staff, asked, testOrigin);
  const sent = await sendReferral.execute(
    staff,
    { referralId: draft.id, version: draft.version },
    testOrigin,
  );
  const { actor: holder } = (await partnerOfToken(sent.link.split("/").at(-1)!))!;
  await respondToReferral.execute(holder, { answer: "accept", message: said("answer") }, testOrigin);
  await recordService.execute(holder, { on: new Date(Date.now() - 1_000).toISOString() }, testOrigin);
  await giveFeedback.execute(holder, { outcome: "met", text: said("feedback") }, testOrigin);
  return { needId: otherId, partnerId, consentId, referralId: draft.id, holder };
}

async function exported({ administrator }: SealedPeople, word: string): Promise<string> {
  const { exportId } = await askForExport.execute(administrator, {}, testOrigin);
  const worker = { kind: "system", organisationId: administrator.organisationId, name: "test" } as const;
  const written = { exportId, status: "ready", rows: 1, sha256: "0".repeat(64), csv: `${word} file` };
  await writeExport.execute(worker, written, testOrigin);
  return exportId;
}
