import * as cases from "@/lib/cases/schema";
import { isNoAnswer } from "@/lib/core/no-answer";
import type { draftLevels } from "@/lib/intake/schema";
import * as people from "@/lib/people/schema";

export type DraftLevel = (typeof draftLevels)[number];

export const questionKinds = [
  "radio",
  "checkbox",
  "text",
  "name",
  "language",
  "contact",
  "exit",
  "age",
  "country",
] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** What an answer leads to: a notice stands on the page; a stop page comes before the next question, then intake resumes. */
export type Branch = {
  when: readonly string[];
  show: "notice" | "stop";
  /** Words in `intake.branch.<to>`. */
  to: "unsafe" | "medic" | "child" | "childPresent" | "fear";
};

export type Question = {
  /** The same word in `Answers`, in `intake.question.<key>` and, where there is one, in the registration. */
  key: QuestionKey;
  kind: QuestionKind;
  /** Coded answers without the three kinds of no-answer, which every question offers besides. */
  options?: readonly string[];
  /** Where the words for the options are: `cases.safeTonight` means `cases.safeTonight.<option>`. */
  labels?: string;
  branches?: readonly Branch[];
};

/** One page of the wizard: nearly always one question, never more than three small ones that belong together. */
export type Page = { key: string; level: DraftLevel; questions: readonly Question[] };

export type QuestionKey =
  | "canTalkSafely"
  | "name"
  | "language"
  | "interpreterNeeded"
  | "hurtNow"
  | "age"
  | "childPresent"
  | "pregnancy"
  | "dangerFrom"
  | "someoneWaiting"
  | "safeTonight"
  | "mayContact"
  | "contact"
  | "sexGender"
  | "nationalities"
  | "medicalRedFlags"
  | "shelterNow"
  | "foodCash"
  | "travelDocument"
  | "exit"
  | "wishes"
  | "goal"
  | "fearOfReturn"
  | "mayTell"
  | "mustNotTell";

const coded = (
  key: QuestionKey,
  kind: "radio" | "checkbox" | "age" | "country" | "exit",
  list: readonly string[],
  labels: string,
  branches?: readonly Branch[],
): Question => ({
  key,
  kind,
  options: list.filter((code) => !isNoAnswer(code)),
  labels,
  ...(branches && { branches }),
});

/** The quick card: eight pages, two minutes, in a crowd. */
export const l0Pages: readonly Page[] = [
  page("l0", "talk", [
    coded("canTalkSafely", "radio", cases.yesNo, "cases.yesNo", [
      { when: ["no"], show: "notice", to: "unsafe" },
    ]),
  ]),
  page("l0", "name", [{ key: "name", kind: "name" }]),
  page("l0", "language", [
    { key: "language", kind: "language" },
    coded("interpreterNeeded", "radio", people.interpreterNeeds, "people.interpreterNeeded"),
  ]),
  page("l0", "hurt", [
    coded("hurtNow", "radio", cases.hurtNow, "cases.hurtNow", [
      { when: ["yes_now"], show: "stop", to: "medic" },
    ]),
  ]),
  page("l0", "age", [
    coded("age", "age", people.ageGroups, "people.ageGroup", [
      { when: people.childAgeGroups, show: "stop", to: "child" },
      { when: ["disputed_treat_as_child"], show: "stop", to: "child" },
    ]),
    coded("childPresent", "radio", cases.yesNo, "cases.yesNo", [
      { when: ["yes"], show: "notice", to: "childPresent" },
    ]),
    coded("pregnancy", "radio", cases.pregnancies, "cases.pregnancy"),
  ]),
  page("l0", "danger", [
    coded("dangerFrom", "checkbox", cases.dangerSources, "cases.dangerFrom"),
    coded("someoneWaiting", "radio", cases.yesNoUnsure, "cases.yesNoUnsure", [
      { when: ["yes"], show: "notice", to: "unsafe" },
    ]),
  ]),
  page("l0", "tonight", [coded("safeTonight", "radio", cases.safeTonight, "cases.safeTonight")]),
  page("l0", "contact", [
    coded("mayContact", "radio", cases.mayContact, "cases.mayContact"),
    { key: "contact", kind: "contact" },
  ]),
];

/** What the first talk adds, after the page on consent. No page asks for the story of what was done. */
export const l1Pages: readonly Page[] = [
  page("l1", "about", [
    coded("sexGender", "radio", people.sexGenders, "people.sexGender"),
    coded("nationalities", "country", people.nationalityNoCodes, "people.nationality"),
  ]),
  page("l1", "medical", [
    coded("medicalRedFlags", "checkbox", cases.medicalRedFlags, "cases.medicalRedFlags", [
      {
        when: cases.medicalRedFlags.filter((flag) => flag !== "none" && !isNoAnswer(flag)),
        show: "stop",
        to: "medic",
      },
    ]),
  ]),
  page("l1", "shelter", [coded("shelterNow", "radio", cases.shelterNow, "cases.shelterNow")]),
  page("l1", "food", [coded("foodCash", "radio", cases.foodCash, "cases.foodCash")]),
  page("l1", "papers", [coded("travelDocument", "radio", cases.travelDocuments, "cases.travelDocument")]),
  page("l1", "exit", [
    coded(
      "exit",
      "exit",
      cases.exitModes.filter((mode) => !cases.notExits.has(mode)),
      "cases.exitMode",
    ),
  ]),
  page("l1", "wishes", [
    coded("wishes", "radio", cases.wishes, "cases.wishes"),
    { key: "goal", kind: "text" },
  ]),
  page("l1", "return", [
    coded("fearOfReturn", "radio", cases.yesNoUnsure, "cases.yesNoUnsure", [
      { when: ["yes", "unsure"], show: "notice", to: "fear" },
    ]),
  ]),
  page("l1", "tell", [
    { key: "mayTell", kind: "text" },
    { key: "mustNotTell", kind: "text" },
  ]),
];

/** The pages of a draft in order. A first talk that goes on from a quick card asks only what is new. */
export function pagesOf(level: DraftLevel, { continuing = false } = {}): readonly Page[] {
  if (level === "l0") return l0Pages;
  return continuing ? l1Pages : [...l0Pages, ...l1Pages];
}

/** Every page key, in order: the steps at which a draft can stand; `check` is the page before saving. */
export const steps: readonly string[] = [...[...l0Pages, ...l1Pages].map(({ key }) => key), "check"];

function page(level: DraftLevel, key: string, questions: readonly Question[]): Page {
  return { key, level, questions };
}
