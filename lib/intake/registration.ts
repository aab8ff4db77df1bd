import type { CaseChangeInput } from "@/lib/cases/changing/schema";
import type { RegistrationInput } from "@/lib/cases/schema";
import type { DraftLevel } from "@/lib/intake/questions";
import type { Answers } from "@/lib/intake/schema";

type ContactInput = NonNullable<RegistrationInput["contacts"]>[number];
type Boxes = { day?: string; month?: string; year?: string };

/** The answers of a quick card or a first talk as input of `case.register`. */
export function toRegistration(answers: Answers, level: DraftLevel): RegistrationInput {
  const { names, contacts, exit, ...rest } = piecesOf(answers);
  return { level, ...rest, ...(names && { names }), ...(contacts && { contacts }), ...(exit && { exit }) };
}

/** The answers of a first talk that goes on from a quick card, as input of `case.update`. */
export function toCaseChange(answers: Answers, target: { caseId: string; version: number }): CaseChangeInput {
  const { names, contacts, exit, ...rest } = piecesOf(answers);
  return {
    ...target,
    level: "l1",
    ...rest,
    ...(names && { addNames: names }),
    ...(contacts && { addContacts: contacts }),
    ...(exit && { exit }),
  };
}

/**
 * The question behind a field that `case.register` or `case.update` refused: `contacts.0.value` is `contact`. A field that
 * no question is behind comes back as it is.
 */
export function questionOfField(path: string): string {
  const [field = ""] = path.split(".");
  return behind[field] ?? field;
}

const behind: Record<string, keyof Answers> = {
  names: "name",
  addNames: "name",
  preferredLanguage: "language",
  otherLanguages: "language",
  ageGroup: "age",
  ageCertainty: "age",
  birthDate: "age",
  contacts: "contact",
  addContacts: "contact",
};

function piecesOf(answers: Answers) {
  const { name, language, age, contact, nationalities, exit, goal, mayTell, mustNotTell, ...coded } = answers;
  return withoutEmpty({
    ...coded,
    names: namesOf(name),
    preferredLanguage: language?.preferred,
    otherLanguages: language?.others,
    ageGroup: age?.group,
    ageCertainty: age?.certainty,
    birthDate: filled(age?.birthDate),
    contacts: contactOf(contact),
    nationalities: nationalities?.countries ?? (nationalities?.noAnswer && [nationalities.noAnswer]),
    exit: exitOf(exit),
    goal: goal?.text,
    mayTell: mayTell?.text,
    mustNotTell: mustNotTell?.text,
    noAnswers: withoutEmpty({
      names: name?.noAnswer,
      preferredLanguage: language?.noAnswer,
      contacts: contact?.noAnswer,
      goal: goal?.noAnswer,
      mayTell: mayTell?.noAnswer,
      mustNotTell: mustNotTell?.noAnswer,
    }),
  });
}

function namesOf({ full, type = "stated", others = [] }: NonNullable<Answers["name"]> = {}) {
  const further = others.filter(Boolean).map((other) => ({ full: other, type: "stated" as const }));
  return [...(full ? [{ full, type }] : []), ...further];
}

function contactOf(contact: Answers["contact"]) {
  const { noAnswer: _noAnswer, ...told } = contact ?? {};
  // Without a method it is refused by name later, rather than lost here.
  return hasContent(told) ? [withoutEmpty(told) as ContactInput] : undefined;
}

function exitOf(exit: Answers["exit"]) {
  if (!hasContent(exit)) return undefined;
  const { noAnswer, mode = noAnswer ?? "not_asked", date, ...rest } = exit ?? {};
  return withoutEmpty({ mode, ...rest, exitDate: filled(date) });
}

function filled(boxes: Boxes | undefined): Boxes | undefined {
  return hasContent(boxes) ? boxes : undefined;
}

/** True when something was said: text, a code, or something inside a list or an object. */
export function hasContent(answer: unknown): boolean {
  if (typeof answer === "object" && answer !== null) return Object.values(answer).some(hasContent);
  return answer !== undefined && answer !== null && answer !== "";
}

/** The same object without what was left empty. */
function withoutEmpty<T extends object>(pieces: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const entries = Object.entries(pieces).filter(([, value]) => hasContent(value));
  return Object.fromEntries(entries) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}
