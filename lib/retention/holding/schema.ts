import { z } from "zod";
import { id, instant, instantOut, text, version } from "@/lib/core/fields";

/** On what ground nothing of a case may be erased for now. */
export const holdBases = [
  "court_case",
  "compensation_claim",
  "police_report_by_person",
  "child_safety",
  "complaint_about_us",
  "other",
] as const;
export type HoldBasis = (typeof holdBases)[number];

/** A hold is looked at again after so many months at most. */
export const longestHoldMonths = 6;

export const placeHoldInput = z.strictObject({
  caseId: id,
  basis: z.enum(holdBases),
  /** What the lawyer stated. Sealed. */
  reason: text(2_000).optional(),
  reviewAt: instant,
});
export const extendHoldInput = z.strictObject({ holdId: id, version, reviewAt: instant });
export const liftHoldInput = z.strictObject({ holdId: id, version });

export const holdOutput = z.strictObject({
  holdId: id,
  version: z.int(),
  reviewAt: instantOut,
  liftedAt: instantOut.nullable(),
});

/** A hold that protects a case now. */
export const holdOut = z.strictObject({
  holdId: id,
  version: z.int(),
  basis: z.enum(holdBases),
  /** For those who may place holds; null for anybody else, and when none was given. */
  reason: z.string().nullable(),
  placedByName: z.string(),
  placedAt: instantOut,
  reviewAt: instantOut,
  /** Its day has come: extend or lift. */
  reviewLate: z.boolean(),
});
export type HoldOut = z.output<typeof holdOut>;

/** Holds whose day has come and of which nobody has been reminded since. */
export const holdsDue = z.strictObject({ holdIds: z.array(id) });
export const remindHoldsInput = z.strictObject({ holdIds: z.array(id).min(1).max(500) });
export const remindHoldsOutput = z.strictObject({ reminded: z.int() });
