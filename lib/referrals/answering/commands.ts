import "server-only";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict, invalid } from "@/lib/core/errors";
import {
  acknowledgeReferralInput,
  giveFeedbackInput,
  recordServiceInput,
  respondToReferralInput,
} from "@/lib/referrals/answering/schema";
import { moveReferral, needInService, needReleased, taskJob } from "@/lib/referrals/moves";
import { canActOn, endOfSharing } from "@/lib/referrals/policy";
import { movedReferral } from "@/lib/referrals/schema";
import { consentStateOf, referralMeant, type ReferralInScope } from "@/lib/referrals/scope";
import { statusOfAnswer, statusOfOutcome } from "@/lib/referrals/workflow";

/** `referral.acknowledge`: the partner has it and will look at it. @throws CONFLICT when it went on already or has ended. */
export const acknowledgeReferral = defineCommand({
  name: "referral.acknowledge",
  input: acknowledgeReferralInput,
  output: movedReferral,
  load: (ctx) => referralMeant(ctx, undefined),
  allow: canActOn,
  async run(ctx, _input, referral) {
    await refuseEnded(ctx, referral);
    const changes = { acknowledgedAt: ctx.now };
    const { result, event, jobs } = await moveReferral(
      ctx,
      referral,
      "acknowledged",
      "referrals.error.alreadyAnswered",
      changes,
    );
    return { result, events: [event], jobs };
  },
});

/**
 * `referral.respond`: yes, no with a reason, or a question; by the partner, or by staff who were told by phone. Of two at
 * once one wins. @throws CONFLICT when it was answered already, INVALID when staff do not say that they write for the partner.
 */
export const respondToReferral = defineCommand({
  name: "referral.respond",
  input: respondToReferralInput,
  output: movedReferral,
  load: (ctx, { referralId }) => referralMeant(ctx, referralId),
  allow: canActOn,
  async run(ctx, { onBehalf, answer, reason, message }, referral) {
    const byPartner = ctx.actor.kind === "partner";
    if (byPartner === Boolean(onBehalf)) throw invalid("referrals.error.onBehalfOnly", "onBehalf");
    if (byPartner) await refuseEnded(ctx, referral, "referrals.error.alreadyAnswered");
    const to = statusOfAnswer[answer];
    const { result, event, jobs } = await moveReferral(ctx, referral, to, "referrals.error.alreadyAnswered", {
      answeredAt: ctx.now,
      rejectReason: answer === "reject" ? reason! : null,
      answerSealed: await sealed(ctx, referral, "answer_sealed", message),
    });
    const released = answer === "reject" ? await needReleased(ctx, referral) : [];
    const detail = { ...event.detail, ...(reason && { reason }), ...(onBehalf && { onBehalf }) };
    const kind = answer === "reject" ? "referral_retry" : "referral_answered";
    return {
      result,
      events: [{ ...event, detail }, ...released],
      jobs: [...jobs, ...(byPartner ? [taskJob(ctx, referral, kind)] : [])],
    };
  },
});

/** `referral.recordService`: when help first reached the person. @throws INVALID for a time to come. */
export const recordService = defineCommand({
  name: "referral.recordService",
  input: recordServiceInput,
  output: movedReferral,
  load: (ctx, { referralId }) => referralMeant(ctx, referralId),
  allow: canActOn,
  async run(ctx, { on }, referral) {
    if (on > ctx.now) throw invalid("referrals.error.inFuture", "on");
    if (ctx.actor.kind === "partner") await refuseEnded(ctx, referral);
    const changes = { firstServiceAt: on };
    const moved = await moveReferral(ctx, referral, "in_service", "referrals.error.wrongStatus", changes);
    return {
      result: moved.result,
      events: [moved.event, ...(await needInService(ctx, referral, on))],
      jobs: moved.jobs,
    };
  },
});

/** `referral.giveFeedback`: the partner tells how it went. The person is told, and the referral closed, by staff. */
export const giveFeedback = defineCommand({
  name: "referral.giveFeedback",
  input: giveFeedbackInput,
  output: movedReferral,
  load: (ctx) => referralMeant(ctx, undefined),
  allow: canActOn,
  async run(ctx, { outcome, text }, referral) {
    await refuseEnded(ctx, referral);
    const feedbackSealed = await sealed(ctx, referral, "feedback_sealed", text);
    const to = statusOfOutcome[outcome];
    const { result, event } = await moveReferral(ctx, referral, to, "referrals.error.wrongStatus", {
      feedbackSealed,
    });
    return { result, events: [event], jobs: [taskJob(ctx, referral, "feedback_due")] };
  },
});

/** @throws CONFLICT when the partner may not see what was shared any more: taken back, run out, or at its end. */
async function refuseEnded(
  ctx: Ctx,
  { status, consentId }: ReferralInScope,
  finished = "referrals.error.ended",
) {
  const end = endOfSharing(status, await consentStateOf(ctx, consentId));
  if (end) throw conflict(["finished", "declined"].includes(end) ? finished : "referrals.error.ended");
}

async function sealed(ctx: Ctx, { id, caseId }: ReferralInScope, column: string, text: string | undefined) {
  return text ? ctx.vault.seal({ subject: caseId, table: "referral", column, row: id }, text) : null;
}
