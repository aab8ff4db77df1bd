import "server-only";

/**
 * How a word sounds, roughly enough to be compared across scripts: consonant classes, and the vowels in the slots before,
 * between and after them (`vowels.length` is `consonants.length + 1`). A slot is empty, holds vowel letters, or has `*`
 * where the script does not tell whether a vowel is spoken.
 *
 * Classes: K (k g kh q) T (t d th) P (p b f) C (ch j) S (s sh z) M N Ŋ L R V Y H, and for Burmese Θ (th) and Q (a
 * stopped end). Tables write sounds in a notation: capitals for classes, small letters for vowels, `*`, `X?` for a
 * sound that may be missing, and `(x|y)` for one or the other.
 */
export type Sound = { consonants: string; vowels: string[] };

/** One rule of a table: what is read, and the notation it becomes. */
export type Rule = readonly [RegExp, string];

/** How many readings of one word or run are followed: a long word has more than anybody could mean. */
export const mostReadings = 12;

/** The text with every rule applied in order; rules are global expressions. */
export function rewrite(text: string, rules: readonly Rule[]): string {
  return rules.reduce((sofar, [pattern, notation]) => sofar.replace(pattern, notation), text);
}

/** All sounds that the notation allows, twelve at most. */
export function soundsOf(notation: string): Sound[] {
  const choices = notation
    .replace(/(\p{Lu})\?/gu, "($1|)")
    .replace(/(\p{Lu})\*\1/gu, "$1(*$1|)")
    .replace(/M\*(?=P)/g, "(M*|N)");
  const plain = expanded(choices).map(parsed);
  return [...new Map(plain.map((sound) => [JSON.stringify(sound), sound])).values()];
}

/**
 * Whether two sounds can be one name: the same consonants, and vowels that romanisers confuse. `openEnds` says whether o
 * is confused with u at the end of a word, as everywhere but in Burmese.
 */
export function sameSound(a: Sound, b: Sound, openEnds = true): boolean {
  const last = a.consonants.length;
  return (
    a.consonants === b.consonants &&
    a.vowels.every((slot, index) => {
      const other = b.vowels[index] ?? "";
      return index === last ? sameEnd(slot, other, openEnds) : sameMiddle(slot, other);
    })
  );
}

/** Two sounds one after the other, as of two words written together, with what is spoken but not written between. */
export function joinedSound(a: Sound, b: Sound, between = ""): Sound {
  const seam = (a.vowels.at(-1) ?? "") + between + (b.vowels[0] ?? "");
  return collapsed(a.consonants + b.consonants, [...a.vowels.slice(0, -1), seam, ...b.vowels.slice(1)]);
}

/** The vowel colour at the end of a slot: `a`, `i` (e, i), `u` (o, u), or nothing. */
export function colourOf(slot: string): string {
  const end = slot.replaceAll("*", "").at(-1) ?? "";
  return end === "e" ? "i" : end === "o" ? "u" : end;
}

function sameMiddle(a: string, b: string): boolean {
  if (a.includes("*") || b.includes("*") || a === b) return true;
  return [...a].some((one) => [...b].some((other) => areNear(one, other)));
}

function sameEnd(a: string, b: string, openEnds: boolean): boolean {
  if (a.includes("*") || b.includes("*")) return true;
  const isConfused = openEnds || colourOf(a) !== "u" || a.at(-1) === b.at(-1);
  return colourOf(a) === colourOf(b) && isConfused;
}

/** Whether two vowel letters are confused by romanisers: a with e and o, e with i, o with u. */
export function areNear(a: string, b: string): boolean {
  return a === b || ["ae", "ea", "ao", "oa", "ei", "ie", "ou", "uo"].includes(a + b);
}

function expanded(notation: string): string[] {
  let forms = [notation];
  while (forms.some((form) => form.includes("(")))
    forms = forms.flatMap(withFirstChoice).slice(0, mostReadings);
  return forms;
}

function withFirstChoice(form: string): string[] {
  const choice = /\(([^()]*)\)/.exec(form);
  if (!choice) return [form];
  return (choice[1] ?? "").split("|").map((option) => form.replace(choice[0], () => option));
}

function parsed(notation: string): Sound {
  const consonants = notation.replace(/[^\p{Lu}]/gu, "");
  const vowels = notation
    .split(/\p{Lu}/u)
    .map((slot) => (slot.includes("*") ? `${slot.replaceAll("*", "")}*` : slot));
  return collapsed(consonants, vowels);
}

// A doubled letter is one sound, and m before a lip sound is heard and written as n as often.
function collapsed(consonants: string, vowels: string[]): Sound {
  const kept = { consonants: "", vowels: [vowels[0] ?? ""] };
  [...consonants].forEach((consonant, index) => {
    const next = vowels[index + 1] ?? "";
    const heard = consonant === "M" && next === "" && consonants[index + 1] === "P" ? "N" : consonant;
    if (kept.consonants.at(-1) === heard && kept.vowels.at(-1) === "") {
      kept.vowels[kept.vowels.length - 1] = next;
    } else {
      kept.consonants += heard;
      kept.vowels.push(next);
    }
  });
  return kept;
}
