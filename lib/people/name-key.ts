import "server-only";
import { hanSpellings } from "./names/han";
import { simplifiedHan } from "./names/han-simplified";
import { parseName, type NameWord, type ParsedName } from "./names/parse";
import { arePlaceholders } from "./names/placeholders";
import { pinyinSyllables, wadeGiles } from "./names/pinyin-syllables";
import { nameSimilarity } from "./names/similarity";
import { shortFormsOf } from "./names/short-forms";
import { burmeseSkeletons, wholeSkeletons, wordSkeletons } from "./names/skeleton";
import { wordsOf } from "./names/text";

export { initialsOf } from "./names/initials";
export { nameReasons, nameSimilarity, type NameReason, type NameSimilarity } from "./names/similarity";

/**
 * What a key says when it is equal: `exact` the whole name, `token` a word of it in one of its spellings, `skeleton` how
 * a word sounds in any script, `prefix` how a word begins.
 */
export type NameMatchKey = { token: string; kind: "exact" | "token" | "skeleton" | "prefix" };

const mostKeys = 40;
const prefixLengths = { least: 3, most: 6 };
const tooCommon = 0.2;

/**
 * The keys under which a name is found by equality: at most 40, the most telling first. Titles, initials and placeholders
 * give none. Store all of them; to search, `nameSearchKeys` is less noisy.
 */
export function nameMatchKeys(name: string): NameMatchKey[] {
  return keysOf(name, prefixesOf);
}

/** The keys to look for when somebody has typed a name, or the beginning of one: found wherever `nameMatchKeys` put one. */
export function nameSearchKeys(typed: string): NameMatchKey[] {
  return keysOf(typed, (text) => [[...text].slice(0, prefixLengths.most).join("")]);
}

/** Whether the text only says that a name is missing: empty, `N/A`, `FNU LNU`, `unknown male 2`, `不详`. */
export function isPlaceholderName(name: string): boolean {
  return arePlaceholders(wordsOf(name));
}

/** True when two texts are surely the same name, word for word in any order and script; not for a part of one. */
export function isSameWholeName(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => parseName(name).words.filter(({ role }) => role === "name"));
  if (a!.length === 0 || a!.length !== b!.length) return false;
  return nameSimilarity(one, other).verdict === "likely_same";
}

function keysOf(name: string, prefixes: (text: string) => string[]): NameMatchKey[] {
  const parsed = parseName(name);
  const named = parsed.words.filter(({ role }) => role === "name");
  const words = named.length > 0 ? named : parsed.words;
  const spellings = words.flatMap((word) => spellingsOf(word, parsed));
  const keys: NameMatchKey[] = [
    ...wholeNames(words).map((token) => ({ kind: "exact" as const, token })),
    ...[...spellings, ...neighboursJoined(words)].map((token) => ({ kind: "token" as const, token })),
    ...skeletonsOf(words, parsed).map((token) => ({ kind: "skeleton" as const, token })),
    ...words.flatMap(({ text }) => prefixes(text)).map((token) => ({ kind: "prefix" as const, token })),
  ];
  return [...new Map(keys.map((key) => [`${key.kind} ${key.token}`, key])).values()].slice(0, mostKeys);
}

function wholeNames(words: NameWord[]): string[] {
  if (words.length === 0) return [];
  const whole = words.map(({ text }) => text).join("");
  const isHan = words.every(({ script }) => script === "han");
  return isHan ? [simplifiedHan(whole), ...hanSpellings(whole).whole] : [whole];
}

function spellingsOf({ text, script }: NameWord, { tradition }: ParsedName): string[] {
  if (script === "han") return [simplifiedHan(text), ...hanSpellings(text).words];
  if (script !== "latin") return [text];
  const taiwanese = tradition === "pinyin" ? [(pinyinSyllables(text) ?? []).map(wadeGiles).join("")] : [];
  return [text, ...shortFormsOf(text), ...taiwanese];
}

// Syllables of given names are written apart by one clerk and together by the next.
function neighboursJoined(words: NameWord[]): string[] {
  return words.slice(1).map((word, index) => (words[index]?.text ?? "") + word.text);
}

// Names of single syllables are told apart by the whole only: each syllable alone sounds like a hundred others.
function skeletonsOf(words: NameWord[], { tradition }: ParsedName): string[] {
  const spoken = words.filter(({ script }) => script !== "han");
  const telling = tradition === "free" ? spoken.filter(({ weight }) => weight > tooCommon) : [];
  const burmese = tradition === "burmese" || tradition === "syllables" ? burmeseSkeletons(spoken) : [];
  return [...wholeSkeletons(spoken), ...burmese, ...telling.flatMap(wordSkeletons)];
}

function prefixesOf(text: string): string[] {
  const letters = [...text];
  const least = /\p{Script=Han}/u.test(text) ? 1 : prefixLengths.least;
  const lengths = letters.map((_, index) => index + 1);
  return lengths
    .filter((length) => length >= least && length <= prefixLengths.most)
    .map((length) => letters.slice(0, length).join(""));
}
