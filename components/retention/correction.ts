import type { CaseChangeInput } from "@/lib/cases/changing/schema";

/** Facts that are shown as they are, and corrected by choosing another answer. */
export const traits = [
  "ageGroup",
  "ageCertainty",
  "sexGender",
  "preferredLanguage",
  "interpreterNeeded",
] as const;

/** Recorded values that were marked as wrong: what each is, by its id. */
export type Wrong = ReadonlyMap<string, "name" | "contact" | "document" | "preferredName" | "birthDate">;

type Change = Partial<CaseChangeInput>;
type Said = (name: string) => string;

/**
 * What a filled-in form changes of a person of these `nationalities`: only what was taken away, added or chosen anew. Empty
 * when that is nothing.
 */
export function changeOf(form: FormData, wrong: Wrong, nationalities: readonly string[]): Change {
  const said: Said = (name) => String(form.get(name) ?? "").trim();
  const kinds = new Set(wrong.values());
  const preferredName = said("preferredName");
  const birthDate = {
    day: said("birthDate.day"),
    month: said("birthDate.month"),
    year: said("birthDate.year"),
  };
  const isBorn = Object.values(birthDate).some(Boolean);
  return {
    ...listsOf(said, wrong),
    ...((preferredName || kinds.has("preferredName")) && { preferredName }),
    ...((isBorn || kinds.has("birthDate")) && { birthDate }),
    ...nationalitiesOf(form, nationalities),
    ...Object.fromEntries(traits.flatMap((name) => (said(name) ? [[name, said(name)]] : []))),
  };
}

/** Names, contacts and documents to take away and to add; lists that stay empty are left out. */
function listsOf(said: Said, wrong: Wrong): Change {
  const gone = (kind: string) => [...wrong].flatMap(([id, is]) => (is === kind ? [id] : []));
  const lists = {
    removeNameIds: gone("name"),
    removeContactIds: gone("contact"),
    removeDocumentIds: gone("document"),
    addNames: said("name") ? [{ type: said("nameType"), full: said("name") }] : [],
    addContacts: added(
      said,
      { method: "method", value: "value" },
      { safeToContact: "safeToContact", rule: "rule" },
    ),
    addDocuments: added(said, { type: "documentType", number: "number" }, { country: "country" }),
  };
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

/** One thing of several fields, by the name of each field: nothing when all of `main` are empty. */
function added(said: Said, main: Record<string, string>, more: Record<string, string>) {
  if (!Object.values(main).some((field) => said(field))) return [];
  const filled = Object.entries({ ...main, ...more }).filter(([, field]) => said(field));
  return [Object.fromEntries(filled.map(([name, field]) => [name, said(field)]))];
}

function nationalitiesOf(form: FormData, known: readonly string[]): Change {
  const gone = new Set(form.getAll("wrongNationality"));
  const more = String(form.get("nationality") ?? "");
  if (gone.size === 0 && !more) return {};
  const kept = known.filter((code) => !gone.has(code));
  return { nationalities: [...new Set([...kept, ...(more ? [more] : [])])] };
}
