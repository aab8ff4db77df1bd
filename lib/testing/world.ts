import type { Actor, Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import type { Permission } from "@/lib/core/permissions";
import { saveDraft } from "@/lib/intake/commands";
import { proposeErasure } from "@/lib/retention/erasing/commands";
import { receiveRequest } from "@/lib/retention/requesting/commands";
import { makeSentReferral } from "@/lib/testing/referrals";
import { insertAsOwner, testOrigin } from "@/lib/testing/staff";

/** One of each record that hangs on a case, and the case's own caseworker. */
export type World = {
  staff: Staff;
  ids: Record<
    | "caseId"
    | "needId"
    | "consentId"
    | "referralId"
    | "partnerId"
    | "taskId"
    | "draftId"
    | "erasureId"
    | "holdId"
    | "requestId"
    | "assigneeId"
    | "siteId",
    string
  >;
  holder: Actor;
  /** The secret of the partner's link. */
  link: string;
};

/** Makes them all. The member of staff must be able to work on cases. */
export async function worldOf(ownerUrl: string, staff: Staff): Promise<World> {
  const referral = await makeSentReferral(ownerUrl, staff);
  const taskId = newId();
  const row = {
    organisation_id: staff.organisationId,
    id: taskId,
    case_id: referral.file.id,
    assignee_id: staff.userId,
    kind: "case_assigned",
    subject_id: newId(),
    due_at: new Date(),
  };
  await insertAsOwner(ownerUrl, staff.organisationId, [{ table: "task", covering: taskId, row }]);
  const caseId = referral.file.id;
  const { erasureId } = await proposeErasure.execute(staff, { caseId, reason: "unlawful" }, testOrigin);
  const asked = await receiveRequest.execute(staff, { caseId, kind: "correction" }, testOrigin);
  const requestId = asked.id;
  const holdId = await holdPastTheProgram(ownerUrl, staff, caseId);
  const { draftId } = await saveDraft.execute(staff, { level: "l0", step: "name", answers: {} }, testOrigin);
  const { needId, consentId, id: referralId, partner, holder } = referral;
  const link = referral.link.replace("/partner/", "");
  const ids = {
    caseId,
    needId,
    consentId,
    referralId,
    partnerId: partner.id,
    taskId,
    draftId,
    erasureId,
    holdId,
    requestId,
    assigneeId: staff.userId,
    siteId: staff.memberships[0]!.siteId,
  };
  return { staff, ids, holder, link };
}

/** A legal hold that stands beside a proposed erasure, which the program would have ended. */
async function holdPastTheProgram(ownerUrl: string, staff: Staff, caseId: string): Promise<string> {
  const id = newId();
  const row = {
    organisation_id: staff.organisationId,
    id,
    case_id: caseId,
    basis: "court_case",
    placed_by: staff.userId,
    placed_at: new Date(),
    review_at: soon(),
  };
  await insertAsOwner(ownerUrl, staff.organisationId, [{ table: "legal_hold", covering: id, row }]);
  return id;
}

const soon = () => new Date(Date.now() + 86_400_000).toISOString();

export type Ids = World["ids"];
const stale = { version: 999 };
const at = "2026-01-01T00:00:00Z";

/** For each command and query that is given the id of something on a case: a valid call. */
export const calls: Partial<Record<Permission, (ids: Ids) => object>> = {
  "case.get": ({ caseId }) => ({ caseId }),
  "case.timeline": ({ caseId }) => ({ caseId }),
  "case.lookers": ({ caseId }) => ({ caseId }),
  "case.update": ({ caseId }) => ({ caseId, ...stale, foodCash: "enough" }),
  "case.assign": ({ caseId, assigneeId }) => ({ caseId, ...stale, assigneeId }),
  "person.reveal": ({ caseId }) => ({ caseId, what: "names", reason: "contact_person" }),
  "note.add": ({ caseId }) => ({ caseId, kind: "talk", language: "en", body: "Rested." }),
  "note.list": ({ caseId }) => ({ caseId }),
  "need.add": ({ caseId }) => ({ caseId, needs: [{ code: "N16", personAgrees: "yes" }] }),
  "need.changeStatus": ({ needId }) => ({ needId, ...stale, to: "plan_made" }),
  "need.get": ({ needId }) => ({ needId }),
  "need.list": ({ caseId }) => ({ caseId }),
  "consent.give": ({ caseId, partnerId }) => ({
    caseId,
    partnerId,
    scope: "referral",
    answer: "given",
    elements: ["case_code"],
    language: "id",
    interpreter: false,
    method: "written",
    capacity: "yes",
  }),
  "consent.withdraw": ({ consentId }) => ({ consentId, ...stale, how: "in_person" }),
  "consent.list": ({ caseId }) => ({ caseId }),
  "referral.create": ({ caseId, needId, partnerId }) => ({
    caseId,
    needId,
    partnerId,
    elements: ["case_code"],
  }),
  "referral.send": ({ referralId }) => ({ referralId, ...stale }),
  "referral.respond": ({ referralId }) => ({ referralId, onBehalf: true, answer: "accept" }),
  "referral.recordService": ({ referralId }) => ({ referralId, on: at }),
  "referral.close": ({ referralId }) => ({ referralId, ...stale, to: "unreachable" }),
  "referral.get": ({ referralId }) => ({ referralId }),
  "referral.preview": ({ caseId, needId, partnerId }) => ({
    caseId,
    needId,
    partnerId,
    elements: ["case_code"],
  }),
  "referral.suggestions": ({ needId }) => ({ needId }),
  "referral.list": ({ caseId, partnerId, siteId }) => ({ caseId, partnerId, siteId }),
  "task.finish": ({ taskId }) => ({ taskId, ...stale }),
  "task.postpone": ({ taskId }) => ({
    taskId,
    ...stale,
    until: soon(),
  }),
  "draft.get": ({ draftId }) => ({ draftId }),
  "draft.save": ({ draftId }) => ({ draftId, ...stale, level: "l0", step: "name", answers: {} }),
  "draft.discard": ({ draftId }) => ({ draftId }),
  "case.list": ({ siteId, assigneeId }) => ({ siteId, assignee: assigneeId }),
  "colleague.list": ({ siteId }) => ({ siteId }),
  "case.restrict": ({ caseId }) => ({ caseId, ...stale, because: "person_asked" }),
  "case.unrestrict": ({ caseId }) => ({ caseId, ...stale, because: "person_asked" }),
  "request.receive": ({ caseId }) => ({ caseId, kind: "copy" }),
  "request.answer": ({ requestId }) => ({ requestId, ...stale, outcome: "done" }),
  "person.copy": ({ caseId }) => ({ caseId }),
  "hold.place": ({ caseId }) => ({ caseId, basis: "other", reviewAt: soon() }),
  "hold.extend": ({ holdId }) => ({ holdId, ...stale, reviewAt: soon() }),
  "hold.lift": ({ holdId }) => ({ holdId, ...stale }),
  "erasure.propose": ({ caseId }) => ({ caseId, reason: "unlawful" }),
  "erasure.confirm": ({ erasureId }) => ({ erasureId, ...stale }),
  "erasure.cancel": ({ erasureId }) => ({ erasureId, ...stale }),
  "erasure.get": ({ erasureId }) => ({ erasureId }),
  "erasure.list": ({ siteId }) => ({ siteId }),
  "retention.ofCase": ({ caseId }) => ({ caseId }),
  "retention.keep": ({ caseId }) => ({ caseId, ...stale, until: soon(), because: "other_duty" }),
  "retention.clearPrivate": ({ caseId }) => ({ caseId, ...stale }),
  "retention.list": ({ siteId }) => ({ siteId }),
  "dashboard.coordinator": ({ siteId }) => ({ siteId }),
};
