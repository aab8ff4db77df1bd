import { z } from "zod";
import { id } from "@/lib/core/fields";
import type { JobDefinition } from "@/lib/core/jobs";

/** A consent, or the use of a whole case, has ended: what was shared is closed to its recipients. Referrals do the work. */
export const referralStopSharing = {
  name: "referral.stopSharing",
  payload: z.union([
    z.strictObject({ organisationId: id, consentId: id }),
    z.strictObject({ organisationId: id, caseId: id }),
  ]),
} satisfies JobDefinition;

/** Each morning: consents that end within a week become tasks. */
export const consentExpiring = {
  name: "consent.expiring",
  payload: z.strictObject({}),
  schedule: "0 6 * * *",
} satisfies JobDefinition;
