import "server-only";
import { soundsOf, type Sound } from "./sound";
import type { Script } from "./text";

/** What is read at one place of a Latin word, and its notation; the first row that fits wins. */
type Row = readonly [string, string];

const vowel = "[aeiou]";

const common: Row[] = [
  ["(?:ksh|x)y?", "KS"],
  ["ch(?=[mnl])", "H"],
  ["chh|tch|ch|zh|dj|tj|jh|j", "C"],
  ["sch|sh|ts|tz", "S"],
  ["kh|gh|ck", "K"],
  ["th|dh", "T"],
  ["ph|bh", "P"],
  [`n[hy](?=${vowel})`, "N"],
  ["ng", "N"],
  ["c(?=[eiy])", "C"],
  ["[ckgq]", "K"],
  ["[td]", "T"],
  ["[pbf]", "P"],
  ["[sz]", "S"],
  [`[vw](?=${vowel})|v`, "V"],
  ["w", "u"],
  [`y(?=${vowel})`, "Y"],
  ["y|ee", "i"],
  ["oo", "u"],
  [`h(?=${vowel})`, "H"],
  ["h", ""],
];

/** Finer than the common rows: for two Latin words, k is not g and n is not ng. */
const fine: Row[] = [
  ["(?:ksh|x)y?", "KS"],
  ["chr", "KR"],
  ["ch(?=[mnl])", "X"],
  ["chh|tch|tj|ch", "C"],
  ["dj|jh|zh", "J"],
  [`sch|sh|sy(?=${vowel})|sj|ts|tz`, "S"],
  ["kh", "X"],
  ["que$|ck|q", "K"],
  ["gh", "G"],
  ["th|ht", "T"],
  ["dh", "D"],
  ["ph|hp", "P"],
  ["bh", "B"],
  [`n[hy](?=${vowel})`, "Ni"],
  ["nh", "N"],
  ["ng", "Ŋ"],
  ["c(?=[aeiouy])", "C"],
  ["c", "K"],
  [`[vw](?=${vowel})`, "V"],
  ["[vw]", "u"],
  [`^y(?=${vowel})`, "Y"],
  ["ee|ii|ie$|y", "i"],
  ["oo|ou|uu", "u"],
  ["oe", "o"],
  ["aa", "a"],
  ["l(?=[bcdfgjkmpqrstvz])", "N"],
  ["(?<=o)r(?=n)|(?<=[a-z]{3}a|ea)r$", ""],
  [`h(?=${vowel})|(?<=[aeiou])h(?=[^aeiou])`, "H"],
  ["h", ""],
];

const southEast: Row[] = [[`r(?!${vowel})`, ""]];

/** How each script's readers spell its sounds in Latin letters, where that differs from the common rows. */
const traditions: Partial<Record<Script, Row[]>> = {
  khmer: [[`n[hy](?=${vowel})`, "Y"], ["chh?|c", "C"], ...southEast],
  thai: [["ng", "Ŋ"], ["rn|(?<=o)ne$", "N"], ["sr(?=i)", "S"], ["t?chh?|c", "C"], ...southEast],
  arabic: [
    ["(?<=[iou]n)e$", ""],
    ["h(?=[a-z])", "H"],
  ],
  indic: [
    ["(?<=[aeiou][rtdnlk])e$", ""],
    ["ngh", "N(H|K)"],
    [`ng(?=${vowel})`, "NK"],
  ],
  ethiopic: [["gn", "N"]],
  burmese: [
    ["aye$", "ei"],
    ["oe", "o"],
    ["(?<=[aeiou][nktpm])e$", ""],
    ["aw|or(?![aeiou])", "ao"],
    ["ar(?![aeiou])", "a"],
    ["khy|ky|gy|ch|j", "KY"],
    ["sh", "SY"],
    ["th", "Θ"],
    [`ny(?=${vowel})`, "NY"],
    ["hs|hz", "S"],
    ["ht", "T"],
    ["hp|ph", "P"],
    ["hn", "N"],
    ["hm", "M"],
    ["hl", "L"],
    ["hw|wh", "V"],
    ["nt(?![aeiouhyw])|n[gn]?(?![aeiouyhw])|m(?![aeiouyhw])", "N"],
    ["[tkpcds](?![aeiouyhw])", "Q"],
    ["r", "Y"],
  ],
};
traditions.lao = traditions.thai;

const readers = new Map<string, RegExp>();

/** The sounds of a folded Latin word, as readers of that script would spell them; without a script, as most would. */
export function latinSounds(word: string, script?: Script): Sound[] {
  return soundsOf(
    notationOf(word, script ?? "common", [...((script && traditions[script]) ?? []), ...common]),
  );
}

/** The sound of a folded Latin word, fine enough to compare it with another one in Latin letters. */
export function fineLatinSound(word: string): Sound {
  return soundsOf(notationOf(word, "fine", fine))[0] ?? { consonants: "", vowels: [""] };
}

function notationOf(word: string, name: string, rows: Row[]): string {
  const notation = word.replace(readerOf(name, rows), (match: string, ...rest: unknown[]) => {
    const row = rest.slice(0, rows.length).findIndex((group) => group !== undefined);
    return rows[row]?.[1] ?? (/[aeiou]/.test(match) ? match : match.toUpperCase());
  });
  return notation.replace(/[^\p{L}*()|?]/gu, "");
}

function readerOf(name: string, rows: Row[]): RegExp {
  const known = readers.get(name);
  if (known) return known;
  const made = new RegExp(`${rows.map(([pattern]) => `(${pattern})`).join("|")}|[a-z]`, "g");
  readers.set(name, made);
  return made;
}
