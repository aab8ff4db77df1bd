import "server-only";
import { z } from "zod";
import { openPrivate } from "@/lib/cases/record";
import type { ShareElement } from "@/lib/consents/schema";
import type { Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { Place } from "@/lib/core/vault";
import { labelIn } from "@/lib/needs/kinds";
import { openIdentity } from "@/lib/people/scope";
import { elementOf, healthElements, identityElements, type Known } from "@/lib/referrals/elements";
import { element, type SharedElement } from "@/lib/referrals/facts";

/** Whose data is shared, and for which need. */
export type Subject = { caseId: string; personId: string; needId: string };

/**
 * What a partner would see of these elements now, in their order. It opens only the seals that the elements ask for; the
 * caller leaves a view or share event.
 */
export async function assemble(
  ctx: Ctx,
  subject: Subject,
  elements: readonly ShareElement[],
): Promise<SharedElement[]> {
  const known = await gather(ctx, subject, elements);
  return elements.map((one) => elementOf(one, known));
}

/** Where the frozen snapshot of a referral is sealed. */
export function snapshotPlace(caseId: string, referralId: string): Place {
  return { subject: caseId, table: "referral", column: "snapshot_sealed", row: referralId };
}

/** A snapshot as text to seal, and back. */
export const snapshotText = (shared: readonly SharedElement[]): string => JSON.stringify(shared);
export const snapshotOf = (text: string): SharedElement[] => z.array(element).parse(JSON.parse(text));

async function gather(ctx: Ctx, { caseId, personId, needId }: Subject, elements: readonly ShareElement[]) {
  const { organisationId } = ctx.actor;
  const asks = (some: readonly ShareElement[]) => elements.some((one) => some.includes(one));
  const need = await ctx.db.need.findFirst({
    where: { organisationId, caseId, id: needId },
    select: { type: { select: { labels: true } }, caseFile: { select: { code: true, province: true } } },
  });
  const person = await ctx.db.person.findFirst({
    where: { organisationId, id: personId },
    select: {
      nationalities: true,
      sexGender: true,
      ageGroup: true,
      preferredLanguage: true,
      interpreterNeeded: true,
    },
  });
  const exit = await ctx.db.exitEvent.findFirst({
    where: { organisationId, caseId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { mode: true, exitDate: true, province: true },
  });
  if (!need || !person) throw new AppError("NOT_FOUND");
  await ctx.vault.load([personId, caseId]);
  const known: Known = {
    caseCode: need.caseFile.code,
    area: need.caseFile.province,
    need: labelIn(need.type.labels, "en"),
    person,
    identity: asks(identityElements) ? await openIdentity(ctx, personId) : null,
    health: asks(healthElements) ? await openPrivate(ctx, caseId) : null,
    exit,
  };
  return known;
}
