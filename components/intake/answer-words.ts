import { parsePartialDate } from "@/lib/core/dates/partial";
import { formatPartialDate } from "@/lib/core/dates/show";
import { isNoAnswer } from "@/lib/core/no-answer";
import type { Answers } from "@/lib/intake/schema";
import { type Asked, type Choice, fill, type Script, type ScriptQuestion } from "./script";

type Say = (answers: Answers, question: ScriptQuestion, script: Script) => readonly (string | undefined)[];
type Boxes = { day?: string; month?: string; year?: string };

/** An answer as one line of words; null when nobody has come to the question yet. */
export function answerInWords(question: ScriptQuestion, answers: Answers, script: Script): string | null {
  const pieces = says[question.asked](answers, question, script).filter((piece) => piece !== undefined);
  return pieces.length > 0 ? pieces.join(" · ") : null;
}

const says: Record<Asked, Say> = {
  radio: (answers, { key, options }, script) => [
    labelOf(answers[key] as string | undefined, options, script),
  ],
  checkbox: (answers, { key, options }, script) =>
    ((answers[key] as string[] | undefined) ?? []).map((code) => labelOf(code, options, script)),
  text: (answers, { key }, script) => {
    const { text, noAnswer } = (answers[key] as { text?: string; noAnswer?: string } | undefined) ?? {};
    return [text, labelOf(noAnswer, [], script)];
  },
  name: ({ name }, _question, script) => [
    name?.full,
    ...(name?.others ?? []),
    labelOf(name?.noAnswer, [], script),
  ],
  language: ({ language }, _question, script) => [
    labelOf(language?.preferred, script.languages.all, script),
    labelOf(language?.noAnswer, [], script),
  ],
  country: ({ nationalities }, { options }, script) => [
    ...(nationalities?.countries ?? []).map((code) =>
      labelOf(code, [...options, ...script.countries.all], script),
    ),
    labelOf(nationalities?.noAnswer, [], script),
  ],
  age: ({ age }, { options }, script) => [
    labelOf(age?.group, options, script),
    dateInWords(age?.birthDate, script),
    labelOf(age?.certainty, script.certainties, script),
  ],
  contact: ({ contact }, _question, script) => [
    labelOf(contact?.method, script.contactMethods, script),
    contact?.value,
    labelOf(contact?.safeToContact, script.safeToContact, script),
    contact?.rule,
    labelOf(contact?.noAnswer, [], script),
  ],
  exitMode: ({ exit }, { options }, script) => [labelOf(exit?.mode ?? exit?.noAnswer, options, script)],
  exitDetails: ({ exit }, _question, script) => [
    labelOf(exit?.officialPresence, script.presences, script),
    dateInWords(exit?.date, script),
    labelOf(exit?.province, script.provinces, script),
    exit?.note,
  ],
};

function labelOf(
  code: string | undefined,
  choices: readonly Choice[],
  { noAnswers }: Script,
): string | undefined {
  if (code === undefined) return undefined;
  const from = isNoAnswer(code) ? noAnswers : choices;
  return from.find(({ value }) => value === code)?.label ?? code;
}

function dateInWords(boxes: Boxes | undefined, { locale, words }: Script): string | undefined {
  const read = parsePartialDate(boxes ?? {});
  if (!read.ok) return Object.values(boxes ?? {}).join(" ");
  if (!read.date) return undefined;
  const date = formatPartialDate(read.date, locale);
  return read.wasBuddhistEra ? fill(words.check.typedAs, { date, year: read.wasBuddhistEra }) : date;
}
