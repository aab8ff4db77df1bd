import { z } from "zod";
import { caseStatuses, restrictionReasons } from "@/lib/cases/schema";
import { id, version } from "@/lib/core/fields";

/** Why a record may be used again: consent to casework was given anew since, or the person asked for it. */
export const restrictionEnds = ["consent_given", "person_asked"] as const;
export type RestrictionEnd = (typeof restrictionEnds)[number];

export const restrictInput = z.strictObject({ caseId: id, version, because: z.enum(restrictionReasons) });
export const unrestrictInput = z.strictObject({ caseId: id, version, because: z.enum(restrictionEnds) });
export const restrictionOutput = z.strictObject({
  caseId: id,
  status: z.enum(caseStatuses),
  version: z.int(),
});
