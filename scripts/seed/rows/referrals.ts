import { hashToken, opaqueToken } from "@/lib/core/crypto";
import { newId } from "@/lib/core/ids";
import { linkExpiry } from "@/lib/referrals/clocks";
import { sharingStatuses } from "@/lib/referrals/workflow";
import type { ConsentStory } from "../stories/consents";
import type { NeedStory } from "../stories/needs";
import type { ReferralStory } from "../stories/referrals";
import { bytes } from "./batch";
import type { CaseRows } from "./case";
import type { Act } from "./events";
import { snapshotOf } from "./snapshot";

/** The referrals of a case with their links and events. Gives the id of each. */
export function addReferrals(
  rows: CaseRows,
  needIds: ReadonlyMap<NeedStory, string>,
  consentIds: ReadonlyMap<ConsentStory, string>,
): Map<ReferralStory, string> {
  return new Map(
    rows.episode.referrals.map((referral) => {
      const consentId = referral.consent && consentIds.get(referral.consent)!;
      return [referral, addReferral(rows, referral, needIds.get(referral.need)!, consentId)];
    }),
  );
}

function addReferral(
  rows: CaseRows,
  referral: ReferralStory,
  needId: string,
  consentId: string | null,
): string {
  const { batch, caseId, episode } = rows;
  const id = newId(referral.createdAt.getTime());
  const acts = actsOf(referral, id, needId);
  batch.add("referral", {
    id,
    case_id: caseId,
    need_id: needId,
    partner_id: referral.partnerId,
    consent_id: consentId,
    status: referral.status,
    urgency: referral.need.urgency,
    shared_elements: referral.elements,
    ...sealedOf(rows, referral, id),
    reject_reason: referral.rejectReason,
    outcome: referral.outcome,
    created_by: episode.writerId,
    created_at: referral.createdAt,
    sent_at: referral.sentAt,
    acknowledged_at: referral.acknowledgedAt,
    answered_at: referral.answeredAt,
    first_service_at: referral.firstServiceAt,
    closed_at: referral.closedAt,
    next_due_at: referral.nextDueAt,
    version: acts.length,
  });
  if (referral.sentAt) addLink(rows, referral, id, referral.sentAt);
  for (const act of acts) rows.tell({ ...act, entity: "referral", entityId: id });
  return id;
}

function sealedOf({ seal, person, episode, code }: CaseRows, referral: ReferralStory, id: string) {
  const place = (column: string) => ({ table: "referral", column, row: id });
  const snapshot = referral.sentAt && JSON.stringify(snapshotOf(person, episode, code, referral));
  return {
    snapshot_sealed: seal(place("snapshot_sealed"), snapshot),
    message_sealed: seal(place("message_sealed"), referral.message),
    answer_sealed: seal(place("answer_sealed"), referral.answer),
    feedback_sealed: seal(place("feedback_sealed"), referral.feedback),
  };
}

/** The link is lost as soon as it is made: nobody can open a made-up referral from outside. */
function addLink(
  { batch }: CaseRows,
  { need, status, closedAt }: ReferralStory,
  referralId: string,
  sentAt: Date,
): void {
  batch.add("partner_link", {
    id: newId(sentAt.getTime()),
    referral_id: referralId,
    hash: bytes(hashToken(opaqueToken())),
    expires_at: linkExpiry(need.urgency, sentAt),
    revoked_at: sharingStatuses.includes(status) ? null : closedAt,
    created_at: sentAt,
  });
}

type ReferralAct = Omit<Act, "by" | "entity" | "entityId"> & { by?: Act["by"] };

function actsOf(referral: ReferralStory, id: string, needId: string): ReferralAct[] {
  const { status, partnerId, elements, consent, createdAt, sentAt } = referral;
  const { acknowledgedAt, answeredAt, firstServiceAt, closedAt } = referral;
  const { urgency } = referral.need;
  const created = status === "consent_pending" ? status : "draft";
  const partner = { by: { partner: id } };
  const act = (at: Date | null, action: string, more: Partial<ReferralAct> = {}) =>
    at ? [{ at, action, ...more }] : [];
  const ending =
    status === "revoked_by_person"
      ? "referral.stopSharing"
      : status === "expired"
        ? "referral.markLate"
        : "referral.close";
  const reported = ["completed_met", "completed_partly", "not_completed", "feedback_closed"].includes(status);
  return [
    ...act(createdAt, "referral.create", { detail: { to: created, partner: partnerId, elements } }),
    ...act(sentAt, "referral.send", {
      kind: "share",
      covers: [needId],
      detail: {
        from: created,
        to: "sent",
        partner: partnerId,
        elements,
        urgency,
        anonymous: consent === null,
      },
    }),
    ...act(acknowledgedAt, "referral.acknowledge", partner),
    ...act(answeredAt, "referral.respond", { ...partner, detail: { to: status } }),
    ...act(firstServiceAt, "referral.recordService", { ...partner, covers: [needId] }),
    ...act(reported ? (firstServiceAt ?? answeredAt) : null, "referral.giveFeedback", {
      ...partner,
      detail: { outcome: referral.outcome },
    }),
    ...act(
      status === "rejected" ? null : closedAt,
      ending,
      ending === "referral.close" ? { detail: { to: status } } : { by: "system" },
    ),
  ];
}
