import "server-only";
import type { CaseStatus } from "@/lib/cases/schema";
import { caseInScope } from "@/lib/cases/scope";
import { caseWorkflow } from "@/lib/cases/workflow";
import { liveConsent, scopesFor } from "@/lib/consents/policy";
import type { ShareElement } from "@/lib/consents/schema";
import { shareMatrix } from "@/lib/consents/share-matrix";
import { staffOf } from "@/lib/core/actor";
import type { Ctx } from "@/lib/core/context";
import { defineQuery } from "@/lib/core/read";
import { labelIn } from "@/lib/needs/kinds";
import type { NeedCategory, Urgency } from "@/lib/needs/schema";
import type { PartnerType } from "@/lib/partners/schema";
import { clockOf } from "@/lib/referrals/clocks";
import { isAnonymous } from "@/lib/referrals/policy";
import {
  type ReferralDetail,
  referralDetail,
  referralGetInput,
  referralPreview,
  referralPreviewInput,
  type ReferralStatus,
} from "@/lib/referrals/schema";
import { consentStateOf } from "@/lib/referrals/scope";
import { assemble, snapshotOf, snapshotPlace } from "@/lib/referrals/snapshot";
import { referralWorkflow } from "@/lib/referrals/workflow";

/** `referral.get`: one referral with all that was shared and said, unless the case is restricted. Leaves a view event. */
export const getReferral = defineQuery({
  name: "referral.get",
  input: referralGetInput,
  output: referralDetail,
  async run(ctx, { referralId }) {
    const row = await wholeReferral(ctx, referralId);
    return row && { ...codedOf(ctx, row), ...timesOf(row), ...(await openedOf(ctx, row)) };
  },
  event: (_input, { id, caseId }) => ({ entity: "referral", entityId: id, caseId }),
});

type Row = NonNullable<Awaited<ReturnType<typeof wholeReferral>>>;

function wholeReferral(ctx: Ctx, id: string) {
  return ctx.db.referral.findFirst({
    where: { organisationId: ctx.actor.organisationId, id },
    include: {
      caseFile: { select: { code: true, personId: true, status: true } },
      partner: { select: { name: true, type: true, phone: true } },
      need: { select: { type: { select: { code: true, category: true, labels: true, sensitive: true } } } },
      links: {
        orderBy: { createdAt: "asc" },
        select: { id: true, createdAt: true, expiresAt: true, revokedAt: true },
      },
    },
  });
}

function codedOf(ctx: Ctx, row: Row) {
  const { caseFile, partner, need } = row;
  const status = row.status as ReferralStatus;
  return {
    id: row.id,
    caseId: row.caseId,
    caseCode: caseFile.code,
    personId: caseFile.personId,
    needId: row.needId,
    needCode: need.type.code,
    needLabel: labelIn(need.type.labels, staffOf(ctx.actor).locale),
    category: need.type.category as NeedCategory,
    sensitive: need.type.sensitive,
    partnerId: row.partnerId,
    partnerName: partner.name,
    partnerType: partner.type as PartnerType,
    partnerPhone: partner.phone,
    consentId: row.consentId,
    urgency: row.urgency as Urgency,
    status,
    group: referralWorkflow[status].group,
    late: row.nextDueAt !== null && row.nextDueAt < ctx.now,
    elements: row.sharedElements as ShareElement[],
    rejectReason: row.rejectReason as ReferralDetail["rejectReason"],
    outcome: row.outcome as ReferralDetail["outcome"],
    clock: row.sentAt && clockOf(row.urgency as Urgency, row.sentAt),
    version: row.version,
  };
}

function timesOf({ links, ...row }: Row) {
  const iso = (moment: Date | null) => moment?.toISOString() ?? null;
  return {
    createdAt: row.createdAt.toISOString(),
    sentAt: iso(row.sentAt),
    nextDueAt: iso(row.nextDueAt),
    acknowledgedAt: iso(row.acknowledgedAt),
    answeredAt: iso(row.answeredAt),
    firstServiceAt: iso(row.firstServiceAt),
    closedAt: iso(row.closedAt),
    links: links.map(({ id, createdAt, expiresAt, revokedAt }) => ({
      id,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      revokedAt: iso(revokedAt),
    })),
  };
}

async function openedOf(ctx: Ctx, row: Row) {
  const { id, caseId, consentId } = row;
  const rests = caseWorkflow[row.caseFile.status as CaseStatus].rests;
  const open = (column: string, sealed: Uint8Array | null) =>
    rests ? null : ctx.vault.unseal({ subject: caseId, table: "referral", column, row: id }, sealed);
  const snapshot = rests ? null : await ctx.vault.unseal(snapshotPlace(caseId, id), row.snapshotSealed);
  return {
    consentState: await consentStateOf(ctx, consentId),
    shared: snapshot === null ? null : snapshotOf(snapshot),
    message: await open("message_sealed", row.messageSealed),
    answer: await open("answer_sealed", row.answerSealed),
    feedback: await open("feedback_sealed", row.feedbackSealed),
  };
}

/**
 * `referral.preview`: what this partner would see, element by element with the values as they are now, and whether each may
 * go. It opens seals, so it leaves a view event.
 */
export const previewReferral = defineQuery({
  name: "referral.preview",
  input: referralPreviewInput,
  output: referralPreview,
  async run(ctx, { caseId, needId, partnerId, elements }) {
    const { organisationId } = ctx.actor;
    const caseFile = await caseInScope(ctx, caseId);
    const need = await ctx.db.need.findFirst({
      where: { organisationId, caseId, id: needId },
      select: { id: true },
    });
    const partner = await ctx.db.partner.findFirst({
      where: { organisationId, id: partnerId, active: true },
      select: { type: true },
    });
    if (!caseFile || caseWorkflow[caseFile.status].rests || !need || !partner) return null;
    const type = partner.type as PartnerType;
    const { offered, never } = shareMatrix[type];
    const consents = await ctx.db.consent.findMany({ where: { organisationId, caseId, partnerId } });
    const gap = (element: ShareElement) => {
      if (never.includes(element)) return "never_shared" as const;
      if (isAnonymous([element]) && isAnonymous(elements)) return null;
      const cover = liveConsent(consents, {
        scopes: scopesFor(type),
        partnerId,
        now: ctx.now,
        elements: [element],
      });
      return cover.covered ? null : cover.reason;
    };
    const values = await assemble(ctx, { caseId, personId: caseFile.personId, needId }, elements);
    const judged = values.map((value) => ({ ...value, reason: gap(value.element) }));
    return {
      caseId,
      elements: judged.map((value) => ({ ...value, allowed: value.reason === null })),
      anonymous: isAnonymous(elements),
      ready: judged.every(({ reason }) => reason === null),
      offered: [...offered],
      never: [...never],
    };
  },
  event: ({ caseId, elements }) => ({
    entity: "case",
    entityId: caseId,
    caseId,
    detail: { elements },
  }),
});
