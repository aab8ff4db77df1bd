import "server-only";
import type { Ctx } from "@/lib/core/context";
import { formatPartialDate, isPartialDate } from "@/lib/core/dates";
import { labelIn } from "@/lib/needs/kinds";
import { factKinds, factWords, type SharedElement } from "@/lib/referrals/facts";
import { snapshotOf, snapshotPlace } from "@/lib/referrals/snapshot";
import type { Coded, PersonCopy } from "@/lib/retention/copying/schema";
import {
  coded,
  countryCoded,
  languageCoded,
  maybeCoded,
  placeCoded,
  type WordList,
} from "@/lib/retention/copying/words";

type Fact = SharedElement["facts"][number];

const iso = (moment: Date | null) => moment?.toISOString() ?? null;

/** Which partner was asked for help, what exactly it was shown, from when until when, and what it said. */
export async function referralsOf(ctx: Ctx, caseId: string): Promise<PersonCopy["referrals"]> {
  const rows = await ctx.db.referral.findMany({
    where: { organisationId: ctx.actor.organisationId, caseId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: {
      partner: { select: { name: true, type: true } },
      need: { select: { typeCode: true, type: { select: { labels: true } } } },
      links: { select: { expiresAt: true, revokedAt: true } },
    },
  });
  return Promise.all(
    rows.map(async ({ id, partner, need, links, snapshotSealed, ...row }) => {
      const open = (column: string, sealed: Uint8Array | null) =>
        ctx.vault.unseal({ subject: caseId, table: "referral", column, row: id }, sealed);
      const snapshot = await ctx.vault.unseal(snapshotPlace(caseId, id), snapshotSealed);
      return {
        partner: partner.name,
        partnerType: coded("partners.type", partner.type),
        need: { code: need.typeCode, words: labelIn(need.type.labels, "en") },
        status: coded("referrals.status", row.status),
        shared: snapshot === null ? [] : snapshotOf(snapshot).map(sharedOf),
        message: await open("message_sealed", row.messageSealed),
        answer: await open("answer_sealed", row.answerSealed),
        feedback: await open("feedback_sealed", row.feedbackSealed),
        rejectReason: maybeCoded("referrals.rejectReason", row.rejectReason),
        outcome: maybeCoded("referrals.outcome", row.outcome),
        createdAt: row.createdAt.toISOString(),
        sentAt: iso(row.sentAt),
        acknowledgedAt: iso(row.acknowledgedAt),
        answeredAt: iso(row.answeredAt),
        closedAt: iso(row.closedAt),
        linkEndedAt: iso(endOf(links, ctx.now)),
      };
    }),
  );
}

/** When the last of the links ended; null while one is alive, and when there was none. */
function endOf(links: readonly { expiresAt: Date; revokedAt: Date | null }[], now: Date): Date | null {
  const ends = links.map(({ expiresAt, revokedAt }) => revokedAt ?? expiresAt);
  const last = ends.reduce<Date | null>((latest, end) => (latest && latest > end ? latest : end), null);
  return last && last <= now ? last : null;
}

function sharedOf({ element, facts }: SharedElement): PersonCopy["referrals"][number]["shared"][number] {
  return {
    element: coded("consents.element", element),
    facts: facts.map((one) => ({ fact: coded("referrals.fact", one.fact), value: valueOf(one) })),
  };
}

function valueOf({ fact, value }: Fact): Coded {
  switch (factKinds[fact]) {
    case "code":
      return coded((factWords as Record<string, WordList>)[fact]!, value);
    case "country":
      return countryCoded(value);
    case "province":
      return placeCoded(value);
    case "language":
      return languageCoded(value);
    case "partial_date":
      return { code: value, words: isPartialDate(value) ? formatPartialDate(value, "en") : value };
    default:
      return { code: value, words: value };
  }
}
