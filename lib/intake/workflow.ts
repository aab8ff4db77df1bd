import type { Branch, Question } from "@/lib/intake/questions";
import type { Answers } from "@/lib/intake/schema";

/** What the answer to a question leads to: stop pages and notices, in the order of the question. */
export function branchesOf(
  { key, branches = [] }: Pick<Question, "key" | "branches">,
  answers: Answers,
): Branch[] {
  const answer: unknown = answers[key];
  const codes = typeof answer === "object" && answer !== null ? Object.values(answer) : [answer];
  return branches.filter(({ when }) => codes.some((code) => typeof code === "string" && when.includes(code)));
}
