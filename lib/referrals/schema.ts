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

/** How the referral ended for the person, recorded when it is closed. */
export const referralOutcomes = ["met", "partly_met", "not_met"] as const;
