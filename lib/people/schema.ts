import { noAnswers } from "@/lib/core/no-answer";

/** HTCDS 2.0 (IOM, CC BY 4.0) codes, plus the kinds of no-answer. */
export const sexGenders = [
  "feminine",
  "masculine",
  "transgender_feminine",
  "transgender_masculine",
  "non_conforming",
  "not_specified_unknown",
  ...noAnswers,
] as const;

export const ageGroups = [
  "0_11",
  "12_14",
  "15_17",
  "18_24",
  "25_34",
  "35_49",
  "50_64",
  "65_plus",
  ...noAnswers,
] as const;
export const childAgeGroups = ["0_11", "12_14", "15_17"] as const;

export const ageCertainties = ["documented", "stated", "estimated", "disputed_treat_as_child"] as const;

export const nameTypes = [
  "stated",
  "passport",
  "embassy_list",
  "alias_in_compound",
  "nickname",
  "social_handle",
  "previous",
] as const;

export const contactMethods = [
  "phone",
  "whatsapp",
  "telegram",
  "signal",
  "wechat",
  "line",
  "zalo",
  "facebook_messenger",
  "email",
  "via_person",
  "via_agency",
  "in_person_only",
] as const;

export const safeToContact = [
  "yes",
  "only_text",
  "only_times",
  "no_voice",
  "monitored_do_not_use",
  ...noAnswers,
] as const;

export const interpreterNeeds = ["yes", "no", ...noAnswers] as const;

export const identityDocumentTypes = [
  "passport",
  "national_id",
  "laissez_passer",
  "emergency_certificate",
  "emergency_passport",
  "splp_id",
  "other",
] as const;

/** Values of a nationality besides ISO 3166-1 alpha-2 codes. */
export const nationalityNoCodes = ["stateless", "claimed_unverified", ...noAnswers] as const;

/** What a blind-indexed key was made from. */
export const matchKeyKinds = ["name_exact", "name_token", "name_skeleton", "name_prefix", "phone", "phone_last4", "handle", "document"] as const;
export type MatchKeyKind = (typeof matchKeyKinds)[number];

export const sealingKeyKinds = ["person", "case", "draft"] as const;
