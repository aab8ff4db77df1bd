import { z } from "zod";
import { id } from "@/lib/core/fields";

/** How many keys one command wraps anew, at most. */
export const rewrapBatch = 500;

export const addKeyOutput = z.strictObject({
  /** The number of the organisation's key that all others are to be wrapped by. */
  number: z.int(),
  /** How long until every process uses it, in seconds. */
  wait: z.number(),
});

export const rewrapInput = z.strictObject({
  after: id.optional(),
  limit: z.int().min(1).max(rewrapBatch).default(rewrapBatch),
});
export const rewrapOutput = z.strictObject({
  done: z.int(),
  /** Whose keys do not open: left as they are. */
  broken: z.array(id),
  /** Whose seeds of an authenticator app do not open: left as they are, and looked at only with the last keys. */
  brokenSeeds: z.array(id),
  /** Where the next command goes on; null when all were looked at. */
  next: id.nullable(),
});
/** Subjects of one command: each has all its values sealed anew in the one transaction. */
export const renewBatch = 25;
export const renewInput = z.strictObject({ after: id.optional() });
export const renewOutput = z.strictObject({
  done: z.int(),
  /** Subjects of which something does not open: left as they are. */
  broken: z.array(id),
  /** Where the next command goes on; null when all were looked at. */
  next: id.nullable(),
});

export const retireOutput = z.strictObject({ retired: z.array(z.int()) });
export const forgetOutput = z.strictObject({ forgotten: z.array(z.int()) });
