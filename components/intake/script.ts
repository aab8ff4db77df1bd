import type { Branch, DraftLevel, QuestionKey, QuestionKind } from "@/lib/intake/questions";
import type { Messages } from "@/lib/core/messages";

export type Choice = { value: string; label: string };
/** The few that are most often chosen, as rows; all of them, as a list. */
export type Choices = { top: readonly Choice[]; all: readonly Choice[] };

/** How a question is asked. The way out is asked in two parts, so that who was there never follows from how. */
export type Asked = Exclude<QuestionKind, "exit"> | "exitMode" | "exitDetails";

/** One question with its words, ready for the browser: no schema and no catalogue goes along. */
export type ScriptQuestion = {
  key: QuestionKey;
  asked: Asked;
  title: string;
  hint: string;
  options: readonly Choice[];
  branches: readonly Branch[];
};

/** What stands on one screen: one question, or one with a small one that belongs to it. None: something to say aloud. */
export type Screen = {
  /** The last part of the address. */
  key: string;
  /** The page of the draft that the screen belongs to, and its words. */
  page: string;
  title: string;
  /** Which page it is of so many. */
  part: number;
  questions: readonly ScriptQuestion[];
};

export type IntakeWords = Messages["intake"]["screen"];

/** Everything that a draft's screens say and offer. */
export type Script = {
  level: DraftLevel;
  levelTitle: string;
  locale: string;
  parts: number;
  screens: readonly Screen[];
  words: IntakeWords;
  checkTitle: string;
  noAnswers: readonly Choice[];
  noAnswerLegend: string;
  branches: Messages["intake"]["branch"];
  languages: Choices;
  countries: Choices;
  provinces: readonly Choice[];
  certainties: readonly Choice[];
  contactMethods: readonly Choice[];
  safeToContact: readonly Choice[];
  presences: readonly Choice[];
  presenceQuestion: { title: string; hint: string };
  exitDateQuestion: { title: string; hint: string };
  dateParts: { day: string; month: string; year: string };
  duplicateStrengths: Record<string, string>;
  /** Message key → sentence, for what a server or a screen refuses. */
  errors: Record<string, string>;
};

/** `{name}` in a sentence, replaced. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
