import { z } from "zod";
import { id, instant, version } from "@/lib/core/fields";
import { unmetReasons } from "@/lib/needs/schema";
import { clockStages, referralOutcomes } from "@/lib/referrals/schema";

export const closeReferralInput = z
  .strictObject({
    referralId: id,
    version,
    to: z.enum(["feedback_closed", "revoked_by_agency", "unreachable"]),
    /** With `feedback_closed`: how it ended for the person, and whether they have been told. */
    outcome: z.enum(referralOutcomes).optional(),
    toldPerson: z.boolean().optional(),
    /** With `partly_met`: what stood in the way. */
    reasonUnmet: z.enum(unmetReasons).optional(),
  })
  .superRefine(({ to, outcome, toldPerson }, context) => {
    const refuse = (field: string, key: string) =>
      context.addIssue({ code: "custom", path: [field], message: key });
    if (to !== "feedback_closed") return;
    if (!outcome) refuse("outcome", "referrals.error.outcomeMissing");
    if (toldPerson === undefined) refuse("toldPerson", "referrals.error.toldPersonMissing");
  });

/** Has the step that was due at `dueAt` been missed, and which one is it? */
export const referralClockInput = z.strictObject({ referralId: id, dueAt: instant });
export const referralClockOutput = z.strictObject({
  late: z.boolean(),
  missed: z.enum(clockStages).nullable(),
});

export const markLateOutput = z.strictObject({ id, expired: z.boolean() });

/** By the consent that was taken back, or by the case that was restricted. */
export const stopSharingInput = z
  .strictObject({ consentId: id.optional(), caseId: id.optional() })
  .refine(({ consentId, caseId }) => (consentId === undefined) !== (caseId === undefined), {
    path: ["consentId"],
    error: "core.error.missing",
  });
export const stopSharingOutput = z.strictObject({ stopped: z.int() });
