import "server-only";
import { align, type Alignment, type Pairing } from "./align";
import { isSyllable } from "./latin";
import { likenessOf } from "./likeness";
import { parseName, type NameWord, type ParsedName } from "./parse";
import { isChainName } from "./weak";

/** Why two names were judged as they were; the interface words them under `names.reason.*`. */
export const nameReasons = [
  "same",
  "spelling",
  "reading",
  "script",
  "short_form",
  "initial",
  "joined",
  "order",
  "words_missing",
  "titles_differ",
  "placeholder",
  "sex_conflict",
  "generation_conflict",
  "marks_differ",
  "words_differ",
  "chain_reversed",
  "order_differs",
  "too_little",
] as const;
export type NameReason = (typeof nameReasons)[number];

export type NameSimilarity = {
  verdict: "likely_same" | "possible" | "unlikely";
  score: number;
  reasons: NameReason[];
};

const likelyAt = 0.85;
const longestRun = 4;
const significant = 0.5;
const missingCost = 0.4;

/**
 * Whether two names may be one person's, in any scripts: `possible` and above is worth showing to a person, never more.
 * `score` is 0–1. A name that is only a placeholder is like no other.
 */
export function nameSimilarity(a: string, b: string): NameSimilarity {
  const [one, other] = [parseName(a), parseName(b)];
  if (one.words.length === 0 || other.words.length === 0) return unlikely("placeholder");
  if (one.sex && other.sex && one.sex !== other.sex) return unlikely("sex_conflict");
  if (one.generation && other.generation && one.generation !== other.generation)
    return unlikely("generation_conflict");

  const found = align(one.words, other.words, longestRun, likenessOf(one, other));
  const objection = objectionTo(found, one, other);
  return objection ? unlikely(objection) : judged(found);
}

function objectionTo(found: Alignment<NameWord>, one: ParsedName, other: ParsedName): NameReason | null {
  const [restA, restB] = [names(found.restA), names(found.restB)];
  if (restA.length > 0 && restB.length > 0) return "words_differ";
  const rest = [...restA, ...restB];
  if (!isEnough(found.pairs, rest)) return "too_little";
  if (rest.length > 0 && isBuiltOfSyllables(one, other) && rest.some(cutsShort)) return "words_differ";
  if (isOutOfOrder(found.pairs)) {
    if (one.tradition === "burmese" && other.tradition === "burmese") return "order_differs";
    if (isChain(found.pairs)) return "chain_reversed";
  }
  return null;
}

function judged({ pairs, restA, restB }: Alignment<NameWord>): NameSimilarity {
  const paired = pairs.map((pair) => ({ quality: pair.quality, weight: weightOfPair(pair) }));
  const total = sum(paired.map(({ weight }) => weight));
  const missing = sum(names([...restA, ...restB]).map(({ weight }) => weight)) * missingCost;
  const known = sum(paired.map(({ quality, weight }) => quality * weight));
  const score = Math.round((100 * known) / (total + missing)) / 100;
  const telling = pairs.filter((pair) => weightOfPair(pair) >= significant).length;
  const isWeak = telling < (pairs.some(({ reason }) => reason === "initial") ? 2 : 1);
  const reasons = new Set<string>(pairs.map(({ reason }) => reason));
  if (isOutOfOrder(pairs)) reasons.add("order");
  if (missing > 0) reasons.add("words_missing");
  if (restA.length + restB.length > names([...restA, ...restB]).length) reasons.add("titles_differ");
  return {
    verdict: score >= likelyAt && !isWeak ? "likely_same" : "possible",
    score,
    reasons: nameReasons.filter((reason) => reasons.has(reason)),
  };
}

// Something that tells people apart must agree: with words left over, two of them, or one long one.
function isEnough(pairs: Pairing<NameWord>[], rest: NameWord[]): boolean {
  if (rest.length === 0)
    return pairs.some(({ a, reason }) => reason !== "initial" && a.some(({ role }) => role !== "title"));
  const telling = pairs.filter((pair) => weightOfPair(pair) >= significant);
  const [only] = telling;
  if (!only) return false;
  if (isHan(only)) return !rest.some(cutsShort);
  return telling.length > 1 || pairs.filter(isOfNames).length > 1 || isTellingAlone(only);
}

function isTellingAlone({ a, b, reason }: Pairing<NameWord>): boolean {
  const { text, script } = a[0] ?? { text: "", script: null };
  const isLong = script === "latin" ? text.length >= 4 && !isSyllable(text) : text.length >= 3;
  return isLong && a.length + b.length === 2 && ["same", "spelling", "short_form"].includes(reason);
}

function isOfNames({ a, b }: Pairing<NameWord>): boolean {
  return names(a).length > 0 && names(b).length > 0;
}

function isHan({ a, b }: Pairing<NameWord>): boolean {
  return [...a, ...b].some(({ script }) => script === "han");
}

function isBuiltOfSyllables(one: ParsedName, other: ParsedName): boolean {
  return [one, other].every(({ tradition }) => ["pinyin", "burmese", "syllables"].includes(tradition));
}

// A syllable more makes another name (Zhang Wei, Zhang Weiqiang); a longer word beside them is an English given name.
function cutsShort({ text, script }: NameWord): boolean {
  return script !== "latin" || isSyllable(text) || text.length < 4;
}

function isOutOfOrder(pairs: Pairing<NameWord>[]): boolean {
  const order = pairs.filter((pair) => weightOfPair(pair) > 0.1).sort((x, y) => x.aAt - y.aAt);
  return order.some((pair, index) => index > 0 && pair.bAt < (order[index - 1]?.bAt ?? 0));
}

function isChain(pairs: Pairing<NameWord>[]): boolean {
  const links = pairs.filter(({ a }) =>
    a.some(({ text, script }) => isChainName(text) || script === "arabic"),
  );
  return links.length > 1 && isOutOfOrder(links);
}

function names(words: NameWord[]): NameWord[] {
  return words.filter(({ role }) => role === "name" || role === "initial");
}

function weightOfPair(pair: Pairing<NameWord>): number {
  const heaviest = (words: NameWord[]) => Math.max(...words.map(({ weight }) => weight));
  return Math.min(heaviest(pair.a), heaviest(pair.b)) * (isHan(pair) ? 2 : 1);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function unlikely(reason: NameReason): NameSimilarity {
  return { verdict: "unlikely", score: 0, reasons: [reason] };
}
