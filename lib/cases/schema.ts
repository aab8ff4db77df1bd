import { noAnswers } from "@/lib/core/no-answer";

export const caseStatuses = [
  "pre_registered",
  "registered",
  "assessment",
  "active",
  "transfer_pending",
  "return_in_progress",
  "follow_up",
  "closure_proposed",
  "closed",
  "on_hold_person_request",
  "untraceable",
  "duplicate_merged",
  "transferred",
  "reopened",
  "restricted",
  "erased",
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** How much has been recorded: contact card, minimum safe dataset, full file (domain.md 1.1). */
export const caseLevels = ["l0", "l1", "l2"] as const;

export const yesNo = ["yes", "no", ...noAnswers] as const;
export const yesNoUnsure = ["yes", "no", "unsure", ...noAnswers] as const;
export const safeTonight = ["yes", "no", "only_tonight", ...noAnswers] as const;

export const shelterNow = [
  "ngo_shelter",
  "embassy_shelter",
  "government_shelter",
  "immigration_detention",
  "police_custody",
  "hotel_paid_self",
  "hotel_paid_by_other",
  "private_home",
  "street_or_public_place",
  "outside_embassy",
  "compound_or_employer",
  "hospital",
  "in_transit",
  "abroad_home",
  "other",
  ...noAnswers,
] as const;

export const foodCash = ["enough", "not_enough", "none", ...noAnswers] as const;

export const travelDocuments = [
  "in_hand_valid",
  "in_hand_expired",
  "held_by_operator",
  "held_by_recruiter",
  "held_by_police_or_immigration",
  "lost_or_destroyed",
  "never_had",
  "emergency_document_applied",
  "emergency_document_issued",
  ...noAnswers,
] as const;

export const wishes = [
  "go_home",
  "stay_and_seek_help",
  "third_country_or_asylum",
  "work_here_legally",
  "only_information",
  "unsure",
  ...noAnswers,
] as const;

export const mayContact = ["yes", "no", ...noAnswers] as const;

/** Answers of class C3, kept together in one sealed value. */
export const dangerSources = [
  "recruiter",
  "compound_staff",
  "other_freed_workers",
  "officials",
  "family",
  "partner",
  "unknown_persons",
  "none",
  ...noAnswers,
] as const;

export const pregnancies = ["no", "yes", "possible", ...noAnswers] as const;

export const hurtNow = ["no", "yes_can_wait", "yes_now", ...noAnswers] as const;

/** Ways out of a compound (domain.md 1.4). The first two of `notExits` are moves, never freedom. */
export const exitModes = [
  "police_raid",
  "police_individual_extraction",
  "official_inspection_release",
  "embassy_intervention",
  "ngo_or_civil_intervention",
  "family_paid_ransom",
  "person_paid_ransom",
  "third_party_paid",
  "released_by_operator",
  "released_contract_or_debt_declared_ended",
  "expelled_unproductive_or_ill",
  "operator_abandoned_site",
  "mass_breakout",
  "individual_escape",
  "transfer_intercepted",
  "sold_or_transferred",
  "relocated_by_operator",
  "bribe_to_guard_or_official",
  "released_from_detention",
  "deported",
  "death",
  "other",
  ...noAnswers,
] as const;

/** Presence of police or officials at the exit: a field of its own, never derived from the mode. */
export const officialPresences = [
  "present_took_part",
  "present_watched",
  "present_blocked_or_turned_back",
  "present_role_unclear",
  "not_seen",
  "arrived_after",
  ...noAnswers,
] as const;

export const exitSources = [
  "own_account",
  "other_survivor_account",
  "staff_observation",
  "media_report",
  "official_statement",
] as const;

export const confidences = ["confirmed", "probable", "possible", "doubtful", "not_assessed"] as const;
