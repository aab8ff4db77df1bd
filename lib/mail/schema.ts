/** Why a letter goes out. None says more than that: no name of anybody, and nothing of what the work is about. */
export const letterKinds = [
  "invitation",
  "password_reset",
  "access_ended",
  "factor_reset",
  "something_waiting",
] as const;
export type LetterKind = (typeof letterKinds)[number];
