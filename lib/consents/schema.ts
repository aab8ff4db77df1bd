import { z } from "zod";
import { id, instant, instantOut, language, text, version } from "@/lib/core/fields";

export const consentScopes = [
  "case_management",
  "referral",
  "embassy_contact",
  "family_contact",
  "police_statement",
  "legal_representation",
  "media_or_advocacy",
  "research_deidentified",
  "statistics_aggregate",
  "biometric_or_photo",
  "cross_border_transfer",
  "keep_in_touch_after_closure",
] as const;
export type ConsentScope = (typeof consentScopes)[number];

/** Scopes that name one partner as the recipient. The others concern ourselves, the family or nobody in particular. */
export const recipientScopes: readonly ConsentScope[] = [
  "referral",
  "embassy_contact",
  "police_statement",
  "legal_representation",
  "media_or_advocacy",
  "cross_border_transfer",
];

export const consentAnswers = ["given", "refused"] as const;
export type ConsentAnswer = (typeof consentAnswers)[number];

export const consentMethods = [
  "written",
  "oral_witnessed",
  "thumbprint",
  "digital",
  "guardian_plus_child_assent",
] as const;

export const capacities = ["yes", "doubtful_retry", "no_vital_interest"] as const;

export const withdrawalWays = ["in_person", "by_phone", "in_writing", "through_someone"] as const;

/** What may be shared, piece by piece (domain.md 4.4, E1 to E22 in order). */
export const shareElements = [
  "case_code",
  "name",
  "nationality",
  "sex_age_group",
  "date_of_birth",
  "contact",
  "present_area",
  "shelter_address",
  "passport",
  "photo",
  "needs_requested",
  "health_summary",
  "sexual_violence",
  "mental_health",
  "exit_summary",
  "exploitation_narrative",
  "forced_tasks",
  "recruiter_details",
  "family_contact",
  "legal_matter",
  "risk_level",
  "screening_state",
] as const;
export type ShareElement = (typeof shareElements)[number];

/** The text that is read to people when they are asked, by its date. */
export const consentTextVersion = "2026-11";

/** How a consent stands at a moment. Only `live` allows sharing. */
export const consentStates = ["live", "refused", "withdrawn", "expired"] as const;
export type ConsentState = (typeof consentStates)[number];

export const giveConsentInput = z
  .strictObject({
    caseId: id,
    scope: z.enum(consentScopes),
    answer: z.enum(consentAnswers),
    /** The recipient, demanded by the scopes of `recipientScopes` and refused by the others. */
    partnerId: id.optional(),
    /** What may be shared; demanded with a recipient when the answer is `given`. */
    elements: z
      .array(z.enum(shareElements))
      .max(shareElements.length)
      .transform((elements) => shareElements.filter((element) => elements.includes(element)))
      .default([]),
    purpose: text(2000).optional(),
    /** The language in which it was explained. */
    language,
    interpreter: z.boolean(),
    method: z.enum(consentMethods),
    capacity: z.enum(capacities),
    /** Default: 90 days, 12 months for case management. */
    expiresAt: instant.optional(),
  })
  .superRefine(({ scope, answer, partnerId, elements, capacity }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    const needsRecipient = recipientScopes.includes(scope);
    if (needsRecipient && !partnerId) refuse("partnerId", "consents.error.recipientMissing");
    if (!needsRecipient && partnerId) refuse("partnerId", "consents.error.noRecipient");
    if (needsRecipient && answer === "given" && elements.length === 0)
      refuse("elements", "consents.error.elementsMissing");
    if (answer === "given" && capacity === "doubtful_retry")
      refuse("capacity", "consents.error.askAgainLater");
  });

export const giveConsentOutput = z.strictObject({ id, expiresAt: instantOut });

export const withdrawConsentInput = z.strictObject({ consentId: id, version, how: z.enum(withdrawalWays) });
export const withdrawConsentOutput = z.strictObject({ id, withdrawnAt: instantOut, version: z.int() });

export const consentListInput = z.strictObject({ caseId: id });

export const consentRow = z.strictObject({
  id,
  scope: z.enum(consentScopes),
  answer: z.enum(consentAnswers),
  state: z.enum(consentStates),
  partnerId: id.nullable(),
  partnerName: z.string().nullable(),
  elements: z.array(z.enum(shareElements)),
  purpose: z.string().nullable(),
  language: z.string(),
  interpreter: z.boolean(),
  method: z.enum(consentMethods),
  capacity: z.enum(capacities),
  textVersion: z.string(),
  explainedById: id,
  explainedByName: z.string().nullable(),
  givenAt: instantOut,
  expiresAt: instantOut,
  withdrawnAt: instantOut.nullable(),
  withdrawnHow: z.enum(withdrawalWays).nullable(),
  version: z.int(),
});
export type ConsentRow = z.output<typeof consentRow>;

export const consentListOutput = z.strictObject({ consents: z.array(consentRow) });

/** Consents that end soon and of which nobody has been reminded. */
export const expiringConsents = z.strictObject({
  consents: z.array(z.strictObject({ id, caseId: id, expiresAt: instantOut })),
});
export const remindConsentInput = z.strictObject({ consentIds: z.array(id).min(1).max(500) });
export const remindConsentOutput = z.strictObject({ reminded: z.int() });
