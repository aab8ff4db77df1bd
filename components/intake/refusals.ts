import { parsePartialDate } from "@/lib/core/dates/partial";
import type { Answers } from "@/lib/intake/schema";
import type { Screen, Script } from "./script";

/** Field → message key. */
export type Refusals = Record<string, string>;

const reachedWithoutAddress: ReadonlySet<string> = new Set(["via_person", "via_agency", "in_person_only"]);

/** What must be put right on a screen before going on: only what cannot be read. Nothing has to be answered. */
export function refusalsOf({ questions }: Screen, answers: Answers): Refusals {
  return Object.assign({}, ...questions.map(({ asked }) => checks[asked]?.(answers) ?? {}));
}

const checks: Record<string, (answers: Answers) => Refusals> = {
  age: ({ age }) => dateRefusal("age.birthDate", age?.birthDate),
  exitDetails: ({ exit }) => dateRefusal("exit.date", exit?.date),
  contact({ contact: { method, value, safeToContact, rule } = {} }): Refusals {
    if (!method) return value || safeToContact || rule ? { "contact.method": "core.error.missing" } : {};
    const reachable = Boolean(value) || reachedWithoutAddress.has(method);
    return reachable ? {} : { "contact.value": "people.error.contactValueMissing" };
  },
};

function dateRefusal(field: string, boxes: Parameters<typeof parsePartialDate>[0] | undefined): Refusals {
  const read = parsePartialDate(boxes ?? {});
  return read.ok ? {} : { [field]: read.error };
}

/** What the server would not keep of a draft, as fields: `answers.name.full` is the field `name.full`. */
export function draftRefusals(fields: Record<string, string> | undefined): Refusals {
  const entries = Object.entries(fields ?? {}).filter(([path]) => path.startsWith("answers."));
  return Object.fromEntries(entries.map(([path, key]) => [path.slice("answers.".length), key]));
}

/** The refusals in words. */
export function inWords(refusals: Refusals, { errors }: Script): Record<string, string> {
  const sentence = (key: string) => errors[key] ?? errors["core.error.wrongKind"] ?? key;
  return Object.fromEntries(Object.entries(refusals).map(([field, key]) => [field, sentence(key)]));
}
