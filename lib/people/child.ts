import { ageGroupOf, ageOn, type PartialDate } from "@/lib/core/dates";
import { isNoAnswer } from "@/lib/core/no-answer";
import { type AgeGroup, childAgeGroups } from "@/lib/people/schema";

/**
 * The age group to keep: as told, else as the date of birth gives it on `today`. A date that says a child, or may say one,
 * is stronger than what was told, so that nobody loses a child's protection by a slip.
 */
export function ageGroupFrom(
  told: AgeGroup | null | undefined,
  birth: PartialDate | null | undefined,
  today: PartialDate,
): AgeGroup | null | undefined {
  if (!birth) return told;
  const counted = ageGroupOf(ageOn(today, birth));
  const isTold = told !== undefined && told !== null && !isNoAnswer(told);
  const isChilds = (childAgeGroups as readonly string[]).includes(counted);
  return isTold && !isChilds ? told : counted;
}

/** True for a person under 18, and for one whose age is in doubt and who is therefore treated as a child. */
export function isChild(person: { ageGroup: string | null; ageCertainty: string | null }): boolean {
  return (
    person.ageCertainty === "disputed_treat_as_child" ||
    (childAgeGroups as readonly (string | null)[]).includes(person.ageGroup)
  );
}
