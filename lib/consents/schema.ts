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

export const consentAnswers = ["given", "refused"] as const;

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
