import { newId } from "@/lib/core/ids";
import { blinded, plainKeysOf } from "@/lib/people/match";
import { initialsOf } from "@/lib/people/name-key";
import { scriptOf } from "@/lib/people/names/text";
import type { PersonStory } from "../stories/person";
import { type Batch, bytes, type Seal } from "./batch";

/** The rows of a person, sealed and findable just as `case.register` leaves them. Gives the person's id. */
export function addPerson(batch: Batch, story: PersonStory, createdAt: Date): string {
  const id = newId(createdAt.getTime());
  const seal = batch.sealer("person", id);
  const own = (column: string) => ({ table: "person", column, row: id });
  const called = story.preferredName ?? story.names[0]?.full;
  batch.add("person", {
    id,
    initials_sealed: seal(own("initials_sealed"), called && initialsOf(called)),
    preferred_name_sealed: seal(own("preferred_name_sealed"), story.preferredName),
    birth_date_sealed: seal(own("birth_date_sealed"), story.birthDate),
    age_group: story.ageGroup ?? null,
    age_certainty: story.ageCertainty ?? null,
    sex_gender: story.sexGender ?? null,
    nationalities: story.nationalities ?? [],
    preferred_language: story.preferredLanguage ?? null,
    other_languages: story.otherLanguages ?? [],
    interpreter_needed: story.interpreterNeeded ?? null,
    created_at: createdAt,
  });
  addIdentifiers(batch, id, story, createdAt, seal);
  addKeys(batch, id, story);
  return id;
}

function addIdentifiers(
  batch: Batch,
  personId: string,
  story: PersonStory,
  createdAt: Date,
  seal: Seal,
): void {
  const rowOf = () => ({ id: newId(createdAt.getTime()), person_id: personId, created_at: createdAt });
  for (const { type, full } of story.names) {
    const row = rowOf();
    const fullSealed = seal({ table: "person_name", column: "full_sealed", row: row.id }, full);
    batch.add("person_name", { ...row, type, script: scriptOf(full), full_sealed: fullSealed });
  }
  for (const { method, value, safeToContact, rule } of story.contacts) {
    const row = rowOf();
    const place = (column: string) => ({ table: "person_contact", column, row: row.id });
    const sealed = {
      value_sealed: seal(place("value_sealed"), value),
      rule_sealed: seal(place("rule_sealed"), rule),
    };
    batch.add("person_contact", { ...row, method, safe_to_contact: safeToContact, ...sealed });
  }
  for (const { type, country, number } of story.documents) {
    const row = rowOf();
    const numberSealed = seal({ table: "identity_document", column: "number_sealed", row: row.id }, number);
    batch.add("identity_document", { ...row, type, country: country ?? null, number_sealed: numberSealed });
  }
}

function addKeys(
  batch: Batch,
  personId: string,
  { names, preferredName, contacts, documents }: PersonStory,
): void {
  const keys = plainKeysOf({
    names: [...names.map(({ full }) => full), ...(preferredName ? [preferredName] : [])],
    contacts,
    documents: documents.map(({ number }) => number),
  });
  for (const { kind, token } of keys.map((key) => blinded(batch.organisationId, key))) {
    batch.add("match_key", { person_id: personId, kind, token: bytes(token) });
  }
}
