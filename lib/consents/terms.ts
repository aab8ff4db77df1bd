import type { ConsentScope, ShareElement } from "@/lib/consents/schema";
import { familyRule, shareMatrix } from "@/lib/consents/share-matrix";
import type { PartnerType } from "@/lib/partners/schema";

const day = 24 * 3_600_000;
const longestDays = 2 * 366;

/** When a consent ends unless the person says otherwise: after 12 months for case management, else after 90 days. */
export function defaultExpiry(scope: ConsentScope, givenAt: Date): Date {
  if (scope !== "case_management") return new Date(givenAt.getTime() + 90 * day);
  const end = new Date(givenAt);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return end;
}

/** Why a consent cannot end then, as a message key; null when it can. No consent is for ever. */
export function expiryObstacle(expiresAt: Date, now: Date): string | null {
  if (expiresAt <= now) return "consents.error.expiryInPast";
  return expiresAt.getTime() - now.getTime() > longestDays * day ? "consents.error.expiryTooFar" : null;
}

/** The elements that this recipient is never given, whatever is said. */
export function neverShared(scope: ConsentScope, recipient: PartnerType | null): readonly ShareElement[] {
  if (recipient) return shareMatrix[recipient].never;
  return scope === "family_contact" ? familyRule.never : [];
}
