import "server-only";
import type { RestrictionReason } from "@/lib/cases/schema";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import type { Ctx } from "@/lib/core/context";
import type { KeptCase } from "@/lib/retention/rules";
import type { KeepReason } from "@/lib/retention/schema";

export type KeptInScope = {
  file: CaseInScope;
  kept: KeptCase;
  closedAt: Date | null;
  keptBecause: KeepReason | null;
  restrictedBecause: RestrictionReason | null;
  hasPrivateAnswers: boolean;
};

/** A case that the actor may see, with all that the rules ask of it; null otherwise. */
export async function keptInScope(ctx: Ctx, caseId: string): Promise<KeptInScope | null> {
  const file = await caseInScope(ctx, caseId);
  if (!file) return null;
  const where = { organisationId: ctx.actor.organisationId, id: caseId };
  const row = await ctx.db.caseFile.findFirstOrThrow({
    where,
    select: {
      ...{ openedAt: true, closedAt: true, updatedAt: true, keptUntil: true, keptBecause: true },
      ...{ restrictedAt: true, restrictedBecause: true },
    },
  });
  const hasPrivateAnswers =
    (await ctx.db.caseFile.count({ where: { ...where, privateSealed: { not: null } } })) > 0;
  const notes = await ctx.db.note.count({
    where: { organisationId: where.organisationId, caseId, privacy: { not: "case" } },
  });
  const { openedAt, closedAt, updatedAt, restrictedAt, keptUntil } = row;
  return {
    file,
    kept: {
      ...{ status: file.status, level: file.level, openedAt, endedAt: closedAt ?? updatedAt },
      ...{ restrictedAt, keptUntil, privateLeft: hasPrivateAnswers || notes > 0 },
    },
    closedAt,
    keptBecause: row.keptBecause as KeepReason | null,
    restrictedBecause: row.restrictedBecause as RestrictionReason | null,
    hasPrivateAnswers,
  };
}
