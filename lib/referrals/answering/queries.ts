import "server-only";
import type { Ctx } from "@/lib/core/context";
import { defineQuery } from "@/lib/core/read";
import type { Urgency } from "@/lib/needs/schema";
import { referralShared, referralSharedInput } from "@/lib/referrals/answering/schema";
import { clockOf } from "@/lib/referrals/clocks";
import { endOfSharing } from "@/lib/referrals/policy";
import type { ReferralStatus } from "@/lib/referrals/schema";
import { consentStateOf } from "@/lib/referrals/scope";
import { snapshotOf, snapshotPlace } from "@/lib/referrals/snapshot";

/**
 * `referral.shared`: what the holder of a partner's link may see: the frozen snapshot and the request, as long as the
 * consent lives and the referral runs; nothing but the reason after that. Leaves a view event.
 */
export const readShared = defineQuery({
  name: "referral.shared",
  input: referralSharedInput,
  output: referralShared,
  async run(ctx) {
    const { actor } = ctx;
    const row = actor.kind === "partner" ? await ownReferral(ctx, actor.referralId) : null;
    if (!row) return null;
    const organisation = await ctx.db.organisation.findFirst({ where: whole(ctx), select: { name: true } });
    const known = { referralId: row.id, organisationName: organisation?.name ?? "" };
    const reason = endOfSharing(row.status as ReferralStatus, await consentStateOf(ctx, row.consentId));
    if (reason || !row.sentAt)
      return { state: "ended" as const, ...known, reason: reason ?? ("finished" as const) };
    const open = (column: string, sealed: Uint8Array | null) =>
      ctx.vault.unseal({ subject: row.caseId, table: "referral", column, row: row.id }, sealed);
    const snapshot = await ctx.vault.unseal(snapshotPlace(row.caseId, row.id), row.snapshotSealed);
    return {
      state: "open" as const,
      ...known,
      partnerName: row.partner.name,
      status: row.status as ReferralStatus,
      urgency: row.urgency as Urgency,
      sentAt: row.sentAt.toISOString(),
      clock: clockOf(row.urgency as Urgency, row.sentAt),
      nextDueAt: row.nextDueAt?.toISOString() ?? null,
      elements: snapshot === null ? [] : snapshotOf(snapshot),
      message: await open("message_sealed", row.messageSealed),
      answer: await open("answer_sealed", row.answerSealed),
      feedback: await open("feedback_sealed", row.feedbackSealed),
      firstServiceAt: row.firstServiceAt?.toISOString() ?? null,
    };
  },
  // The trail knows the case, for "who has looked"; the partner must not, or two referrals could be linked.
  event: async (_input, { referralId, state }, ctx) => {
    const row = await ownReferral(ctx, referralId);
    return { entity: "referral", entityId: referralId, caseId: row?.caseId ?? null, detail: { state } };
  },
});

function ownReferral(ctx: Ctx, id: string) {
  return ctx.db.referral.findFirst({
    where: { organisationId: ctx.actor.organisationId, id },
    include: { partner: { select: { name: true } } },
  });
}

/** An organisation has its own id where other rows name theirs. */
function whole(ctx: Ctx) {
  return { id: ctx.actor.organisationId };
}
