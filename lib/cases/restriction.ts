import "server-only";
import type { RestrictionReason } from "@/lib/cases/schema";
import type { CaseInScope } from "@/lib/cases/scope";
import { answerRequests } from "@/lib/cases/requests";
import type { Event } from "@/lib/core/audit";
import type { Ctx } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";

/**
 * Stops the use of a case: it keeps its place and what it was, nobody writes on it, and every link by which partners saw
 * something of it ends in the same transaction. The job `referral.stopSharing` then takes the referrals back. Answers what
 * the person asked of this kind. @throws CONFLICT when its status has changed meanwhile.
 */
export async function restrictCase(
  ctx: Ctx,
  { id: caseId, status }: Pick<CaseInScope, "id" | "status">,
  because: RestrictionReason,
): Promise<[Event, ...Event[]]> {
  const { organisationId } = ctx.actor;
  // Waits for whoever is writing on the case or sharing something of it; those who come later wait for this.
  await ctx.db.$queryRaw`select 1 from case_file
    where organisation_id = ${organisationId}::uuid and id = ${caseId}::uuid for update`;
  const { count } = await ctx.db.caseFile.updateMany({
    where: { organisationId, id: caseId, status },
    data: {
      status: "restricted",
      statusBefore: status,
      restrictedAt: ctx.now,
      restrictedBecause: because,
      updatedAt: ctx.now,
      version: { increment: 1 },
    },
  });
  if (count !== 1) throw conflict("core.error.stale");
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
