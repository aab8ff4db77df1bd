import "server-only";
import { canSee, canWorkOn } from "@/lib/cases/policy";
import { restrictCase } from "@/lib/cases/restriction";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import { referralStopSharing } from "@/lib/consents/jobs";
import { canAskAgain, scopesFor } from "@/lib/consents/policy";
import {
  type ConsentScope,
  consentTextVersion,
  giveConsentInput,
  giveConsentOutput,
  remindConsentInput,
  remindConsentOutput,
  withdrawConsentInput,
  withdrawConsentOutput,
} from "@/lib/consents/schema";
import { defaultExpiry, expiryObstacle, neverShared } from "@/lib/consents/terms";
import { staffOf } from "@/lib/core/actor";
import type { Event } from "@/lib/core/audit";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { AppError, conflict, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { enqueue, type Job } from "@/lib/core/jobs";
import type { PartnerType } from "@/lib/partners/schema";
import { isChild } from "@/lib/people/child";
import { taskOpen } from "@/lib/tasks/jobs";

type Given = ReturnType<typeof giveConsentInput.parse>;

/**
 * `consent.give`: what a person answered when asked whether something may be shared. A refusal also ends what they had
 * given for the same recipient before; one of casework itself can be given anew while the case is restricted. @throws INVALID for elements that this recipient is never given, for a child
 * without guardian, for an end in the past.
 */
export const giveConsent = defineCommand({
  name: "consent.give",
  input: giveConsentInput,
  output: giveConsentOutput,
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: (actor, caseFile, { scope }) =>
    canWorkOn(actor, caseFile) || (scope === "case_management" && canAskAgain(actor, caseFile)),
  async run(ctx, input, caseFile) {
    const recipient = input.partnerId ? await recipientOf(ctx, input.partnerId) : null;
    await refuseUnfit(ctx, input, caseFile, recipient);
    const { organisationId } = ctx.actor;
    const { purpose, expiresAt = defaultExpiry(input.scope, ctx.now), ...answer } = input;
    const id = newId();
    const place = { subject: caseFile.id, table: "consent", column: "purpose_sealed", row: id };
    const ended = input.answer === "refused" ? await endEarlier(ctx, input, recipient) : [];
    await ctx.db.consent.createMany({
      data: [
        {
          ...answer,
          organisationId,
          id,
          purposeSealed: purpose ? await ctx.vault.seal(place, purpose) : null,
          textVersion: consentTextVersion,
          explainedBy: staffOf(ctx.actor).userId,
          givenAt: ctx.now,
          expiresAt,
        },
      ],
    });
    const { scope, answer: said, elements } = input;
    return {
      result: { id, expiresAt: expiresAt.toISOString() },
      events: [
        { entity: "consent", entityId: id, caseId: caseFile.id, detail: { scope, answer: said, elements } },
        ...ended.map((earlier) => withdrawalEvent(earlier, caseFile.id, scope)),
        ...(ended.length > 0 ? await endUse(ctx, scope, caseFile) : []),
      ],
      jobs: stopSharing(organisationId, ended, scope, caseFile),
    };
  },
});

async function recipientOf(ctx: Ctx, id: string): Promise<PartnerType> {
  const partner = await ctx.db.partner.findFirst({
    where: { organisationId: ctx.actor.organisationId, id, active: true },
    select: { type: true },
  });
  if (!partner) throw invalid("consents.error.unknownRecipient", "partnerId");
  return partner.type as PartnerType;
}

async function refuseUnfit(ctx: Ctx, input: Given, { personId }: CaseInScope, recipient: PartnerType | null) {
  const late = input.expiresAt && expiryObstacle(input.expiresAt, ctx.now);
  if (late) throw invalid(late, "expiresAt");
  if (input.answer === "refused") return;
  const never = neverShared(input.scope, recipient);
  if (input.elements.some((element) => never.includes(element)))
    throw invalid("consents.error.neverShared", "elements");
  const person = await ctx.db.person.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: personId },
    select: { ageGroup: true, ageCertainty: true },
  });
  const guarded = input.method === "guardian_plus_child_assent";
  if (person && isChild(person) && !guarded) throw invalid("consents.error.guardianMissing", "method");
}

