import type { ShareElement } from "@/lib/consents/schema";
import { isNoAnswer } from "@/lib/core/no-answer";
import type { Fact, SharedElement } from "@/lib/referrals/facts";

/** What is known of a person, a case and a need at the moment of sharing, opened as far as the elements ask for it. */
export type Known = {
  caseCode: string;
  area: string | null;
  need: string;
  person: {
    nationalities: readonly string[];
    sexGender: string | null;
    ageGroup: string | null;
    preferredLanguage: string | null;
    interpreterNeeded: string | null;
  };
  identity: {
    preferredName: string | null;
    birthDate: string | null;
    names: readonly { type: string; full: string }[];
    contacts: readonly { method: string; value: string | null; safeToContact: string; rule: string | null }[];
    documents: readonly { type: string; country: string | null; number: string }[];
  } | null;
  health: { hurtNow?: string | undefined; pregnancy?: string | undefined } | null;
  exit: { mode: string; exitDate: string | null; province: string | null } | null;
};

type Facts = SharedElement["facts"];

/** Elements that need the direct identifiers, and those that need answers of class C3. */
export const identityElements: readonly ShareElement[] = ["name", "date_of_birth", "contact", "passport"];
export const healthElements: readonly ShareElement[] = ["health_summary"];

/** What a partner sees of one element; no facts: nothing is recorded. */
export function elementOf(element: ShareElement, known: Known): SharedElement {
  return { element, facts: sources[element](known) };
}

/** Papers to travel with; other identity documents are not part of what was agreed. */
const travelDocuments = ["passport", "emergency_passport", "laissez_passer", "emergency_certificate"];

/** Not kept in this program yet: such an element is always shown as not recorded. */
const notKept = (): Facts => [];

const sources: Record<ShareElement, (known: Known) => Facts> = {
  case_code: ({ caseCode }) => said(["case_code", caseCode]),
  name: ({ identity }) =>
    said(
      ["name_in_passport", identity?.names.findLast(({ type }) => type === "passport")?.full],
      // Somebody known only by what they like to be called is asked for by that.
      [
        "name_stated",
        identity?.names.findLast(({ type }) => type === "stated")?.full ?? identity?.preferredName,
      ],
    ),
  nationality: ({ person }) => said(...person.nationalities.map((code) => ["nationality", code] as const)),
  sex_age_group: ({ person }) => said(["sex_gender", person.sexGender], ["age_group", person.ageGroup]),
  date_of_birth: ({ identity }) => said(["birth_date", identity?.birthDate]),
  contact: contacts,
  present_area: ({ area }) => said(["area", area]),
  shelter_address: notKept,
  passport: ({ identity }) =>
    (identity?.documents ?? [])
      .filter(({ type }) => travelDocuments.includes(type))
      .flatMap(({ type, country, number }) =>
        said(["document_type", type], ["document_country", country], ["document_number", number]),
      ),
  photo: notKept,
  // The partner must also know in which language to ask.
  needs_requested: ({ need, person }) =>
    said(
      ["need", need],
      ["language", person.preferredLanguage],
      ["interpreter_needed", person.interpreterNeeded],
    ),
  health_summary: ({ health }) => said(["hurt_now", health?.hurtNow], ["pregnancy", health?.pregnancy]),
  sexual_violence: notKept,
  mental_health: notKept,
  exit_summary: ({ exit }) =>
    said(["exit_mode", exit?.mode], ["exit_date", exit?.exitDate], ["exit_province", exit?.province]),
  exploitation_narrative: notKept,
  forced_tasks: notKept,
  recruiter_details: notKept,
  family_contact: notKept,
  legal_matter: notKept,
  risk_level: notKept,
  screening_state: notKept,
};

/** A number that others listen to is never passed on. The rule on when and how goes with the number. */
function contacts({ identity }: Known): Facts {
  return (identity?.contacts ?? [])
    .filter(({ safeToContact }) => safeToContact !== "monitored_do_not_use")
    .flatMap(({ method, value, safeToContact, rule }) =>
      said(
        ["contact_method", method],
        ["contact_value", value],
        ["safe_to_contact", safeToContact],
        ["contact_rule", rule],
      ),
    );
}

/** Only what somebody answered: the three kinds of no-answer are nothing to share. */
function said(...facts: (readonly [Fact, string | null | undefined])[]): Facts {
  return facts.flatMap(([fact, value]) => (value && !isNoAnswer(value) ? [{ fact, value }] : []));
}
