import { z } from "zod";
import { coverGaps } from "@/lib/consents/policy";
import { consentStates, shareElements } from "@/lib/consents/schema";
import { cursor } from "@/lib/core/cursor";
import { id, instant, instantOut, text, version } from "@/lib/core/fields";
import { flag, oneOrMore, pageSize } from "@/lib/core/filters";
import { urgencies } from "@/lib/needs/schema";
import { needCode, partnerTypes } from "@/lib/partners/schema";
import { element } from "@/lib/referrals/facts";

export const referralStatuses = [
  "draft",
  "consent_pending",
  "sent",
  "acknowledged",
  "accepted",
  "rejected",
  "info_requested",
  "scheduled",
  "in_service",
  "completed_met",
  "completed_partly",
  "not_completed",
  "feedback_closed",
  "revoked_by_person",
  "revoked_by_agency",
  "expired",
  "unreachable",
] as const;
export type ReferralStatus = (typeof referralStatuses)[number];

/** The groups of the referral list, in its order. */
export const referralGroups = ["draft", "waiting", "accepted", "in_service", "feedback", "ended"] as const;
export type ReferralGroup = (typeof referralGroups)[number];

/** The steps that a partner's clock runs for. */
export const clockStages = ["acknowledge", "answer", "service", "feedback"] as const;
export type ClockStage = (typeof clockStages)[number];

export const rejectReasons = [
  "no_capacity",
  "not_eligible",
  "wrong_service",
  "unsafe",
  "no_language",
  "person_declined",
  "duplicate",
  "other",
] as const;

/** How the referral ended for the person. */
export const referralOutcomes = ["met", "partly_met", "not_met"] as const;
export type ReferralOutcome = (typeof referralOutcomes)[number];

export const referralAnswers = ["accept", "reject", "info"] as const;
export type ReferralAnswer = (typeof referralAnswers)[number];

/** Why a partner's page shows nothing any more. */
export const endedReasons = ["withdrawn", "expired", "cancelled", "declined", "finished"] as const;
export type EndedReason = (typeof endedReasons)[number];

const elements = z
  .array(z.enum(shareElements))
  .max(shareElements.length)
  .transform((chosen) => shareElements.filter((one) => chosen.includes(one)));
const status = z.enum(referralStatuses);
const moved = z.strictObject({ id, status, version: z.int() });
/** Staff name the referral; whoever holds a partner's link has only one. */
const which = { referralId: id.optional() };

export const createReferralInput = z.strictObject({
  caseId: id,
  needId: id,
  partnerId: id,
  elements,
  message: text(2000).optional(),
  /** Default: the urgency of the need. */
  urgency: z.enum(urgencies).optional(),
});
export const createReferralOutput = moved;

export const sendReferralInput = z.strictObject({ referralId: id, version });
export const sendReferralOutput = moved.extend({
  /** `/partner/<token>`: shown once, since only its hash is kept. */
  link: z.string(),
  expiresAt: instantOut,
});

export const acknowledgeReferralInput = z.strictObject({});

export const respondToReferralInput = z
  .strictObject({
    ...which,
    /** Staff write down what the partner told them. */
    onBehalf: z.literal(true).optional(),
    answer: z.enum(referralAnswers),
    reason: z.enum(rejectReasons).optional(),
    message: text(2000).optional(),
  })
  .superRefine(({ answer, reason, message }, context) => {
    const refuse = (field: string, key: string) =>
      context.addIssue({ code: "custom", path: [field], message: key });
    if (answer === "reject" && !reason) refuse("reason", "referrals.error.reasonMissing");
    if (answer === "info" && !message) refuse("message", "referrals.error.questionMissing");
  });

/** `on`: when the first service took place, not in the future. */
export const recordServiceInput = z.strictObject({ ...which, on: instant });

export const giveFeedbackInput = z.strictObject({
  outcome: z.enum(referralOutcomes),
  text: text(4000).optional(),
});

export const closeReferralInput = z
  .strictObject({
    referralId: id,
    version,
    to: z.enum(["feedback_closed", "revoked_by_agency", "unreachable"]),
    /** With `feedback_closed`: how it ended for the person, and whether they have been told. */
    outcome: z.enum(referralOutcomes).optional(),
    toldPerson: z.boolean().optional(),
  })
  .superRefine(({ to, outcome, toldPerson }, context) => {
    const refuse = (field: string, key: string) =>
      context.addIssue({ code: "custom", path: [field], message: key });
    if (to !== "feedback_closed") return;
    if (!outcome) refuse("outcome", "referrals.error.outcomeMissing");
    if (toldPerson === undefined) refuse("toldPerson", "referrals.error.toldPersonMissing");
  });

export const movedReferral = moved;

/** The filters of the referral list. Dashboard numbers link here with the same ones. */
export const referralFilter = z.strictObject({
  group: oneOrMore(z.enum([...referralGroups, "all"])).optional(),
  late: flag.optional(),
  /** On the actor's own cases. */
  mine: flag.optional(),
  partnerId: id.optional(),
  caseId: id.optional(),
  siteId: id.optional(),
  urgency: oneOrMore(z.enum(urgencies)).optional(),
});
export type ReferralFilter = z.output<typeof referralFilter>;

