import "server-only";
import type { CaseScope } from "@/lib/cases/policy";
import type { CaseStatus } from "@/lib/cases/schema";
import type { Ctx } from "@/lib/core/context";

export type CaseInScope = CaseScope & {
  id: string;
  code: string;
  personId: string;
  level: string;
  version: number;
};

/** A case that the actor may see, by its id; null otherwise. The way every command on a case begins. */
export async function caseInScope(ctx: Ctx, caseId: string): Promise<CaseInScope | null> {
  const row = await ctx.db.caseFile.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: caseId },
    select: {
      id: true,
      code: true,
      personId: true,
      siteId: true,
      teamId: true,
      assigneeId: true,
      status: true,
      level: true,
      version: true,
    },
  });
  return row && { ...row, status: row.status as CaseStatus };
}
