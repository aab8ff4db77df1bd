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
