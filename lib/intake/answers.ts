import { isNoAnswer, type NoAnswer } from "@/lib/core/no-answer";
import { type DraftLevel, pagesOf, type QuestionKey } from "@/lib/intake/questions";
import { hasContent } from "@/lib/intake/registration";
import type { Answers } from "@/lib/intake/schema";

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
