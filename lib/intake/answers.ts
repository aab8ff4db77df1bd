import type { CaseChangeInput, RegistrationInput } from "@/lib/cases/schema";
import { isNoAnswer, type NoAnswer } from "@/lib/core/no-answer";
import {
  type Branch,
  type DraftLevel,
  pagesOf,
  type Question,
  type QuestionKey,
} from "@/lib/intake/questions";
import { type Answers, answersSchema } from "@/lib/intake/schema";

type ContactInput = NonNullable<RegistrationInput["contacts"]>[number];
type Boxes = { day?: string; month?: string; year?: string };

/** True when the question has been come to: an answer, or one of the three kinds of no-answer. */
export function isAnswered(answers: Answers, key: QuestionKey): boolean {
  return hasContent(answers[key]);
}

/** Which kind of no-answer was given to a question, or null. */
export function noAnswerTo(answers: Answers, key: QuestionKey): NoAnswer | null {
  const answer: unknown = answers[key];
  const candidates = Array.isArray(answer)
    ? answer
    : typeof answer === "object" && answer !== null
      ? [(answer as { noAnswer?: unknown }).noAnswer, (answer as { group?: unknown }).group]
      : [answer];
  return candidates.find(isNoAnswer) ?? null;
}

/** How many pages of a draft have an answer, of how many. */
export function answeredCount(answers: Answers, level: DraftLevel, { continuing = false } = {}) {
  const pages = pagesOf(level, { continuing });
  const answered = pages.filter(({ questions }) => questions.some(({ key }) => isAnswered(answers, key)));
  return { answered: answered.length, pages: pages.length };
}

/** What the answer to a question leads to: stop pages and notices, in the order of the question. */
export function branchesOf({ key, branches = [] }: Question, answers: Answers): Branch[] {
  const answer: unknown = answers[key];
  const codes = typeof answer === "object" && answer !== null ? Object.values(answer) : [answer];
  return branches.filter(({ when }) => codes.some((code) => typeof code === "string" && when.includes(code)));
}

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

/** The question behind a field that `case.register` or `case.update` refused, such as `contacts.0.value`; null for none. */
export function questionOfField(path: string): QuestionKey | null {
  const [field = ""] = path.split(".");
  return behind[field] ?? (field in answersSchema.shape ? (field as QuestionKey) : null);
}

const behind: Record<string, QuestionKey> = {
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
    names: name?.full ? [{ full: name.full, type: name.type ?? ("stated" as const) }] : undefined,
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

function hasContent(answer: unknown): boolean {
  if (typeof answer === "object" && answer !== null) return Object.values(answer).some(hasContent);
  return answer !== undefined && answer !== null && answer !== "";
}

/** The same object without what was left empty. */
function withoutEmpty<T extends object>(pieces: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const entries = Object.entries(pieces).filter(([, value]) => hasContent(value));
  return Object.fromEntries(entries) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}
