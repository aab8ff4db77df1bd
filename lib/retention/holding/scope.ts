import "server-only";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import type { Ctx } from "@/lib/core/context";
import type { HoldBasis, HoldOut } from "@/lib/retention/holding/schema";
import { canHold } from "@/lib/retention/policy";

export type HoldInScope = {
  id: string;
  caseId: string;
  reviewAt: Date;
  liftedAt: Date | null;
  file: CaseInScope;
};

/** A hold on a case that the actor may see, by its id; null otherwise. */
export async function holdInScope(ctx: Ctx, holdId: string): Promise<HoldInScope | null> {
  const row = await ctx.db.legalHold.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: holdId },
    select: { id: true, caseId: true, reviewAt: true, liftedAt: true },
  });
  const file = row && (await caseInScope(ctx, row.caseId));
  return row && file && { ...row, file };
}

/** Where what the lawyer stated is sealed. */
export function holdPlace(caseId: string, holdId: string) {
  return { subject: caseId, table: "legal_hold", column: "reason_sealed", row: holdId };
}

/** The hold that protects a case now, its reason opened for those who may place holds; null when there is none. */
export async function holdOf(ctx: Ctx, file: CaseInScope): Promise<HoldOut | null> {
  const { organisationId } = ctx.actor;
  const row = await ctx.db.legalHold.findFirst({
    where: { organisationId, caseId: file.id, liftedAt: null },
    omit: { organisationId: true, caseId: true },
  });
  if (!row) return null;
  const placer = await ctx.db.userAccount.findFirst({
    where: { organisationId, id: row.placedBy },
    select: { displayName: true },
  });
  const opens = canHold(ctx.actor, file);
  return {
    holdId: row.id,
    version: row.version,
    basis: row.basis as HoldBasis,
    reason: opens ? await ctx.vault.unseal(holdPlace(file.id, row.id), row.reasonSealed) : null,
    placedByName: placer?.displayName ?? "",
    placedAt: row.placedAt.toISOString(),
    reviewAt: row.reviewAt.toISOString(),
    reviewLate: row.reviewAt <= ctx.now,
  };
}
