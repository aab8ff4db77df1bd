import { z } from "zod";
import { caseFilter } from "@/lib/cases/filter";
import { caseLevels, caseStatuses, safeTonight } from "@/lib/cases/schema";
import { cursor } from "@/lib/core/cursor";
import { id, instant, instantOut } from "@/lib/core/fields";
import { pageSize } from "@/lib/core/filters";
import { interpreterNeeds } from "@/lib/people/schema";

export const caseListInput = caseFilter.extend({
  /** `next` of the page before. */
  after: cursor(instant, id).optional(),
  limit: pageSize,
});

export const caseRow = z.strictObject({
  id,
  code: z.string(),
  /** Null when no name is known. */
  initials: z.string().nullable(),
  level: z.enum(caseLevels),
  status: z.enum(caseStatuses),
  siteId: id,
  siteName: z.string(),
  assigneeId: id.nullable(),
  assigneeName: z.string().nullable(),
  preferredLanguage: z.string().nullable(),
  interpreterNeeded: z.enum(interpreterNeeds).nullable(),
  safeTonight: z.enum(safeTonight).nullable(),
  openedAt: instantOut,
  updatedAt: instantOut,
  /** The nearest moment at which a need or a referral of the case falls due. */
  nextDueAt: instantOut.nullable(),
  needsOpen: z.int(),
  /** Needs whose time passed before any service came. */
  needsLate: z.int(),
});
export type CaseRow = z.output<typeof caseRow>;

export const caseListOutput = z.strictObject({
  cases: z.array(caseRow),
  /** All that match, counted up to 1,000; `totalCapped` when there are more. */
  total: z.int(),
  totalCapped: z.boolean(),
  /** Pass as `after` for the next page; null on the last. */
  next: z.string().nullable(),
});
