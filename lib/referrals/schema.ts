import { z } from "zod";
import { coverGaps } from "@/lib/consents/policy";
import { consentStates, shareElements } from "@/lib/consents/schema";
import { cursor } from "@/lib/core/cursor";
import { id, instant, instantOut, text, version } from "@/lib/core/fields";
import { flag, oneOrMore, pageSize } from "@/lib/core/filters";
import { needCategories, urgencies } from "@/lib/needs/schema";
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

const elements = z
  .array(z.enum(shareElements))
  .max(shareElements.length)
  .transform((chosen) => shareElements.filter((one) => chosen.includes(one)));
const status = z.enum(referralStatuses);
/** A referral after a change: the version to send with the next one. */
export const movedReferral = z.strictObject({ id, status, version: z.int() });

export const createReferralInput = z.strictObject({
  caseId: id,
  needId: id,
  partnerId: id,
  elements,
  message: text(2000).optional(),
  /** Default: the urgency of the need. */
  urgency: z.enum(urgencies).optional(),
});
export const createReferralOutput = movedReferral;

export const sendReferralInput = z.strictObject({ referralId: id, version });
export const sendReferralOutput = movedReferral.extend({
  /** `/partner/<token>`: shown once, since only its hash is kept. */
  link: z.string(),
  expiresAt: instantOut,
});

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
  category: z.enum(needCategories),
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

/** When each step must have happened. */
export const clock = z.strictObject({
  acknowledgeBy: instantOut,
  answerBy: instantOut,
  serviceBy: instantOut,
  feedbackBy: instantOut,
});

export const partnerSide = {
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

export type ReferralDetail = z.output<typeof referralDetail>;

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
