import "server-only";
import type { CaseStatus, RestrictionReason } from "@/lib/cases/schema";
import { canRest } from "@/lib/cases/workflow";
import { answerRequests } from "@/lib/cases/requests";
import type { Event } from "@/lib/core/audit";
import type { Ctx } from "@/lib/core/context";

/**
 * Stops the use of a case: it keeps its place and what it was, nobody writes on it, and every link by which partners saw
 * something of it ends in the same transaction. The job `referral.stopSharing` then takes the referrals back. Answers what
 * the person asked of this kind. No events when there was nothing to stop: somebody else did so meanwhile.
 */
export async function restrictCase(ctx: Ctx, caseId: string, because: RestrictionReason): Promise<Event[]> {
  const status = await heldStatus(ctx, caseId);
  if (!status || !canRest(status)) return [];
  await ctx.db.caseFile.updateMany({
    where: { organisationId: ctx.actor.organisationId, id: caseId },
    data: {
      status: "restricted",
      statusBefore: status,
      restrictedAt: ctx.now,
      restrictedBecause: because,
      updatedAt: ctx.now,
      version: { increment: 1 },
    },
  });
  const event = {
    action: "case.restrict",
    entity: "case",
    entityId: caseId,
    caseId,
    covers: await endLinks(ctx, caseId),
    reason: because,
    detail: { from: status, to: "restricted" },
  };
  return [event, ...(await answerRequests(ctx, caseId, "restriction"))];
}

/**
 * The status of a case, which stays so until this transaction ends: waits for whoever is writing on it or sharing something
 * of it, and makes those wait who come later.
 */
async function heldStatus(ctx: Ctx, caseId: string): Promise<CaseStatus | undefined> {
  const [row] = await ctx.db.$queryRaw<{ status: CaseStatus }[]>`select status from case_file
    where organisation_id = ${ctx.actor.organisationId}::uuid and id = ${caseId}::uuid for update`;
  return row?.status;
}

/** Ends the links of all referrals of a case, and gives the ids of those referrals. */
async function endLinks(ctx: Ctx, caseId: string): Promise<string[]> {
  const { organisationId } = ctx.actor;
  const live = { organisationId, revokedAt: null, referral: { caseId } };
  const links = await ctx.db.partnerLink.findMany({ where: live, select: { id: true, referralId: true } });
  await ctx.db.partnerLink.updateMany({
    where: { organisationId, id: { in: links.map(({ id }) => id) } },
    data: { revokedAt: ctx.now },
  });
  return [...new Set(links.map(({ referralId }) => referralId))];
}
