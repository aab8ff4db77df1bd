import { z } from "zod";
import { type PartialDate, parsePartialDate } from "@/lib/core/dates";
import { country, id, language, requiredText, text } from "@/lib/core/fields";
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
export type AgeGroup = (typeof ageGroups)[number];
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
export const matchKeyKinds = [
  "name_exact",
  "name_token",
  "name_skeleton",
  "name_prefix",
  "phone",
  "phone_last4",
  "handle",
  "document",
] as const;
export type MatchKeyKind = (typeof matchKeyKinds)[number];

export const sealingKeyKinds = ["person", "case", "draft", "note", "access"] as const;

/** In the place of initials that lie in the database and do not open: no name has them. */
export const unopenedInitials = "\u2047";

const limits = { names: 10, contacts: 10, documents: 10, nationalities: 6, languages: 10 } as const;

/** Methods that reach somebody without an address of one's own. */
const withoutAddress: ReadonlySet<string> = new Set(["via_person", "via_agency", "in_person_only"]);

const boxes = z.strictObject({
  day: text(20).optional(),
  month: text(20).optional(),
  year: text(20).optional(),
});

/**
 * A date known to the year, month or day: stored form (`1997`, `1997-05`, `1997-05-09`) or three boxes as typed, in any of
 * our digits and in either era. Null when all boxes are empty.
 */
export const partialDateIn = z.union([text(20), boxes]).transform((typed, context): PartialDate | null => {
  const [year, month, day, ...rest] = typeof typed === "string" ? typed.split("-") : [];
  const parsed =
    rest.length > 0 ? null : parsePartialDate(typeof typed === "string" ? { year, month, day } : typed);
  if (parsed?.ok) return parsed.date;
  context.addIssue({ code: "custom", message: parsed?.error ?? "core.error.wrongKind" });
  return z.NEVER;
});

export const nameIn = z.strictObject({ type: z.enum(nameTypes).default("stated"), full: requiredText(200) });
export type NameIn = z.output<typeof nameIn>;

export const contactIn = z
  .strictObject({
    method: z.enum(contactMethods),
    value: text(300).optional(),
    safeToContact: z.enum(safeToContact).default("not_asked"),
    /** When and how, in words: "after 18:00, text first". */
    rule: text(500).optional(),
  })
  .refine(({ method, value }) => withoutAddress.has(method) || Boolean(value), {
    path: ["value"],
    message: "people.error.contactValueMissing",
  });
export type ContactIn = z.output<typeof contactIn>;

export const documentIn = z.strictObject({
  type: z.enum(identityDocumentTypes),
  country: country.optional(),
  number: requiredText(60),
});
export type DocumentIn = z.output<typeof documentIn>;

export const namesIn = z.array(nameIn).max(limits.names);
export const contactsIn = z.array(contactIn).max(limits.contacts);
export const documentsIn = z.array(documentIn).max(limits.documents);

/** What is known of a person besides names, contacts and documents. All optional; an empty text takes the value away. */
export const personTraits = {
  preferredName: text(100).optional(),
  birthDate: partialDateIn.optional(),
  ageGroup: z.enum(ageGroups).optional(),
  ageCertainty: z.enum(ageCertainties).optional(),
  sexGender: z.enum(sexGenders).optional(),
  nationalities: z
    .array(z.union([z.enum(nationalityNoCodes), country]))
    .max(limits.nationalities)
    .optional(),
  preferredLanguage: language.optional(),
  otherLanguages: z.array(language).max(limits.languages).optional(),
  interpreterNeeded: z.enum(interpreterNeeds).optional(),
};
export type PersonTraits = z.output<z.ZodObject<typeof personTraits>>;
type Clearable = "ageGroup" | "ageCertainty" | "sexGender" | "preferredLanguage" | "interpreterNeeded";
/** Traits as they are changed: null takes a coded value away. */
export type TraitChanges = Omit<PersonTraits, Clearable> & {
  [Trait in Clearable]?: PersonTraits[Trait] | null;
};

/** What may be opened, one kind at a time. */
export const revealables = ["names", "contacts", "documents", "birth_date", "private"] as const;
export type Revealable = (typeof revealables)[number];

export const revealReasons = ["own_case", "contact_person", "check_identity", "safety", "other"] as const;
export type RevealReason = (typeof revealReasons)[number];

/** How well a person fits what was searched for, best first. */
export const matchStrengths = ["exact", "tokens", "skeleton", "prefix"] as const;
export type MatchStrength = (typeof matchStrengths)[number];

export const duplicateStrengths = ["likely", "possible"] as const;

/** Somebody who may be the person at hand: where to ask, never who they are. */
export const duplicate = z.strictObject({
  personId: id,
  code: z.string(),
  siteName: z.string(),
  assigneeName: z.string().nullable(),
  strength: z.enum(duplicateStrengths),
});
export type Duplicate = z.output<typeof duplicate>;
