import "server-only";
import { restrictCase } from "@/lib/cases/restriction";
import type { CaseStatus } from "@/lib/cases/schema";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import { referralStopSharing } from "@/lib/consents/jobs";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict, invalid } from "@/lib/core/errors";
import { enqueue } from "@/lib/core/jobs";
import { canRestrict, canUnrestrict } from "@/lib/retention/restricting/policy";
import { restrictInput, restrictionOutput, unrestrictInput } from "@/lib/retention/restricting/schema";

/**
 * `case.restrict`: the record is kept and nobody uses it (GDPR 18). Partners see nothing more from this moment on. Answers
 * what the person asked of this kind. @throws CONFLICT from a stale page.
 */
export const restrictUse = defineCommand({
  name: "case.restrict",
  input: restrictInput,
  output: restrictionOutput,
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: (actor, caseFile) => canRestrict(actor, caseFile),
  async run(ctx, { caseId, version, because }, caseFile) {
    if (caseFile.version !== version) throw conflict("core.error.stale");
    const { organisationId } = ctx.actor;
    const [restricted, ...answered] = await restrictCase(ctx, caseId, because);
    if (!restricted) throw conflict("core.error.stale");
    return {
      result: { caseId, status: "restricted" as const, version: version + 1 },
      events: [restricted, ...answered],
      jobs: [enqueue(referralStopSharing, { organisationId, caseId })],
    };
  },
});

/**
 * `case.unrestrict`: the case is again what it was, because the person gave consent to casework anew or asked for it. What
 * partners saw stays closed to them. @throws INVALID when no such consent was given since, CONFLICT from a stale page.
 */
export const allowUse = defineCommand({
  name: "case.unrestrict",
  input: unrestrictInput,
  output: restrictionOutput,
  load: (ctx, { caseId }) => restrictedInScope(ctx, caseId),
  allow: (actor, caseFile) => canUnrestrict(actor, caseFile),
  async run(ctx, { caseId, version, because }, { statusBefore, restrictedAt }) {
    if (because === "consent_given" && !(await isGivenSince(ctx, caseId, restrictedAt)))
      throw invalid("retention.error.noConsentSince", "because");
    const status = statusBefore as CaseStatus;
    const { count } = await ctx.db.caseFile.updateMany({
      where: { organisationId: ctx.actor.organisationId, id: caseId, status: "restricted", version },
      data: {
        status,
        statusBefore: null,
        restrictedAt: null,
        restrictedBecause: null,
        updatedAt: ctx.now,
        version: { increment: 1 },
      },
    });
    if (count !== 1) throw conflict("core.error.stale");
    return {
      result: { caseId, status, version: version + 1 },
      events: [
        {
          entity: "case",
          entityId: caseId,
          caseId,
          reason: because,
          detail: { from: "restricted", to: status },
        },
      ],
    };
  },
});

type Restricted = CaseInScope & { statusBefore: string | null; restrictedAt: Date | null };

async function restrictedInScope(ctx: Ctx, caseId: string): Promise<Restricted | null> {
  const caseFile = await caseInScope(ctx, caseId);
  const since = await ctx.db.caseFile.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: caseId },
    select: { statusBefore: true, restrictedAt: true },
  });
  return caseFile && since && { ...caseFile, ...since };
}

/** A live consent to casework, given since the use was stopped. */
async function isGivenSince(ctx: Ctx, caseId: string, since: Date | null): Promise<boolean> {
  const given = await ctx.db.consent.findFirst({
    where: {
      organisationId: ctx.actor.organisationId,
      caseId,
      scope: "case_management",
      answer: "given",
      withdrawnAt: null,
      expiresAt: { gt: ctx.now },
      ...(since && { givenAt: { gte: since } }),
    },
    select: { id: true },
  });
  return given !== null;
}
