import { z } from "zod";
import { cursor } from "@/lib/core/cursor";
import { id, instant, instantOut, text, version } from "@/lib/core/fields";
import { flag, oneOrMore, pageSize } from "@/lib/core/filters";
import { needCode } from "@/lib/partners/schema";

/** Most pressing first; hours are to the first real service contact (domain.md 3.2). */
export const urgencies = ["critical", "urgent", "soon", "planned"] as const;
export type Urgency = (typeof urgencies)[number];

export const needStatuses = [
  "identified",
  "wanted",
  "declined_by_person",
  "plan_made",
  "referred",
  "in_service",
  "met",
  "partly_met",
  "not_available",
  "not_eligible",
  "no_longer_needed",
] as const;
export type NeedStatus = (typeof needStatuses)[number];

export const personAgrees = ["yes", "no", "undecided"] as const;
export type PersonAgrees = (typeof personAgrees)[number];

export const unmetReasons = [
  "no_provider",
  "no_capacity",
  "no_funds",
  "no_document",
  "no_interpreter",
  "refused_by_provider",
  "unsafe",
  "person_unreachable",
  "other",
] as const;
export type UnmetReason = (typeof unmetReasons)[number];

export const needCategories = [
  "safety",
  "health",
  "mental_health",
  "basic",
  "communication",
  "documents",
  "legal",
  "child",
  "family",
  "return",
  "reintegration",
  "information",
  "death",
] as const;
export type NeedCategory = (typeof needCategories)[number];

/** Statuses that end with a reason why the need was not, or not wholly, met. */
export const unmetStatuses: readonly NeedStatus[] = ["partly_met", "not_available", "not_eligible"];
/** Statuses that end with a sentence on how the need was met. */
export const metStatuses: readonly NeedStatus[] = ["met", "partly_met"];

export const addNeedsInput = z.strictObject({
  caseId: id,
  needs: z
    .array(
      z.strictObject({
        code: needCode,
        /** The condition that makes this kind of need critical applies. */
        raised: z.boolean().default(false),
        /** Another urgency than the rule gives. A lower one needs a detail that says why. */
        urgency: z.enum(urgencies).optional(),
        personAgrees: z.enum(personAgrees),
        detail: text(2000).optional(),
      }),
    )
    .min(1)
    .max(60),
});
export type NewNeed = z.output<typeof addNeedsInput>["needs"][number];

export const addNeedsOutput = z.strictObject({
  needs: z.array(
    z.strictObject({
      id,
      code: needCode,
      urgency: z.enum(urgencies),
      status: z.enum(needStatuses),
      dueAt: instantOut,
    }),
  ),
});

export const changeNeedStatusInput = z
  .strictObject({
    needId: id,
    version,
    /** `referred` is not among them: sending a referral sets it. */
    to: z.enum(needStatuses).exclude(["referred"]),
    reasonUnmet: z.enum(unmetReasons).optional(),
    howMet: text(2000).optional(),
    personAgrees: z.enum(personAgrees).optional(),
  })
  .superRefine(({ to, reasonUnmet, howMet }, context) => {
    const missing = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (unmetStatuses.includes(to) && !reasonUnmet) missing("reasonUnmet", "needs.error.reasonMissing");
    if (metStatuses.includes(to) && !howMet) missing("howMet", "needs.error.howMetMissing");
  });

export const changeNeedStatusOutput = z.strictObject({ id, status: z.enum(needStatuses), version: z.int() });

/** The filters of the needs list. Dashboard numbers link here with the same ones. */
export const needFilter = z.strictObject({
  caseId: id.optional(),
  open: flag.optional(),
  late: flag.optional(),
  urgency: oneOrMore(z.enum(urgencies)).optional(),
  code: oneOrMore(needCode).optional(),
  siteId: id.optional(),
  assignee: z.enum(["me"]).optional(),
});
export type NeedFilter = z.output<typeof needFilter>;

export const needListInput = needFilter.extend({
  /** `next` of the page before. */
  after: cursor(instant, id).optional(),
  limit: pageSize,
});

export const needRow = z.strictObject({
  id,
  caseId: id,
  caseCode: z.string(),
  code: needCode,
  label: z.string(),
  category: z.enum(needCategories),
  /** Show the category instead of the label where others can look over a shoulder. */
  sensitive: z.boolean(),
  urgency: z.enum(urgencies),
  status: z.enum(needStatuses),
  personAgrees: z.enum(personAgrees),
  identifiedAt: instantOut,
  dueAt: instantOut,
  late: z.boolean(),
  firstServiceAt: instantOut.nullable(),
  endedAt: instantOut.nullable(),
  unmetReason: z.enum(unmetReasons).nullable(),
  /** There is a text that `need.get` opens. */
  hasText: z.boolean(),
  version: z.int(),
});
export type NeedRow = z.output<typeof needRow>;

export const needListOutput = z.strictObject({
  needs: z.array(needRow),
  /** All that match, counted up to 1,000. */
  total: z.int(),
  /** Pass as `after` for the next page; null on the last. */
  next: z.string().nullable(),
});

/** One need with its texts. */
export const needDetail = needRow.extend({ detail: z.string().nullable(), howMet: z.string().nullable() });

export const needType = z.strictObject({
  code: needCode,
  category: z.enum(needCategories),
  label: z.string(),
  defaultUrgency: z.enum(urgencies),
  /** "… when …": what raises the default to critical; null when nothing does. */
  raiseLabel: z.string().nullable(),
  requiresConsent: z.boolean(),
  sensitive: z.boolean(),
});
export type NeedType = z.output<typeof needType>;
