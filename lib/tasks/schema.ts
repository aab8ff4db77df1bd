/** What a task asks for. The words are message keys; a task never holds a name or a story. */
export const taskKinds = [
  "referral_answered",
  "referral_late",
  "referral_retry",
  "consent_expiring",
  "possible_duplicate",
  "case_assigned",
  "feedback_due",
] as const;

export const taskStatuses = ["open", "later", "done"] as const;
