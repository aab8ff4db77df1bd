import { z } from "zod";
import { id, instantOut } from "@/lib/core/fields";

/** From the second agreement until it takes effect, so that whoever it concerns can stop it. */
export const hoursToWait = 24;

export const pendingReset = z.strictObject({
  resetId: id,
  userId: id,
  name: z.string(),
  proposedBy: z.string(),
  proposedAt: instantOut,
  confirmedBy: z.string().nullable(),
  readyAt: instantOut.nullable(),
  /** Whether whoever asks can be the second to agree. */
  mayConfirm: z.boolean(),
});
export type PendingReset = z.output<typeof pendingReset>;

export const personToReset = z.strictObject({ id, name: z.string() });

export const proposeResetInput = z.strictObject({ userId: id });
export const resetInput = z.strictObject({ resetId: id });
