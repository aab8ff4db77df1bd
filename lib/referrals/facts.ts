import { z } from "zod";
import { shareElements } from "@/lib/consents/schema";

/** How a screen writes a value: as it is, as a coded word of another noun's messages, or as a place, date or language. */
export type FactKind = "text" | "code" | "country" | "province" | "partial_date" | "language";

/** What an element can consist of, in the order of showing. The kind says how a screen writes the value. */
export const factKinds = {
  case_code: "text",
  name_stated: "text",
  name_in_passport: "text",
  nationality: "country",
  sex_gender: "code",
  age_group: "code",
  birth_date: "partial_date",
  contact_method: "code",
  contact_value: "text",
  safe_to_contact: "code",
  contact_rule: "text",
  area: "province",
  document_type: "code",
  document_country: "country",
  document_number: "text",
  need: "text",
  language: "language",
  interpreter_needed: "code",
  hurt_now: "code",
  pregnancy: "code",
  exit_mode: "code",
  exit_date: "partial_date",
  exit_province: "province",
} as const satisfies Record<string, FactKind>;

export type Fact = keyof typeof factKinds;
export const facts = Object.keys(factKinds) as [Fact, ...Fact[]];

/** Where the words of a coded fact are: namespace and list in the message catalogue. */
export const factWords = {
  sex_gender: "people.sexGender",
  age_group: "people.ageGroup",
  contact_method: "people.contactMethod",
  safe_to_contact: "people.safeToContact",
  document_type: "people.documentType",
  interpreter_needed: "people.interpreterNeeded",
  hurt_now: "cases.hurtNow",
  pregnancy: "cases.pregnancy",
  exit_mode: "cases.exitMode",
} as const satisfies Partial<Record<Fact, string>>;

/** One element with what is recorded of it. No facts: nothing is recorded. */
export const element = z.strictObject({
  element: z.enum(shareElements),
  facts: z.array(z.strictObject({ fact: z.enum(facts), value: z.string() })),
});
export type SharedElement = z.output<typeof element>;

/** Elements that do not tell who the person is: with only these a partner may be asked without consent. */
export const anonymousElements: readonly (typeof shareElements)[number][] = [
  "sex_age_group",
  "present_area",
  "needs_requested",
];
