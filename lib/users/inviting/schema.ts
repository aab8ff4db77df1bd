import { z } from "zod";
import { id, instantOut } from "@/lib/core/fields";
import { email, rightsWish } from "@/lib/users/rights/schema";
import { invitationPurposes } from "@/lib/users/schema";

/** How long a link to join or to choose a new password can be used. */
export const linkHours = 24;

export const inviteInput = rightsWish.extend({ email });
export const renewInvitationInput = z.strictObject({ userId: id, purpose: z.enum(invitationPurposes) });

/** A link that was made: shown once, here, unless it went out by e-mail. */
export const madeLink = z.strictObject({
  userId: id,
  email: z.string(),
  /** The path of the link; null when it was sent to `email`. */
  link: z.string().nullable(),
  expiresAt: instantOut,
});
export type MadeLink = z.output<typeof madeLink>;