export const referralListInput = referralFilter.extend({
  /** `next` of the page before. */
  after: cursor(instant, id).optional(),
  limit: pageSize,
});

export const referralRow = z.strictObject({
  id,
  caseId: id,
  caseCode: z.string(),
  partnerId: id,
  partnerName: z.string(),
  needCode,
  needLabel: z.string(),
  /** Show the need's category instead of its label where others can look over a shoulder. */
  sensitive: z.boolean(),
  urgency: z.enum(urgencies),
  status,
  group: z.enum(referralGroups),
  late: z.boolean(),
  nextDueAt: instantOut.nullable(),
  createdAt: instantOut,
  sentAt: instantOut.nullable(),
  version: z.int(),
});
export type ReferralRow = z.output<typeof referralRow>;

export const referralListOutput = z.strictObject({
  referrals: z.array(referralRow),
  /** All that match, counted up to 1,000. */
  total: z.int(),
  /** Pass as `after` for the next page; null on the last. */
  next: z.string().nullable(),
});

const clock = z.strictObject({
  acknowledgeBy: instantOut,
  answerBy: instantOut,
  serviceBy: instantOut,
  feedbackBy: instantOut,
});

const partnerSide = {
  /** What the partner said with the answer, and how it went. */
  answer: z.string().nullable(),
  feedback: z.string().nullable(),
};

export const referralGetInput = z.strictObject({ referralId: id });

export const referralDetail = referralRow.extend({
  personId: id,
  needId: id,
  partnerType: z.enum(partnerTypes),
  partnerPhone: z.string().nullable(),
  consentId: id.nullable(),
  /** How that consent stands now; null for an anonymous enquiry. */
  consentState: z.enum(consentStates).nullable(),
  /** What is to be shared (draft), or what was (sent). */
  elements: z.array(z.enum(shareElements)),
  /** What the partner saw, frozen when it was sent; null before. */
  shared: z.array(element).nullable(),
  message: z.string().nullable(),
  ...partnerSide,
  rejectReason: z.enum(rejectReasons).nullable(),
  outcome: z.enum(referralOutcomes).nullable(),
  clock: clock.nullable(),
  acknowledgedAt: instantOut.nullable(),
  answeredAt: instantOut.nullable(),
  firstServiceAt: instantOut.nullable(),
  closedAt: instantOut.nullable(),
  links: z.array(
    z.strictObject({ id, createdAt: instantOut, expiresAt: instantOut, revokedAt: instantOut.nullable() }),
  ),
});

export const referralPreviewInput = z.strictObject({
  caseId: id,
  needId: id,
  partnerId: id,
  elements: oneOrMore(z.enum(shareElements)).default([]),
});

/** Why an element would be left out: the matrix, or what is missing of a live consent. */
export const previewReasons = ["never_shared", ...coverGaps] as const;

export const referralPreview = z.strictObject({
  caseId: id,
  elements: z.array(
    z.strictObject({ ...element.shape, allowed: z.boolean(), reason: z.enum(previewReasons).nullable() }),
  ),
  /** Nothing chosen tells who the person is, so it may be sent without consent. */
  anonymous: z.boolean(),
  /** Everything chosen may be sent now. */
  ready: z.boolean(),
  /** What the matrix offers for this kind of partner, and what it never gives. */
  offered: z.array(z.enum(shareElements)),
  never: z.array(z.enum(shareElements)),
});

export const referralSharedInput = z.strictObject({});

export const referralShared = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("ended"),
    referralId: id,
    organisationName: z.string(),
    reason: z.enum(endedReasons),
  }),
  z.strictObject({
    state: z.literal("open"),
    referralId: id,
    organisationName: z.string(),
    partnerName: z.string(),
    status,
    urgency: z.enum(urgencies),
    sentAt: instantOut,
    clock,
    nextDueAt: instantOut.nullable(),
    elements: z.array(element),
    message: z.string().nullable(),
    ...partnerSide,
    firstServiceAt: instantOut.nullable(),
  }),
]);

export const suggestionsInput = z.strictObject({ needId: id });

/** What speaks for or against a partner, as message keys under `referrals.fit`. */
export const fitReasons = [
  "language_spoken",
  "language_unknown",
  "language_not_spoken",
  "sex_taken",
  "sex_unknown",
  "sex_not_taken",
  "free",
  "cost_unknown",
  "costs_money",
  "places_open",
  "places_unknown",
  "places_full",
  "same_province",
  "other_province",
  "province_unknown",
  "already_asked",
] as const;
export type FitReason = (typeof fitReasons)[number];

export const suggestion = z.strictObject({
  partnerId: id,
  name: z.string(),
  type: z.enum(partnerTypes),
  phone: z.string().nullable(),
  openPlaces: z.int().nullable(),
  costUsd: z.int().nullable(),
  reasons: z.array(z.enum(fitReasons)),
});
export type Suggestion = z.output<typeof suggestion>;

/** Best first. `notSuggested` are left out for a reason: they cost money, do not take this person, or were asked already. */
export const suggestionsOutput = z.strictObject({
  suggested: z.array(suggestion),
  notSuggested: z.array(suggestion),
});
