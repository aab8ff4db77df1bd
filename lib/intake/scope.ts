import "server-only";
import type { Ctx } from "@/lib/core/context";

export type DraftInScope = { draftId: string; caseId: string | null; version: number };

/** One's own draft by its id; null otherwise. */
export async function draftInScope(ctx: Ctx, draftId: string): Promise<DraftInScope | null> {
  const row = await ctx.db.intakeDraft.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: draftId },
    select: { caseId: true, version: true },
  });
  return row && { draftId, ...row };
}

/** Where the answers of a draft are sealed. */
export function draftPlace(draftId: string) {
  return { subject: draftId, table: "intake_draft", column: "answers_sealed", row: draftId };
}
