import { childAgeGroups } from "@/lib/people/schema";

/** True for a person under 18, and for one whose age is in doubt and who is therefore treated as a child. */
export function isChild(person: { ageGroup: string | null; ageCertainty: string | null }): boolean {
  return (
    person.ageCertainty === "disputed_treat_as_child" ||
    (childAgeGroups as readonly (string | null)[]).includes(person.ageGroup)
  );
}
