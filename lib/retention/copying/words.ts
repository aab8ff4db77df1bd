import "server-only";
import { type Messages, type Namespace, english } from "@/lib/core/messages";
import { languageName, placeName, regionName } from "@/lib/core/names";
import { isNoAnswer } from "@/lib/core/no-answer";
import type { Coded } from "@/lib/retention/copying/schema";

type ListOf<Noun extends Namespace> = `${Noun}.${Extract<keyof Messages[Noun], string>}`;
/** Where a coded list has its words, `needs.status`; one of this noun's facets, `retention.requesting.kind`. */
export type WordList = { [Noun in Namespace]: ListOf<Noun> }[Namespace] | `retention.${string}.${string}`;

/** A code with what it says in English; the code itself when nobody gave it words. */
export function coded(list: WordList, code: string): Coded {
  const words = isNoAnswer(code) ? english.core.noAnswer[code] : wordOf(list, code);
  return { code, words: words ?? code };
}

/** The same of a code that may not be there. */
export function maybeCoded(list: WordList, code: string | null): Coded | null {
  return ifKnown(code, (known) => coded(list, known));
}

/** What `say` makes of a code that may not be there. */
export function ifKnown(code: string | null, say: (code: string) => Coded): Coded | null {
  return code === null ? null : say(code);
}

export function languageCoded(tag: string): Coded {
  return { code: tag, words: languageName(tag, "en") };
}

/** A country, or one of the codes for having none. */
export function countryCoded(code: string): Coded {
  const { code: same, words } = coded("people.nationality", code);
  return { code: same, words: words === code ? regionName(code, "en") : words };
}

export function placeCoded(code: string): Coded {
  return { code, words: placeName(code) };
}

function wordOf(list: string, code: string): string | undefined {
  let found: unknown = english;
  for (const part of [...list.split("."), code])
    found = (found as Record<string, unknown> | undefined)?.[part];
  return typeof found === "string" ? found : undefined;
}
