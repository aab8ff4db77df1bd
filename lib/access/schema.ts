import { z } from "zod";
import { id, instantOut, text, version, visible } from "@/lib/core/fields";

/** How one person came to one case beyond their own. */
export const accessKinds = ["asked", "glass", "registered"] as const;
export type AccessKind = (typeof accessKinds)[number];

export const accessStatuses = ["waiting", "open", "refused", "ended"] as const;
export type AccessStatus = (typeof accessStatuses)[number];

/** What a coordinator says afterwards of a glass that was broken. */
export const reviewOutcomes = ["justified", "not_justified", "follow_up"] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

/** How somebody who was asked can answer. */
export const accessAnswers = ["grant", "refuse"] as const;

/** A broken glass lets in for an hour and must be talked over within three days; an answer for three days at most. */
export const glassMinutes = 60;
export const reviewHours = 72;
export const longestGrantHours = 72;
export const usualGrantHours = 24;

/** The code of a case in its stored form, such as `K7Q-4MX-2`. */
const code = z.string().regex(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]$/, "core.error.wrongKind");

/** A reason that says something: twenty characters at least, and not one sign over and over. */
export const accessReason = text(500).pipe(
  z
    .string()
    .min(20, "access.error.reasonTooShort")
    .refine((said) => visible(said).length >= 20, "access.error.reasonTooShort")
    .refine((said) => new Set(visible(said).replace(/\s/gu, "")).size > 3, "access.error.reasonSaysNothing"),
);

export const lookUpInput = z.strictObject({ code });

export const accessState = z.strictObject({
  accessId: id,
  kind: z.enum(accessKinds),
  status: z.enum(accessStatuses),
  endsAt: instantOut.nullable(),
});

/** Where a case is and whom to ask. Its id only for those who may open it. */
export const lookUpOutput = z.strictObject({
  code: z.string(),
  caseId: id.nullable(),
  siteName: z.string(),
  /** Nobody has the case, and nobody coordinates its site, when null. */
  ask: z.string().nullable(),
  /** What one has asked for, or has open, at present. */
  mine: accessState.nullable(),
});
export type LookedUp = z.output<typeof lookUpOutput>;

export const accessShows = ["review"] as const;

/** `show=review` is the list that the coordinator's number counts. */
export const accessFilter = z.strictObject({
  show: z.enum(accessShows).optional(),
  siteId: id.optional(),
});
export type AccessFilter = z.output<typeof accessFilter>;

export const accessRow = z.strictObject({
  id,
  version: z.int(),
  code: z.string(),
  siteName: z.string(),
  /** For those who may open the case. */
  caseId: id.nullable(),
  userName: z.string(),
  kind: z.enum(accessKinds),
  status: z.enum(accessStatuses),
  /** Why they asked or broke in, for those who answer for it and for themselves. */
  reason: z.string().nullable(),
  createdAt: instantOut,
  answeredByName: z.string().nullable(),
  endsAt: instantOut.nullable(),
  reviewDueAt: instantOut.nullable(),
  reviewLate: z.boolean(),
  reviewOutcome: z.enum(reviewOutcomes).nullable(),
  canAnswer: z.boolean(),
  canReview: z.boolean(),
});
export type AccessRow = z.output<typeof accessRow>;

export const accessListOutput = z.strictObject({
  now: instantOut,
  /** Somebody waits for the answer of whoever asks. */
  toAnswer: z.array(accessRow),
  /** Glasses broken that nobody has reviewed. */
  toReview: z.array(accessRow),
  /** One's own, waiting or open. */
  mine: z.array(accessRow),
  /** Open to somebody else now, or over within the last thirty days. */
  others: z.array(accessRow),
});
export type AccessLists = z.output<typeof accessListOutput>;

export const askInput = z.strictObject({ code, reason: accessReason });
export const breakGlassInput = askInput;
export const answerInput = z.strictObject({
  accessId: id,
  version,
  answer: z.enum(accessAnswers),
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(longestGrantHours, "access.error.tooManyHours")
    .default(usualGrantHours),
});
export const endInput = z.strictObject({ accessId: id });
export const reviewInput = z.strictObject({
  accessId: id,
  version,
  outcome: z.enum(reviewOutcomes),
  note: text(1000).optional(),
});

export const accessOutput = accessState.extend({ version: z.int() });
export const glassOutput = accessOutput.extend({ caseId: id });

/** A visit of one case that is open now, as its pages tell it. */
export const visitInput = z.strictObject({ caseId: id });
export const visitOutput = z.strictObject({
  accessId: id,
  kind: z.enum(accessKinds),
  endsAt: instantOut,
  told: z.array(z.string()),
});
export type Visit = z.output<typeof visitOutput>;

export const overdueOutput = z.strictObject({ count: z.int() });
export const closedOutput = z.strictObject({ ended: z.int() });
