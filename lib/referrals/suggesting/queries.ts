import "server-only";
import type { Ctx } from "@/lib/core/context";
import { defineQuery } from "@/lib/core/read";
import type { PartnerType } from "@/lib/partners/schema";
import { fitOf, isSuggested, type Seeker, weightOf } from "@/lib/referrals/fit";
import { suggestionsInput, suggestionsOutput } from "@/lib/referrals/suggesting/schema";
import { statusesIn } from "@/lib/referrals/workflow";

/** `referral.suggestions`: who could meet a need, best fit first, each with what speaks for and against. */
export const suggestPartners = defineQuery({
  name: "referral.suggestions",
  input: suggestionsInput,
  output: suggestionsOutput,
  async event({ needId }, { suggested }, ctx) {
    const need = await ctx.db.need.findFirst({
      where: { organisationId: ctx.actor.organisationId, id: needId },
      select: { caseId: true },
    });
    return { entity: "need", entityId: needId, caseId: need?.caseId, detail: { count: suggested.length } };
  },
  async run(ctx, { needId }) {
    const need = await ctx.db.need.findFirst({
      where: { organisationId: ctx.actor.organisationId, id: needId },
      select: { caseId: true, typeCode: true },
    });
    const seeker = need && (await seekerOf(ctx, need.caseId));
    if (!need || !seeker) return null;
    const asked = await askedBefore(ctx, needId);
    const offers = (await offersFor(ctx, need.typeCode)).map(({ partner, ...service }) => {
      const offer = { ...service, province: partner.province, asked: asked.has(partner.id) };
      return {
        partnerId: partner.id,
        name: partner.name,
        type: partner.type as PartnerType,
        phone: partner.phone,
        openPlaces: service.openPlaces,
        costUsd: service.costUsd,
        reasons: fitOf(seeker, offer),
      };
    });
    const best = offers.sort(
      (a, b) => weightOf(b.reasons) - weightOf(a.reasons) || (a.name < b.name ? -1 : Number(a.name > b.name)),
    );
    return {
      suggested: best.filter(({ reasons }) => isSuggested(reasons)),
      notSuggested: best.filter(({ reasons }) => !isSuggested(reasons)),
    };
  },
});

async function seekerOf(ctx: Ctx, caseId: string): Promise<Seeker | null> {
  const { organisationId } = ctx.actor;
  const row = await ctx.db.caseFile.findFirst({
    where: { organisationId, id: caseId },
    select: {
      province: true,
      person: { select: { preferredLanguage: true, otherLanguages: true, sexGender: true } },
    },
  });
  if (!row) return null;
  const { preferredLanguage, otherLanguages, sexGender } = row.person;
  const languages = [...(preferredLanguage ? [preferredLanguage] : []), ...otherLanguages];
  return { languages, sexGender, province: row.province };
}

function offersFor(ctx: Ctx, needCode: string) {
  return ctx.db.partnerService.findMany({
    where: { organisationId: ctx.actor.organisationId, needCode, partner: { active: true } },
    select: {
      languages: true,
      sexes: true,
      costUsd: true,
      openPlaces: true,
      partner: { select: { id: true, name: true, type: true, phone: true, province: true } },
    },
  });
}

/** Partners to whom a referral for this need has gone out, whatever came of it. */
async function askedBefore(ctx: Ctx, needId: string): Promise<Set<string>> {
  const sent = await ctx.db.referral.findMany({
    where: { organisationId: ctx.actor.organisationId, needId, status: { notIn: statusesIn("draft") } },
    select: { partnerId: true },
  });
  return new Set(sent.map(({ partnerId }) => partnerId));
}
