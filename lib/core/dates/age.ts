import { boundsOf, partsOf, type PartialDate } from "./partial";

/** Age groups for counting (domain page §1.2), youngest first, each with its first year of age. */
const firstYearOf = {
  "0_11": 0,
  "12_14": 12,
  "15_17": 15,
  "18_24": 18,
  "25_34": 25,
  "35_49": 35,
  "50_64": 50,
  "65_plus": 65,
} as const;

export const ageGroups = [
  "0_11",
  "12_14",
  "15_17",
  "18_24",
  "25_34",
  "35_49",
  "50_64",
  "65_plus",
  "unknown",
] as const;
export type AgeGroup = (typeof ageGroups)[number];

/** Whole years of age: the least and the most that are possible. */
export type AgeRange = { min: number; max: number };

/** How old someone can be on a date, both known only in part. Never below 0, also for a birth after the date. */
export function ageOn(date: PartialDate, birth: PartialDate): AgeRange {
  const [when, born] = [boundsOf(date), boundsOf(birth)];
  return { min: yearsBetween(born.last, when.first), max: yearsBetween(born.first, when.last) };
}

/**
 * The group to count an age in. An age between two groups is counted in the younger one, so that a person who may be a
 * child is taken for a child; null is `unknown`.
 */
export function ageGroupOf(age: AgeRange | null): AgeGroup {
  if (age === null) return "unknown";
  const reached = (Object.keys(firstYearOf) as (keyof typeof firstYearOf)[]).filter(
    (group) => firstYearOf[group] <= age.min,
  );
  return reached.at(-1) ?? "unknown";
}

function yearsBetween(birth: PartialDate, day: PartialDate): number {
  const [from, to] = [partsOf(birth), partsOf(day)];
  const birthdayPassed = day.slice(5) >= birth.slice(5);
  return Math.max(0, to.year - from.year - (birthdayPassed ? 0 : 1));
}
