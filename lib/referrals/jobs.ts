import { z } from "zod";
import { id } from "@/lib/core/fields";
import type { JobDefinition } from "@/lib/core/jobs";

/** Runs when a step of a referral comes due, and again for the step after. */
export const referralClock = {
  name: "referral.clock",
  payload: z.strictObject({ organisationId: id, referralId: id, dueAt: z.iso.datetime() }),
} satisfies JobDefinition;
