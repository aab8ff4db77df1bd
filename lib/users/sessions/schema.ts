import { z } from "zod";
import { id, instantOut } from "@/lib/core/fields";

/** An open session, told apart by device and network. */
export const openSession = z.strictObject({
  id,
  device: z.string().nullable(),
  network: z.string().nullable(),
  openedAt: instantOut,
  lastSeenAt: instantOut,
  expiresAt: instantOut,
  /** True for the session that asks. */
  current: z.boolean(),
});
export type OpenSession = z.output<typeof openSession>;

/** `{}` is the session that asks. Else one; all or all others of one's own; or, for administrators, all of somebody's. */
export const revokeSessionInput = z.union([
  z.strictObject({}),
  z.strictObject({ sessionId: id }),
  z.strictObject({ all: z.enum(["mine", "mine_except_this"]) }),
  z.strictObject({ userId: id, all: z.literal("theirs") }),
]);
