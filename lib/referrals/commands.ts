import "server-only";
import type { CaseInScope } from "@/lib/cases/scope";
import { canWorkOn } from "@/lib/cases/policy";
import { liveConsent, scopesFor } from "@/lib/consents/policy";
import type { ShareElement } from "@/lib/consents/schema";
import { shareMatrix } from "@/lib/consents/share-matrix";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { hashToken, opaqueToken } from "@/lib/core/crypto";
import { conflict, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { NeedStatus } from "@/lib/needs/schema";
import { needWorkflow } from "@/lib/needs/workflow";
import type { PartnerType } from "@/lib/partners/schema";
import { linkExpiry } from "@/lib/referrals/clocks";
import { moveReferral, needReferred } from "@/lib/referrals/moves";
import { canActOn, isAnonymous } from "@/lib/referrals/policy";
import {
  createReferralInput,
  createReferralOutput,
  sendReferralInput,
  sendReferralOutput,
} from "@/lib/referrals/schema";
import { groundInScope, referralInScope } from "@/lib/referrals/scope";
import { assemble, snapshotPlace, snapshotText } from "@/lib/referrals/snapshot";

/**
 * `referral.create`: prepares a question to a partner; nothing leaves yet. It waits for consent when what is to be shared
 * tells who the person is and no live consent covers it. @throws INVALID for what this partner is never given.
 */
export const createReferral = defineCommand({
  name: "referral.create",
  input: createReferralInput,
  output: createReferralOutput,
  load: groundInScope,
  allow: (actor, { caseFile }) => canWorkOn(actor, caseFile),
  async run(
    ctx,
    { caseId, needId, partnerId, elements, message, urgency },
    { need, partnerType: type, consents },
  ) {
    refuseNeed(need.status);
    if (!type) throw invalid("referrals.error.partnerInactive", "partnerId");
    if (elements.some((element) => shareMatrix[type].never.includes(element))) {
      throw invalid("referrals.error.neverShared", "elements");
    }
    const { covered } = liveConsent(consents, { scopes: scopesFor(type), partnerId, now: ctx.now, elements });
    const id = newId();
    const status = covered || isAnonymous(elements) ? ("draft" as const) : ("consent_pending" as const);
    const place = { subject: caseId, table: "referral", column: "message_sealed", row: id };
    await ctx.db.referral.createMany({
      data: [
        {
          organisationId: ctx.actor.organisationId,
          id,
          caseId,
          needId,
          partnerId,
          status,
          urgency: urgency ?? need.urgency,
          sharedElements: elements,
          messageSealed: message ? await ctx.vault.seal(place, message) : null,
          createdBy: staffOf(ctx.actor).userId,
          createdAt: ctx.now,
        },
      ],
    });
    return {
      result: { id, status, version: 1 },
      events: [
        { entity: "referral", entityId: id, caseId, detail: { to: status, partner: partnerId, elements } },
      ],
    };
  },
});

/**
 * `referral.send`: asks for the live consent once more, freezes what the partner will see and makes the secret link, which
 * is answered once and kept nowhere. @throws INVALID when no live consent covers it now, CONFLICT when it was sent already.
 */
export const sendReferral = defineCommand({
  name: "referral.send",
  input: sendReferralInput,
  output: sendReferralOutput,
  load: (ctx, { referralId }) => referralInScope(ctx, referralId),
  allow: canActOn,
  async run(ctx, { version }, referral) {
    if (!["draft", "consent_pending"].includes(referral.status))
      throw conflict("referrals.error.alreadySent");
    if (referral.version !== version) throw conflict("core.error.stale");
    const { id, caseId, needId, partnerId, sharedElements: elements, urgency } = referral;
    refuseNeed(referral.need.status);
    const type = await partnerType(ctx, partnerId);
    await holdConsents(ctx, caseId, partnerId);
    const { consentId, gap } = await cover(ctx, caseId, partnerId, type, elements);
    if (!consentId && !isAnonymous(elements)) {
      throw invalid("referrals.error.consentMissing", "elements", { reason: gap });
    }
    const personId = (referral.caseFile as CaseInScope).personId;
    const snapshot = await assemble(ctx, { caseId, personId, needId }, elements);
    const snapshotSealed = await ctx.vault.seal(snapshotPlace(caseId, id), snapshotText(snapshot));
    const sent = { consentId, snapshotSealed, sentAt: ctx.now };
    const { result, event, jobs } = await moveReferral(
      ctx,
      referral,
      "sent",
      "referrals.error.alreadySent",
      sent,
    );
    const link = await makeLink(ctx, id, linkExpiry(urgency, ctx.now));
    const detail = { ...event.detail, partner: partnerId, elements, urgency, anonymous: consentId === null };
    return {
      result: { ...result, ...link },
      events: [{ ...event, kind: "share", detail }, ...(await needReferred(ctx, referral))],
      jobs,
    };
  },
});

function refuseNeed(status: NeedStatus): void {
  if (status === "declined_by_person") throw invalid("referrals.error.needDeclined", "needId");
  if (needWorkflow[status].closed) throw invalid("referrals.error.needEnded", "needId");
}

async function partnerType(ctx: Ctx, id: string): Promise<PartnerType> {
  const partner = await ctx.db.partner.findFirst({
    where: { organisationId: ctx.actor.organisationId, id, active: true },
    select: { type: true },
  });
  if (!partner) throw invalid("referrals.error.partnerInactive", "partnerId");
  return partner.type as PartnerType;
}

/** Waits for whoever is changing these consents, and lets nobody withdraw one before this transaction has ended. */
async function holdConsents(ctx: Ctx, caseId: string, partnerId: string): Promise<void> {
  await ctx.db.$queryRaw`select id from consent where organisation_id = ${ctx.actor.organisationId}::uuid
    and case_id = ${caseId}::uuid and partner_id = ${partnerId}::uuid for share`;
}

async function cover(
  ctx: Ctx,
  caseId: string,
  partnerId: string,
  type: PartnerType,
  elements: readonly ShareElement[],
): Promise<{ consentId: string; gap: "" } | { consentId: null; gap: string }> {
  const consents = await ctx.db.consent.findMany({
    where: { organisationId: ctx.actor.organisationId, caseId, partnerId },
  });
  const found = liveConsent(consents, { scopes: scopesFor(type), partnerId, now: ctx.now, elements });
  return found.covered ? { consentId: found.consentId, gap: "" } : { consentId: null, gap: found.reason };
}

async function makeLink(ctx: Ctx, referralId: string, expiresAt: Date) {
  const token = opaqueToken();
  const { organisationId } = ctx.actor;
  const hash = Uint8Array.from(hashToken(token));
  await ctx.db.partnerLink.createMany({
    data: [{ organisationId, id: newId(), referralId, hash, expiresAt }],
  });
  return { link: `/partner/${token}`, expiresAt: expiresAt.toISOString() };
}
