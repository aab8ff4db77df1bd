import { type CaseScope, canSee } from "@/lib/cases/policy";
import type { Actor } from "@/lib/core/actor";
import type { ConsentAnswer, ConsentScope, ConsentState, ShareElement } from "@/lib/consents/schema";
import type { PartnerType } from "@/lib/partners/schema";

/** True when the person can be asked anew whether their restricted case may be worked on. */
export function canAskAgain(actor: Actor, caseFile: CaseScope): boolean {
  return caseFile.status === "restricted" && canSee(actor, caseFile);
}

/** What the rules need to know of a consent. */
export type ConsentFacts = {
  id: string;
  scope: string;
  answer: string;
  partnerId: string | null;
  elements: readonly string[];
  givenAt: Date;
  expiresAt: Date;
  withdrawnAt: Date | null;
};

type Question = {
  /** Any of these scopes will do. */
  scopes: readonly ConsentScope[];
  partnerId: string;
  now: Date;
  elements: readonly ShareElement[];
};

export type Cover = { covered: true; consentId: string } | { covered: false; reason: CoverGap };

/** Why an element may not be shared: never asked about this recipient, or how the answer stands, or not part of it. */
export const coverGaps = ["not_asked", "refused", "withdrawn", "expired", "not_covered"] as const;
export type CoverGap = (typeof coverGaps)[number];

const ownScope: Partial<Record<PartnerType, ConsentScope>> = {
  embassy_or_consulate: "embassy_contact",
  anti_trafficking_police: "police_statement",
  local_police: "police_statement",
  legal_aid: "legal_representation",
  bar_pro_bono: "legal_representation",
  media: "media_or_advocacy",
};

/** The scopes that speak about sharing with this kind of partner. */
export function scopesFor(type: PartnerType): ConsentScope[] {
  const own = ownScope[type];
  return own ? ["referral", own] : ["referral"];
}

/** How a consent stands at a moment. Expiry counts from its very instant. */
export function stateOf(
  { answer, withdrawnAt, expiresAt }: Omit<ConsentFacts, "id">,
  now: Date,
): ConsentState {
  if ((answer as ConsentAnswer) === "refused") return "refused";
  if (withdrawnAt !== null) return "withdrawn";
  return expiresAt <= now ? "expired" : "live";
}

/**
 * Whether one live consent covers this recipient and all of these elements. What the person said last about the recipient
 * is what counts: an older yes does not come back when a newer answer ends.
 */
export function liveConsent(
  consents: readonly ConsentFacts[],
  { scopes, partnerId, now, elements }: Question,
): Cover {
  const last = consents
    .filter(
      (consent) => consent.partnerId === partnerId && (scopes as readonly string[]).includes(consent.scope),
    )
    .reduce<ConsentFacts | null>(
      (newest, consent) => (newest && newest.givenAt >= consent.givenAt ? newest : consent),
      null,
    );
  if (!last) return { covered: false, reason: "not_asked" };
  const state = stateOf(last, now);
  if (state !== "live") return { covered: false, reason: state };
  const covers = elements.every((element) => last.elements.includes(element));
  return covers ? { covered: true, consentId: last.id } : { covered: false, reason: "not_covered" };
}
