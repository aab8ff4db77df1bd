import "server-only";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import { type ConsentFacts, stateOf } from "@/lib/consents/policy";
import type { ConsentState, ShareElement } from "@/lib/consents/schema";
import type { Ctx } from "@/lib/core/context";
import type { NeedStatus, Urgency } from "@/lib/needs/schema";
import type { PartnerType } from "@/lib/partners/schema";
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

/** All that decides whether this case, need and partner can be brought together, in one look. */
export type Ground = {
  caseFile: CaseInScope;
  need: { status: NeedStatus; urgency: Urgency };
  /** Null for a partner that is not there or takes nobody now. */
  partnerType: PartnerType | null;
  consents: ConsentFacts[];
};

/** The ground for a referral; null when the case or the need is out of sight. */
export async function groundInScope(
  ctx: Ctx,
  { caseId, needId, partnerId }: { caseId: string; needId: string; partnerId: string },
): Promise<Ground | null> {
  const [row] = await ctx.db.$queryRaw<{ ground: Ground }[]>`select json_build_object(
      'caseFile', json_build_object('id', c.id, 'code', c.code, 'personId', c.person_id, 'siteId', c.site_id, 'teamId', c.team_id,
        'assigneeId', c.assignee_id, 'status', c.status, 'level', c.level, 'version', c.version),
      'need', json_build_object('status', n.status, 'urgency', n.urgency),
      'partnerType', (select p.type from partner p
        where p.organisation_id = c.organisation_id and p.id = ${partnerId}::uuid and p.active),
      'consents', coalesce((select json_agg(json_build_object('id', o.id, 'scope', o.scope, 'answer', o.answer,
          'partnerId', o.partner_id, 'elements', o.elements, 'givenAt', o.given_at, 'expiresAt', o.expires_at,
          'withdrawnAt', o.withdrawn_at))
        from consent o where o.organisation_id = c.organisation_id and o.case_id = c.id
          and o.partner_id = ${partnerId}::uuid), '[]'::json)) as ground
    from case_file c
    join need n on n.organisation_id = c.organisation_id and n.case_id = c.id and n.id = ${needId}::uuid
    where c.organisation_id = ${ctx.actor.organisationId}::uuid and c.id = ${caseId}::uuid`;
  return row ? { ...row.ground, consents: row.ground.consents.map(withDates) } : null;
}

/** Instants come out of JSON as text. */
function withDates(consent: ConsentFacts): ConsentFacts {
  return {
    ...consent,
    givenAt: new Date(consent.givenAt),
    expiresAt: new Date(consent.expiresAt),
    withdrawnAt: consent.withdrawnAt && new Date(consent.withdrawnAt),
  };
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
