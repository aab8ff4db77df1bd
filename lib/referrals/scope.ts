import "server-only";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import { stateOf } from "@/lib/consents/policy";
import type { ConsentState, ShareElement } from "@/lib/consents/schema";
import type { Ctx } from "@/lib/core/context";
import type { NeedStatus, Urgency } from "@/lib/needs/schema";
import type { ReferralStatus } from "@/lib/referrals/schema";

const shape = {
  id: true,
  caseId: true,
  needId: true,
  partnerId: true,
  consentId: true,
  status: true,
  urgency: true,
  sharedElements: true,
  sentAt: true,
  nextDueAt: true,
  firstServiceAt: true,
  version: true,
  need: { select: { status: true, firstServiceAt: true } },
} as const;

export type ReferralInScope = {
  id: string;
  caseId: string;
  needId: string;
  partnerId: string;
  consentId: string | null;
  status: ReferralStatus;
  urgency: Urgency;
  sharedElements: ShareElement[];
  sentAt: Date | null;
  nextDueAt: Date | null;
  firstServiceAt: Date | null;
  version: number;
  need: { status: NeedStatus; firstServiceAt: Date | null };
  /** Partners do not see the case. */
  caseFile: CaseInScope | null;
};

/** A referral that the actor may see, by its id; null otherwise. */
export async function referralInScope(ctx: Ctx, referralId: string): Promise<ReferralInScope | null> {
  const row = await ctx.db.referral.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: referralId },
    select: shape,
  });
  if (!row) return null;
  const caseFile = ctx.actor.kind === "partner" ? null : await caseInScope(ctx, row.caseId);
  return { ...(row as Omit<ReferralInScope, "caseFile">), caseFile };
}

/** The referral that a command means: staff name it, a partner's link opens one and no other. */
export function referralMeant(ctx: Ctx, referralId: string | undefined): Promise<ReferralInScope | null> {
  const { actor } = ctx;
  if (actor.kind !== "partner") return referralId ? referralInScope(ctx, referralId) : Promise.resolve(null);
  const foreign = referralId !== undefined && referralId !== actor.referralId;
  return foreign ? Promise.resolve(null) : referralInScope(ctx, actor.referralId);
}

/** How the consent behind a referral stands now; null when it needs none. Out of sight counts as taken back. */
export async function consentStateOf(ctx: Ctx, consentId: string | null): Promise<ConsentState | null> {
  if (consentId === null) return null;
  const consent = await ctx.db.consent.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: consentId },
    select: {
      scope: true,
      answer: true,
      partnerId: true,
      elements: true,
      givenAt: true,
      expiresAt: true,
      withdrawnAt: true,
    },
  });
  return consent ? stateOf(consent, ctx.now) : "withdrawn";
}
