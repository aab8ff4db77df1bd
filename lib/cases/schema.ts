import { z } from "zod";
import { id, province, text } from "@/lib/core/fields";
import { noAnswers } from "@/lib/core/no-answer";
import {
  contactsIn,
  documentsIn,
  duplicate,
  namesIn,
  partialDateIn,
  personTraits,
} from "@/lib/people/schema";

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

/** Why the use of a case was stopped. */
export const restrictionReasons = [
  "consent_withdrawn",
  "person_asked",
  "accuracy_disputed",
  "objection",
] as const;
export type RestrictionReason = (typeof restrictionReasons)[number];

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

/** Signs that somebody needs a medic at once, for people who are not medics (domain.md 1.9). */
export const medicalRedFlags = [
  "not_breathing_normally",
  "heavy_bleeding",
  "unconscious_or_confused",
  "chest_pain",
  "severe_head_injury",
  "open_fracture",
  "severe_burn",
  "seizure",
  "snake_or_electric_injury_with_symptoms",
  "suspected_overdose_or_withdrawal",
  "labour_or_bleeding_in_pregnancy",
  "active_suicide_intent",
  "violent_psychosis",
  "none",
  ...noAnswers,
] as const;

/** Ways out of a compound (domain.md 1.4). Those of `notExits` are moves, never freedom. */
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

/** Moves from one operation to another: recorded as history, refused as an exit. */
export const notExits: ReadonlySet<string> = new Set<(typeof exitModes)[number]>([
  "sold_or_transferred",
  "relocated_by_operator",
]);

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

/** Codes under which one list says that nothing else of it applies. */
const alone: ReadonlySet<string> = new Set(["none", ...noAnswers]);

function several<const List extends readonly [string, ...string[]]>(list: List) {
  return z
    .array(z.enum(list))
    .max(list.length)
    .refine(
      (codes) => codes.length < 2 || !codes.some((code) => alone.has(code)),
      "cases.error.noneWithOthers",
    )
    .optional();
}

/** Answers that the database may count and filter by. */
export const caseAnswers = {
  canTalkSafely: z.enum(yesNo).optional(),
  safeTonight: z.enum(safeTonight).optional(),
  childPresent: z.enum(yesNo).optional(),
  mayContact: z.enum(mayContact).optional(),
  shelterNow: z.enum(shelterNow).optional(),
  foodCash: z.enum(foodCash).optional(),
  travelDocument: z.enum(travelDocuments).optional(),
  wishes: z.enum(wishes).optional(),
  province: province.optional(),
};
export type CaseAnswers = z.output<z.ZodObject<typeof caseAnswers>>;

/** Questions whose answer is words: they may be left open in three ways too. */
const openQuestions = [
  "names",
  "contacts",
  "documents",
  "preferredLanguage",
  "nationalities",
  "mayTell",
  "mustNotTell",
  "goal",
] as const;

/** Answers of class C3, kept together in one sealed value. */
export const privateAnswers = {
  hurtNow: z.enum(hurtNow).optional(),
  pregnancy: z.enum(pregnancies).optional(),
  dangerFrom: several(dangerSources),
  someoneWaiting: z.enum(yesNoUnsure).optional(),
  fearOfReturn: z.enum(yesNoUnsure).optional(),
  medicalRedFlags: several(medicalRedFlags),
  mayTell: text(1_000).optional(),
  mustNotTell: text(1_000).optional(),
  noAnswers: z.partialRecord(z.enum(openQuestions), z.enum(noAnswers)).optional(),
};
export const privateAnswersOut = z.strictObject(privateAnswers);
export type PrivateAnswers = z.output<typeof privateAnswersOut>;

/** One way out. Presence of officials is asked apart from the mode and never follows from it. */
export const exitIn = z.strictObject({
  mode: z.enum(exitModes).refine((mode) => !notExits.has(mode), "cases.error.notAnExit"),
  officialPresence: z.enum(officialPresences).optional(),
  exitDate: partialDateIn.optional(),
  province: province.optional(),
  source: z.enum(exitSources).default("own_account"),
  note: text(2_000).optional(),
});
export type ExitIn = z.output<typeof exitIn>;

/** What the person wants, in their words. */
export const goal = text(2_000).optional();

/**
 * `case.register`: the quick card (L0) and the first talk (L1). Nothing is demanded: an alias, or nothing at all, is enough.
 * `siteId` defaults to the actor's first site, `assignTo` to `me` for caseworkers and `nobody` for coordinators.
 */
export const registration = z.strictObject({
  level: z.enum(["l0", "l1"]).default("l0"),
  siteId: id.optional(),
  assignTo: z.enum(["me", "nobody"]).optional(),
  /** Somebody already known and visible: a new episode of help for the same person. */
  personId: id.optional(),
  /** The draft that this came from; it ends with the registration. */
  draftId: id.optional(),
  names: namesIn.default([]),
  contacts: contactsIn.default([]),
  documents: documentsIn.default([]),
  ...personTraits,
  ...caseAnswers,
  ...privateAnswers,
  goal,
  exit: exitIn.optional(),
});
export type Registration = z.output<typeof registration>;
export type RegistrationInput = z.input<typeof registration>;

export const registered = z.strictObject({
  caseId: id,
  personId: id,
  code: z.string(),
  duplicates: z.array(duplicate),
});
