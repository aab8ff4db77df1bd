import { type CaseScope, canWorkOn } from "@/lib/cases/policy";
import type { ConsentState, ShareElement } from "@/lib/consents/schema";
import type { Actor } from "@/lib/core/actor";
import type { EndedReason } from "@/lib/referrals/answering/schema";
import { anonymousElements } from "@/lib/referrals/facts";
import type { ReferralStatus } from "@/lib/referrals/schema";
import { referralWorkflow } from "@/lib/referrals/workflow";

/** True for the holder of this referral's link, and for staff who work on its case. */
export function canActOn(actor: Actor, referral: { id: string; caseFile: CaseScope | null }): boolean {
  if (actor.kind === "partner") return actor.referralId === referral.id;
  return referral.caseFile !== null && canWorkOn(actor, referral.caseFile);
}

/** True when nothing of this tells who the person is: then a partner may be asked without consent. */
export function isAnonymous(elements: readonly ShareElement[]): boolean {
  return elements.every((element) => anonymousElements.includes(element));
}

const reasonOf: Partial<Record<ReferralStatus, EndedReason>> = {
  rejected: "declined",
  revoked_by_person: "withdrawn",
  revoked_by_agency: "cancelled",
  unreachable: "cancelled",
  expired: "expired",
};

/**
 * Why the partner may not see what was shared any more; null while they may. `consent` is how the consent behind it stands
 * now, null for an anonymous enquiry.
 */
export function endOfSharing(status: ReferralStatus, consent: ConsentState | null): EndedReason | null {
  if (!referralWorkflow[status].shares) return reasonOf[status] ?? "finished";
  if (consent === null || consent === "live") return null;
  return consent === "expired" ? "expired" : "withdrawn";
}
