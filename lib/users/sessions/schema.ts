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

/** One session; all or all other ones of one's own; or, for administrators, all of somebody else. */
export const revokeSessionInput = z.union([
  z.strictObject({ sessionId: id }),
  z.strictObject({ all: z.enum(["mine", "mine_except_this"]) }),
  z.strictObject({ userId: id, all: z.literal("theirs") }),
]);
