import { ageGroupOf, ageOn } from "@/lib/core/dates/age";
import { type PartialDate, parsePartialDate } from "@/lib/core/dates/partial";
import type { Answers } from "@/lib/intake/schema";

/** The answers with the age group that a date of birth gives on `today`, when no group was chosen. */
export function withAgeGroup(answers: Answers, today: PartialDate): Answers {
  const { age } = answers;
  if (!age?.birthDate || age.group) return answers;
  const born = parsePartialDate(age.birthDate);
  if (!born.ok || !born.date) return answers;
  return { ...answers, age: { ...age, group: ageGroupOf(ageOn(today, born.date)) } };
}
