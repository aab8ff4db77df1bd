/** The three kinds of no-answer. Each differs from an empty field, which means that nobody has come to the question yet. */
export const noAnswers = ["unknown", "declined", "not_asked"] as const;
export type NoAnswer = (typeof noAnswers)[number];

export function isNoAnswer(value: unknown): value is NoAnswer {
  return noAnswers.includes(value as NoAnswer);
}
