import { z } from "zod";
import { id, instant, instantOut, text } from "@/lib/core/fields";
import { urgencies } from "@/lib/needs/schema";
import { element } from "@/lib/referrals/facts";
import {
  clock,
  partnerSide,
  referralAnswers,
  referralOutcomes,
  referralStatuses,
  rejectReasons,
} from "@/lib/referrals/schema";

/** Why a partner's page shows nothing any more. */
export const endedReasons = ["withdrawn", "expired", "cancelled", "declined", "finished"] as const;
export type EndedReason = (typeof endedReasons)[number];

/** Staff name the referral; whoever holds a partner's link has only one. */
const which = { referralId: id.optional() };

export const acknowledgeReferralInput = z.strictObject({});

export const respondToReferralInput = z
  .strictObject({
    ...which,
    /** Staff write down what the partner told them. */
    onBehalf: z.literal(true).optional(),
    answer: z.enum(referralAnswers),
    reason: z.enum(rejectReasons).optional(),
    message: text(2000).optional(),
  })
  .superRefine(({ answer, reason, message }, context) => {
    const refuse = (field: string, key: string) =>
      context.addIssue({ code: "custom", path: [field], message: key });
    if (answer === "reject" && !reason) refuse("reason", "referrals.error.reasonMissing");
    if (answer === "info" && !message) refuse("message", "referrals.error.questionMissing");
  });

/** `on`: when the first service took place, not in the future. */
export const recordServiceInput = z.strictObject({ ...which, on: instant });

export const giveFeedbackInput = z.strictObject({
  outcome: z.enum(referralOutcomes),
  text: text(4000).optional(),
});

export const referralSharedInput = z.strictObject({});

export const referralShared = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("ended"),
    referralId: id,
    organisationName: z.string(),
    reason: z.enum(endedReasons),
  }),
  z.strictObject({
    state: z.literal("open"),
    referralId: id,
    organisationName: z.string(),
    partnerName: z.string(),
    status: z.enum(referralStatuses),
    urgency: z.enum(urgencies),
    sentAt: instantOut,
    clock,
    nextDueAt: instantOut.nullable(),
    elements: z.array(element),
    message: z.string().nullable(),
    ...partnerSide,
    firstServiceAt: instantOut.nullable(),
  }),
]);
