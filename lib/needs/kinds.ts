import "server-only";
import type { Ctx } from "@/lib/core/context";
import type { UrgencyRule } from "@/lib/needs/urgency";

/** The kinds of need with these codes, by code; unknown codes are missing. */
export async function needTypesOf(ctx: Ctx, codes: readonly string[]): Promise<Map<string, UrgencyRule>> {
  const types = await ctx.db.needType.findMany({
    where: { code: { in: [...codes] } },
    select: { code: true, category: true, defaultUrgency: true, raiseLabels: true },
  });
  return new Map(
    types.map(({ code, raiseLabels, ...type }) => [code, { ...type, raisable: raiseLabels !== null }]),
  );
}

/** The label of a kind of need in the reader's language, else in English. */
export function labelIn(labels: unknown, locale: string): string {
  const known = labels as Record<string, string>;
  return known[locale] ?? known.en ?? "";
}
