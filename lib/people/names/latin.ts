import "server-only";
import { fineLatinSound } from "./latin-sound";
import { areNear, type Rule, type Sound, rewrite } from "./sound";

/**
 * How freely two Latin words may differ and still be one name. `exact`: not at all (pinyin, Vietnamese: every letter
 * tells names apart). `syllables`: by the spellings of one Burmese syllable. `free`: by what romanisers of longer words
 * confuse.
 */
export type Strictness = "exact" | "syllables" | "free";

const sameName = 1;
const sameSyllable = 0.97;
const costOfDoubt = 0.07;

const syllableSpellings: Rule[] = [
  [/(.)\1/g, "$1"],
  [/(?<=[a-z])e(?<=ee)$/g, "i"],
  [/oe/g, "o"],
  [/ht/g, "t"],
  [/hp|ph/g, "p"],
  [/^h(?=[lnm])/g, ""],
  [/chh|khy|ky|gy/g, "ch"],
  [/aye?$/g, "e"],
  [/ain/g, "ein"],
  [/ar$/g, "a"],
  [/or$/g, "aw"],
  [/ou/g, "u"],
  [/v/g, "w"],
  [/(?<=[^aeiou])y$/g, "i"],
];

/** Consonants that are confused, but seldom: each costs a doubt. */
const softPairs = new Set(["CJ", "JY", "BV", "JZ", "SZ", "FP", "KX", "HX"]);

/** How surely two folded Latin words are spellings of one: 1 for the same letters, 0 for different words. */
export function sameLatin(a: string, b: string, strictness: Strictness): number {
  if (a === b) return sameName;
  if (strictness === "exact") return 0;
  if (strictness === "syllables") return syllableForm(a) === syllableForm(b) ? sameSyllable : 0;
  return Math.max(...oldSpellings(a).flatMap((one) => oldSpellings(b).map((other) => freely(one, other))));
}

/** Whether the word is a single syllable, as all words of Chinese, Vietnamese and Burmese names are when spaced. */
export function isSyllable(word: string): boolean {
  return /^[^aeiouy]*[aeiouy]+[^aeiouy]*e?$/.test(word.replace(/^y/, "j"));
}

function syllableForm(word: string): string {
  return rewrite(word.replace(/ee/g, "i").replace(/oo/g, "u"), syllableSpellings);
}

// Before 1972 Indonesian wrote j for y.
function oldSpellings(word: string): string[] {
  return /(?<![dts])j/.test(word) ? [word, word.replace(/(?<![dts])j/g, "y")] : [word];
}

function freely(a: string, b: string): number {
  const [one, other] = [fineLatinSound(a), fineLatinSound(b)];
  const doubts = consonantDoubts(one.consonants, other.consonants) + vowelDoubts(one, other);
  const allowed = Math.min(a.length, b.length) >= 6 ? 2 : 1;
  return doubts <= allowed ? sameSyllable - doubts * costOfDoubt : 0;
}

function consonantDoubts(a: string, b: string): number {
  if (a.length !== b.length) return Infinity;
  return [...a].reduce((doubts, one, index) => {
    const other = b[index] ?? "";
    if (one === other) return doubts;
    return softPairs.has([one, other].sort().join("")) ? doubts + 1 : Infinity;
  }, 0);
}

function vowelDoubts(a: Sound, b: Sound): number {
  return a.vowels.reduce((doubts, slot, index) => {
    const other = b.vowels[index] ?? "";
    if (slot === other) return doubts;
    if (slot === "" || other === "" || Math.abs(slot.length - other.length) > 1) return Infinity;
    const near = isClosed(a, index) ? areNear : isWithinLong(a, index) ? areNearOrRounded : areNearAnywhere;
    const ends = [
      [slot.at(0), other.at(0)],
      [slot.at(-1), other.at(-1)],
    ] as const;
    return ends.every(([one = "", two = ""]) => near(one, two)) ? doubts + 1 : Infinity;
  }, 0);
}

// a with e or o is confused only before a consonant that closes the syllable: Samnang and Somnang, not Dara and Dora.
function isClosed({ consonants, vowels }: Sound, slot: number): boolean {
  return slot < consonants.length && vowels[slot + 1] === "";
}

// In Bengali names of three syllables and more, a is heard as o in open syllables too: Shahidul and Shohidul.
function isWithinLong({ consonants }: Sound, slot: number): boolean {
  return consonants.length >= 4 && slot < consonants.length;
}

function areNearOrRounded(a: string, b: string): boolean {
  return areNearAnywhere(a, b) || ["ao", "oa"].includes(a + b);
}

function areNearAnywhere(a: string, b: string): boolean {
  return areNear(a, b) && (a === b || (a !== "a" && b !== "a"));
}
