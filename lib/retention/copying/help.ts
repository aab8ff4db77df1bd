import "server-only";
import { stateOf } from "@/lib/consents/policy";
import type { Ctx } from "@/lib/core/context";
import { labelIn } from "@/lib/needs/kinds";
import type { PersonCopy } from "@/lib/retention/copying/schema";
import { coded, languageCoded, maybeCoded } from "@/lib/retention/copying/words";

const iso = (moment: Date | null) => moment?.toISOString() ?? null;

/** What the person needs or needed, and how it ended. */
export async function needsOf(ctx: Ctx, caseId: string): Promise<PersonCopy["needs"]> {
  const needs = await ctx.db.need.findMany({
    where: { organisationId: ctx.actor.organisationId, caseId },
    orderBy: [{ identifiedAt: "asc" }, { id: "asc" }],
    include: { type: { select: { labels: true } } },
  });
  return Promise.all(
    needs.map(async ({ id, type, typeCode, detailSealed, howMetSealed, ...need }) => {
      const open = (column: string, sealed: Uint8Array | null) =>
        ctx.vault.unseal({ subject: caseId, table: "need", column, row: id }, sealed);
      return {
        need: { code: typeCode, words: labelIn(type.labels, "en") },
        urgency: coded("needs.urgency", need.urgency),
        status: coded("needs.status", need.status),
        personAgrees: coded("needs.personAgrees", need.personAgrees),
        detail: await open("detail_sealed", detailSealed),
        howMet: await open("how_met_sealed", howMetSealed),
        unmetReason: maybeCoded("needs.unmetReason", need.unmetReason),
        identifiedAt: need.identifiedAt.toISOString(),
        firstServiceAt: iso(need.firstServiceAt),
        endedAt: iso(need.endedAt),
      };
    }),
  );
}

/** What the person answered about sharing, with the version of the text that was read to them. */
export async function consentsOf(ctx: Ctx, caseId: string): Promise<PersonCopy["consents"]> {
  const consents = await ctx.db.consent.findMany({
    where: { organisationId: ctx.actor.organisationId, caseId },
    orderBy: [{ givenAt: "asc" }, { id: "asc" }],
    include: { partner: { select: { name: true } } },
  });
  return Promise.all(
    consents.map(async ({ id, partner, purposeSealed, ...consent }) => ({
      scope: coded("consents.scope", consent.scope),
      answer: coded("consents.answer", consent.answer),
      state: coded("consents.state", stateOf(consent, ctx.now)),
      partner: partner?.name ?? null,
      elements: consent.elements.map((element) => coded("consents.element", element)),
      purpose: await ctx.vault.unseal(
        { subject: caseId, table: "consent", column: "purpose_sealed", row: id },
        purposeSealed,
      ),
      language: languageCoded(consent.language),
      interpreter: consent.interpreter,
      method: coded("consents.method", consent.method),
      capacity: coded("consents.capacity", consent.capacity),
      textVersion: consent.textVersion,
      givenAt: consent.givenAt.toISOString(),
      expiresAt: consent.expiresAt.toISOString(),
      withdrawnAt: iso(consent.withdrawnAt),
      withdrawnHow: maybeCoded("consents.withdrawnHow", consent.withdrawnHow),
    })),
  );
}