/** Ends what was given earlier for the same recipient (or, without one, the same scope); ids of the consents ended. */
async function endEarlier(ctx: Ctx, { caseId, scope, partnerId }: Given, recipient: PartnerType | null) {
  const scopes: ConsentScope[] = recipient ? [...new Set([scope, ...scopesFor(recipient)])] : [scope];
  const earlier = {
    organisationId: ctx.actor.organisationId,
    caseId,
    partnerId: partnerId ?? null,
    scope: { in: scopes },
    answer: "given",
    withdrawnAt: null,
  };
  const found = await ctx.db.consent.findMany({ where: earlier, select: { id: true } });
  const ids = found.map(({ id }) => id);
  await ctx.db.consent.updateMany({
    where: { ...earlier, id: { in: ids } },
    data: { withdrawnAt: ctx.now, version: { increment: 1 } },
  });
  return ids;
}

function withdrawalEvent(id: string, caseId: string, scope: string): Event {
  return { action: "consent.withdraw", entity: "consent", entityId: id, caseId, detail: { scope } };
}

/**
 * `consent.withdraw`: at once, by whatever way the person said so, also after help has ended. Every page that shows what
 * was shared asks for the consent again, and a job closes the referrals. Without consent to casework the case is restricted
 * in the same transaction. @throws CONFLICT when there is nothing to withdraw.
 */
export const withdrawConsent = defineCommand({
  name: "consent.withdraw",
  input: withdrawConsentInput,
  output: withdrawConsentOutput,
  async load(ctx, { consentId }) {
    const consent = await ctx.db.consent.findFirst({
      where: { organisationId: ctx.actor.organisationId, id: consentId },
      select: { caseId: true, scope: true, answer: true, withdrawnAt: true },
    });
    const caseFile = consent && (await caseInScope(ctx, consent.caseId));
    return consent && caseFile && { ...consent, caseFile };
  },
  allow: (actor, { caseFile }) => canSee(actor, caseFile),
  async run(ctx, { consentId, version, how }, { caseId, caseFile, scope, answer, withdrawnAt }) {
    if (answer === "refused") throw conflict("consents.error.nothingGiven");
    if (withdrawnAt) throw conflict("consents.error.alreadyWithdrawn");
    const { organisationId } = ctx.actor;
    const { count } = await ctx.db.consent.updateMany({
      where: { organisationId, id: consentId, version, withdrawnAt: null },
      data: { withdrawnAt: ctx.now, withdrawnHow: how, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("core.error.stale");
    return {
      result: { id: consentId, withdrawnAt: ctx.now.toISOString(), version: version + 1 },
      events: [
        { ...withdrawalEvent(consentId, caseId, scope), detail: { scope, how } },
        ...(await endUse(ctx, scope, caseFile)),
      ],
      jobs: stopSharing(organisationId, [consentId], scope, caseFile),
    };
  },
});

/** Without consent to casework nobody uses the record (domain.md 7.7). */
async function endUse(ctx: Ctx, scope: string, { id: caseId }: CaseInScope): Promise<Event[]> {
  return scope === "case_management" ? restrictCase(ctx, caseId, "consent_withdrawn") : [];
}

function stopSharing(
  organisationId: string,
  ended: readonly string[],
  scope: string,
  { id: caseId }: CaseInScope,
): Job[] {
  const wholeCase = ended.length > 0 && scope === "case_management";
  return [
    ...ended.map((consentId) => enqueue(referralStopSharing, { organisationId, consentId })),
    ...(wholeCase ? [enqueue(referralStopSharing, { organisationId, caseId })] : []),
  ];
}

/** `consent.remind`: makes a task of each of these consents, which `consent.expiring` found to end soon. */
export const remindOfConsents = defineCommand({
  name: "consent.remind",
  input: remindConsentInput,
  output: remindConsentOutput,
  async load(ctx, { consentIds }) {
    const consents = await ctx.db.consent.findMany({
      where: { organisationId: ctx.actor.organisationId, id: { in: consentIds } },
      select: { id: true, caseId: true, scope: true, expiresAt: true },
    });
    return consents.length === 0 ? null : consents;
  },
  allow: (actor) => actor.kind === "system",
  async run(ctx, _input, consents) {
    const [first, ...rest] = consents.map(({ id, caseId, scope }) => ({
      entity: "consent",
      entityId: id,
      caseId,
      detail: { scope },
    }));
    if (!first) throw new AppError("NOT_FOUND");
    const { organisationId } = ctx.actor;
    return {
      result: { reminded: consents.length },
      events: [first, ...rest],
      jobs: consents.map(({ id, caseId, expiresAt }) =>
        enqueue(taskOpen, {
          organisationId,
          caseId,
          kind: "consent_expiring",
          subjectId: id,
          dueAt: expiresAt.toISOString(),
        }),
      ),
    };
  },
});
