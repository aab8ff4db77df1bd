import "server-only";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { countryChoices } from "@/components/people/country-list";
import { languageChoices } from "@/components/people/language-list";
import { officialPresences } from "@/lib/cases/schema";
import type { Messages } from "@/lib/core/messages";
import { provinceList } from "@/lib/core/names";
import { isNoAnswer, noAnswers } from "@/lib/core/no-answer";
import { type DraftLevel, type Page, pagesOf, type Question } from "@/lib/intake/questions";
import { ageCertainties, contactMethods, safeToContact } from "@/lib/people/schema";
import type { Asked, Choice, Screen, Script, ScriptQuestion } from "./script";

/** Questions that stand on the screen of the one before them. */
const joined: ReadonlySet<Question["key"]> = new Set(["interpreterNeeded", "contact", "goal", "mustNotTell"]);

/** The words and choices of a draft's screens in the reader's language, as plain data for the browser. */
export async function makeScript(
  level: DraftLevel,
  { continuing }: { continuing: boolean },
): Promise<Script> {
  const [messages, locale] = await Promise.all([getMessages() as Promise<Messages>, getLocale()]);
  const { intake, cases, people } = messages;
  const pages = pagesOf(level, { continuing });
  return {
    level,
    levelTitle: intake.level[level],
    locale,
    parts: pages.length,
    screens: pages.flatMap((page, index) => screensOf(page, index + 1, messages)),
    words: intake.screen,
    checkTitle: intake.page.check,
    noAnswers: choices(noAnswers, messages.core.noAnswer),
    noAnswerLegend: intake.noAnswer.legend,
    branches: intake.branch,
    languages: languageChoices(locale),
    countries: countryChoices(locale),
    provinces: provinceList.map(({ code, name }) => ({ value: code, label: name })),
    certainties: choices(ageCertainties, people.ageCertainty),
    contactMethods: choices(contactMethods, people.contactMethod),
    safeToContact: choices(answersOnly(safeToContact), people.safeToContact),
    presences: choices(answersOnly(officialPresences), cases.officialPresence),
    presenceQuestion: intake.question.exitPresence,
    exitDateQuestion: intake.question.exitDate,
    dateParts: { day: messages.dates.day, month: messages.dates.month, year: messages.dates.year },
    duplicateStrengths: people.duplicateStrength,
    errors: await errorsOf(messages),
  };
}

function screensOf(page: Page, part: number, messages: Messages): Screen[] {
  const title = messages.intake.page[page.key as keyof Messages["intake"]["page"]];
  const screen = (key: string, questions: ScriptQuestion[]) => ({
    key,
    page: page.key,
    title,
    part,
    questions,
  });
  const screens: Screen[] = page.key === "about" ? [screen("before", [])] : [];
  const first = screens.length;
  for (const question of page.questions) {
    if (question.kind === "exit") {
      screens.push(screen("exit", [asked(question, messages, "exitMode")]));
      screens.push(screen("exit-details", [asked(question, messages, "exitDetails")]));
      continue;
    }
    const one = asked(question, messages, question.kind);
    const last = screens.at(-1);
    if (last && joined.has(question.key))
      screens.push({ ...screens.pop()!, questions: [...last.questions, one] });
    else screens.push(screen(screens.length === first ? page.key : kebab(question.key), [one]));
  }
  return screens;
}

function asked(
  { key, options = [], labels, branches = [] }: Question,
  messages: Messages,
  asked: Asked,
): ScriptQuestion {
  const words = messages.intake.question[key] as { title: string; hint?: string };
  return {
    key,
    asked,
    title: words.title,
    hint: words.hint ?? messages.intake.screen.skip,
    options: choices(options, labels ? catalogue(messages, labels) : {}),
    branches,
  };
}

function choices(codes: readonly string[], labels: Record<string, string>): Choice[] {
  return codes.map((value) => ({ value, label: labels[value] ?? value }));
}

function answersOnly(codes: readonly string[]): string[] {
  return codes.filter((code) => !isNoAnswer(code));
}

/** `cases.safeTonight` → the labels there. */
function catalogue(messages: Messages, path: string): Record<string, string> {
  const found = path
    .split(".")
    .reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], messages);
  return (found ?? {}) as Record<string, string>;
}

/** Reasons for refusals, and the sentence for each kind of failure with `{requestId}` still to be filled in. */
async function errorsOf(messages: Messages): Promise<Record<string, string>> {
  const failure = await getTranslations("core.failure");
  const catalogues = ["core", "dates", "people", "cases", "intake"] as const;
  const refusals = catalogues.flatMap((noun) =>
    Object.entries(messages[noun].error).map(([key, sentence]) => [`${noun}.error.${key}`, sentence]),
  );
  const codes = Object.keys(messages.core.failure) as (keyof Messages["core"]["failure"])[];
  const failures = codes.map((code) => [code, failure(code, { minutes: 1, requestId: "{requestId}" })]);
  return Object.fromEntries([...refusals, ...failures]);
}

function kebab(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
