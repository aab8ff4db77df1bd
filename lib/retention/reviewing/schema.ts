import { z } from "zod";
import { caseStatuses, restrictionReasons } from "@/lib/cases/schema";
import { cursor } from "@/lib/core/cursor";
import { id, instant, instantOut, version } from "@/lib/core/fields";
import { erasureRow } from "@/lib/retention/erasing/schema";
import { holdOut } from "@/lib/retention/holding/schema";
import { requestRow } from "@/lib/retention/requesting/schema";
import {
  daysAllowed,
  keepReasons,
  type RetentionClass,
  retentionClasses,
  reviewProposals,
  reviewRules,
} from "@/lib/retention/schema";

/** A case can be kept so many months at a time, from now. */
export const longestKeepMonths = 24;

export const ofCaseInput = z.strictObject({ caseId: id });

/** One rule that applies to a case: from when its days count, and when they are over. */
export const caseRule = z.strictObject({
  rule: z.enum(reviewRules),
  proposal: z.enum(reviewProposals),
  /** How many days; counted from `from`, or later when the case is kept on. */
  days: z.int(),
  from: instantOut,
  dueAt: instantOut,
  over: z.boolean(),
});
export type CaseRule = z.output<typeof caseRule>;

/** `retention.ofCase`: all that the page "What we keep" says. */
export const ofCaseOutput = z.strictObject({
  now: instantOut,
  caseId: id,
  code: z.string(),
  status: z.enum(caseStatuses),
  /** Of the case, for the commands that want it. */
  version: z.int(),
  openedAt: instantOut,
  closedAt: instantOut.nullable(),
  /** The soonest first; none for an erased case. */
  rules: z.array(caseRule),
  keptUntil: instantOut.nullable(),
  keptBecause: z.enum(keepReasons).nullable(),
  restriction: z.strictObject({ at: instantOut, because: z.enum(restrictionReasons) }).nullable(),
  hold: holdOut.nullable(),
  /** The open ones first, then the latest. */
  requests: z.array(requestRow),
  /** The one that is proposed or done; null when there is none. */
  erasure: erasureRow.nullable(),
  /** Answers and notes for few eyes are still there. */
  privateLeft: z.boolean(),
  /** How long backups are kept. */
  backupDays: z.int(),
  /** What whoever asks may do to this case now. */
  may: z.strictObject({
    keep: z.boolean(),
    clearPrivate: z.boolean(),
    proposeErasure: z.boolean(),
    placeHold: z.boolean(),
    /** Extend and lift. */
    reviewHold: z.boolean(),
    receiveRequest: z.boolean(),
    answerRequest: z.boolean(),
    copy: z.boolean(),
    restrict: z.boolean(),
    unrestrict: z.boolean(),
  }),
});
export type KeptOfCase = z.output<typeof ofCaseOutput>;

export const keepInput = z.strictObject({
  caseId: id,
  version,
  /** At most 24 months from now. */
  until: instant,
  because: z.enum(keepReasons),
});
export const keepOutput = z.strictObject({ caseId: id, version: z.int(), keptUntil: instantOut });

export const clearPrivateInput = z.strictObject({ caseId: id, version });
export const clearPrivateOutput = z.strictObject({
  caseId: id,
  version: z.int(),
  /** There were answers for few eyes. */
  answers: z.boolean(),
  /** How many health and legal notes went. */
  notes: z.int(),
});

/** `retention.list`: cases over their time at the sites one coordinates, the longest over first. */
export const reviewFilter = z.strictObject({ siteId: id.optional(), rule: z.enum(reviewRules).optional() });
export type ReviewFilter = z.output<typeof reviewFilter>;
export const reviewInput = reviewFilter.extend({
  /** `next` of the page before. */
  after: cursor(instant, id).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(25),
});

export const reviewRow = z.strictObject({
  caseId: id,
  version: z.int(),
  code: z.string(),
  initials: z.string().nullable(),
  siteName: z.string(),
  status: z.enum(caseStatuses),
  rule: z.enum(reviewRules),
  proposal: z.enum(reviewProposals),
  from: instantOut,
  dueAt: instantOut,
});
export type ReviewRow = z.output<typeof reviewRow>;

export const reviewOutput = z.strictObject({
  now: instantOut,
  rows: z.array(reviewRow),
  next: z.string().nullable(),
  /** Erasures that wait for a second person, as `erasure.list` lists them. */
  erasuresWaiting: z.int(),
});

const days = <Class extends RetentionClass>(of: Class) =>
  z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^\d{1,5}$/)
          .transform(Number),
      ],
      "retention.error.days",
    )
    .refine(
      (count) => Number.isInteger(count) && count >= daysAllowed[of][0] && count <= daysAllowed[of][1],
      "retention.error.days",
    );

/** Days for each class, all of them. */
export const configureRetentionInput = z
  .strictObject({
    contact: days("contact"),
    draft: days("draft"),
    active: days("active"),
    closed_private: days("closed_private"),
    closed: days("closed"),
    backup: days("backup"),
  })
  .refine((set) => set.closed_private <= set.closed, {
    path: ["closed_private"],
    error: "retention.error.privateLonger",
  });

export const retentionSettingsOutput = z.strictObject({
  days: z.record(z.enum(retentionClasses), z.int()),
});
