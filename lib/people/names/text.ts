import "server-only";

/** Writing systems told apart in names; all Indic scripts that share one layout count as one. */
export const scripts = [
  "latin",
  "han",
  "khmer",
  "burmese",
  "thai",
  "lao",
  "arabic",
  "indic",
  "ethiopic",
  "cyrillic",
  "hangul",
] as const;
export type Script = (typeof scripts)[number];

const signs: Record<Script, RegExp> = {
  latin: /\p{Script=Latin}/u,
  han: /\p{Script=Han}/u,
  khmer: /\p{Script=Khmer}/u,
  burmese: /\p{Script=Myanmar}/u,
  thai: /\p{Script=Thai}/u,
  lao: /\p{Script=Lao}/u,
  arabic: /\p{Script=Arabic}/u,
  indic: /[\u0900-\u0D7F]/u,
  ethiopic: /\p{Script=Ethiopic}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  hangul: /\p{Script=Hangul}/u,
};

const latinLetters: Record<string, string> = {
  đ: "d",
  ð: "d",
  ı: "i",
  ß: "ss",
  ø: "o",
  ł: "l",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ə: "a",
};

// What optical readers and hurried typists put for a letter.
const digitLetters: Record<string, string> = { "0": "o", "1": "i", "3": "e", "5": "s", "8": "b" };

/** The script of the first letter in the text, or null when it has none that we know. */
export function scriptOf(text: string): Script | null {
  for (const sign of text) {
    const script = scripts.find((candidate) => signs[candidate].test(sign));
    if (script) return script;
  }
  return null;
}

/**
 * The words of a name in small letters, one script each: compatibility forms folded, invisible marks gone, apostrophes
 * closed up, dots, dashes, slashes and brackets taken as spaces. Diacritics stay; `foldLatin` removes them. Only the first 200
 * characters are read.
 */
export function wordsOf(name: string): string[] {
  return tidy(name)
    .split(/[^\p{L}\p{M}\p{Nd}]+/u)
    .flatMap(byScript)
    .map((word) => repairedDigits(word).toLowerCase())
    .filter((word) => /\p{L}/u.test(word));
}

/** Latin letters without marks and with special letters written out, in small letters: `Đặng` is `dang`. */
export function foldLatin(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z]/g, (letter) => latinLetters[letter] ?? letter);
}

/** A Vietnamese word with its marks, the tone last, so that old and new tone placement (thuỳ, thùy) are one. */
export function markedForm(word: string): string {
  const apart = word.normalize("NFD");
  const tone = /[\u0300\u0301\u0303\u0309\u0323]/g;
  return apart.replace(tone, "") + (apart.match(tone) ?? []).join("");
}

const longestName = 200;

function tidy(name: string): string {
  return name
    .slice(0, longestName)
    .normalize("NFKC")
    .replace(/(?<=[\p{Script=Khmer}\p{Script=Thai}\p{Script=Lao}\p{Script=Myanmar}])\u200B/gu, " ")
    .replace(/[\p{Cf}\u0640]/gu, "")
    .replace(/['’‘`´ʻʼʿʾ′]/g, "");
}

function byScript(word: string): string[] {
  const runs: string[] = [];
  let script: Script | null = null;
  for (const sign of word) {
    const own: Script | null = /\p{L}/u.test(sign) ? scriptOf(sign) : script;
    if (runs.length === 0 || (script !== null && own !== script)) runs.push(sign);
    else runs[runs.length - 1] += sign;
    script = own;
  }
  return runs;
}

function repairedDigits(word: string): string {
  if (!/\p{Script=Latin}/u.test(word)) return word.replace(/\p{Nd}/gu, "");
  const letters = word.replace(/\d/g, (digit) => digitLetters[digit] ?? "");
  const shouted = /^[A-Zl]+$/.test(letters) && /[A-Z].*[A-Z]/.test(letters);
  return shouted ? letters.replace(/l/g, "I") : letters;
}
