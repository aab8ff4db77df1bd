import "server-only";
import { blinded, type PlainKey, plainKeysOf } from "@/lib/people/match";
import { nameSearchKeys } from "@/lib/people/name-key";
import { parseName } from "@/lib/people/names/parse";
import { normaliseDocumentNumber } from "@/lib/people/phone";

type AskedKey = PlainKey & { part: number; word: number };

/**
 * What to look for at once: keys, each with the part of the question it comes from and the word it stands for (-1 for
 * the part as a whole). Part 0 is what contacts and documents say; parts from 1 are names of `counts[part]` words.
 */
export type Question = { keys: AskedKey[]; counts: number[] };

/** A question about somebody of whom names, and keys of contacts and documents, are known. */
export function questionOf(names: readonly string[], facts: readonly PlainKey[]): Question {
  const parts = names.map((name, index) => partOf(name, index + 1));
  return {
    keys: [...facts.map((key) => ({ ...key, part: 0, word: -1 })), ...parts.flatMap(({ keys }) => keys)],
    counts: [0, ...parts.map(({ count }) => count)],
  };
}

/** The question that somebody typed into a search box: a name, a phone number or its end, a handle, a document number. */
export function questionTyped(typed: string): Question {
  const contacts = plainKeysOf({ names: [], contacts: [{ method: "any", value: typed }], documents: [] });
  const number = normaliseDocumentNumber(typed);
  const isWhole = contacts.some(({ kind }) => kind === "phone");
  return questionOf(
    [typed],
    [
      // The end of a number is worth asking for only where the whole is not known.
      ...contacts.filter(({ kind }) => !(isWhole && kind === "phone_last4")),
      ...(/^\d{4}$/.test(number) ? [{ kind: "phone_last4" as const, value: number }] : []),
      ...(/\d/.test(number) && number.length >= 4 ? [{ kind: "document" as const, value: number }] : []),
    ],
  );
}

/** The question as the arguments of SQL `find_people`: organisation, keys in hex, parts, words, word counts. */
export function argumentsOf(organisationId: string, { keys, counts }: Question) {
  const hex = keys.map((key) => Buffer.from(blinded(organisationId, key).token).toString("hex"));
  return [organisationId, hex, keys.map(({ part }) => part), keys.map(({ word }) => word), counts] as const;
}

/** A name's keys. One in characters counts as two words, surname and given name, whichever of its readings they are. */
function partOf(name: string, part: number): { keys: AskedKey[]; count: number } {
  const all = parseName(name).words;
  const named = all.filter(({ role }) => role === "name");
  const words = named.length > 0 ? named : all;
  const ofWords = words.flatMap(({ text, script }, index) =>
    keysOf(text).map((key, reading) => {
      return { ...key, part, word: script === "han" ? 1_000 * (index + 1) + reading : index };
    }),
  );
  const known = new Set(ofWords.map(({ kind, value }) => `${kind} ${value}`));
  const whole = keysOf(name).filter(
    ({ kind, value }) => !known.has(`${kind} ${value}`) || kind === "name_exact",
  );
  return {
    keys: [
      ...whole.map((key) => ({ ...key, part, word: -1 })),
      ...ofWords.filter(({ kind }) => kind !== "name_exact"),
    ],
    count: words.reduce(
      (sum, { text, script }) => sum + (script === "han" ? Math.min(2, [...text].length) : 1),
      0,
    ),
  };
}

function keysOf(name: string): PlainKey[] {
  return nameSearchKeys(name).map(({ kind, token }) => ({ kind: `name_${kind}` as const, value: token }));
}
