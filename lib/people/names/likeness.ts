import "server-only";
import type { Likeness } from "./align";
import { arabicSounds } from "./arabic";
import { burmeseSounds } from "./burmese";
import { ethiopicSounds } from "./ethiopic";
import { hanReadsAs } from "./han";
import { simplifiedHan } from "./han-simplified";
import { hangulSounds } from "./hangul";
import { indicSounds } from "./indic";
import { khmerSounds } from "./khmer";
import { sameLatin, type Strictness } from "./latin";
import { latinSounds } from "./latin-sound";
import type { NameWord, ParsedName, Tradition } from "./parse";
import { pinyinSyllables, wadeGiles } from "./pinyin-syllables";
import { isShortForm } from "./short-forms";
import { joinedSound, mostReadings, sameSound, type Sound } from "./sound";
import type { Script } from "./text";
import { laoSounds, thaiSounds } from "./thai";

const scriptSounds: Partial<Record<Script, (word: string) => Sound[]>> = {
  khmer: khmerSounds,
  burmese: burmeseSounds,
  thai: thaiSounds,
  lao: laoSounds,
  arabic: arabicSounds,
  indic: indicSounds,
  ethiopic: ethiopicSounds,
  hangul: hangulSounds,
};

const strictnessOf: Record<Tradition, Strictness> = {
  pinyin: "exact",
  vietnamese: "exact",
  burmese: "syllables",
  syllables: "syllables",
  free: "free",
};

const quality = { reading: 0.92, script: 0.9, shortForm: 0.85, initial: 0.75, romanisation: 0.9 };

/** How two runs of words are compared, given the two whole names, whose tradition decides how strictly. */
export function likenessOf(
  one: ParsedName,
  other: ParsedName,
): (a: NameWord[], b: NameWord[]) => Likeness | null {
  const strictness = sharedStrictness(one, other);
  const marksDecide = [one, other].every(({ isMarked, tradition }) => isMarked && tradition === "vietnamese");
  return (a, b) => {
    const [aScript, bScript] = [scriptOfRun(a), scriptOfRun(b)];
    if (!aScript || !bScript) return null;
    if (aScript === bScript)
      return aScript === "latin" ? latinLikeness(a, b, strictness, marksDecide) : sameScript(a, b, aScript);
    if (aScript === "han" || bScript === "han")
      return aScript === "han" ? hanLikeness(a, b) : hanLikeness(b, a);
    return scriptLikeness(a, b);
  };
}

/** The ways in which a word of a script other than Latin or Han may sound; a Latin word as most would read it. */
export function soundsOfWord({ text, script }: Pick<NameWord, "text" | "script">): Sound[] {
  return scriptSounds[script]?.(text) ?? latinSounds(text);
}

function sharedStrictness(one: ParsedName, other: ParsedName): Strictness {
  const both = [strictnessOf[one.tradition], strictnessOf[other.tradition]];
  return (["exact", "syllables"] as const).find((strictness) => both.includes(strictness)) ?? "free";
}

function latinLikeness(
  a: NameWord[],
  b: NameWord[],
  strictness: Strictness,
  marksDecide: boolean,
): Likeness | null {
  const [left, right] = [joined(a), joined(b)];
  if (a.length + b.length === 2 && (left.length === 1) !== (right.length === 1))
    return left[0] === right[0] && ![...a, ...b].some(({ role }) => role === "title")
      ? { quality: quality.initial, reason: "initial" }
      : null;
  if (marksDecide && marked(a) !== marked(b)) return null;
  const same = sameLatin(left, right, strictness);
  if (same === 1) return { quality: 1, reason: a.length + b.length > 2 ? "joined" : "same" };
  if (same > 0) return { quality: same, reason: "spelling" };
  if (isShortForm(left, right)) return { quality: quality.shortForm, reason: "short_form" };
  return isTaiwanese(left, right) ? { quality: quality.romanisation, reason: "reading" } : null;
}

// Only a spelling that cannot be pinyin is read as Wade-Giles: Chang beside Zhang may be pinyin for another name.
function isTaiwanese(a: string, b: string): boolean {
  const [left, right] = [pinyinSyllables(a), pinyinSyllables(b)];
  if ((left === null) === (right === null)) return false;
  const spelled = (left ?? right ?? []).map(wadeGiles).join("");
  return spelled === (left === null ? a : b);
}

function hanLikeness(han: NameWord[], other: NameWord[]): Likeness | null {
  if (other.some(({ script }) => script !== "latin")) return null;
  return hanReadsAs(joined(han), joined(other)) ? { quality: quality.reading, reason: "reading" } : null;
}

function sameScript(a: NameWord[], b: NameWord[], script: Script): Likeness | null {
  const [left, right] = [joined(a), joined(b)];
  const isSame = script === "han" ? simplifiedHan(left) === simplifiedHan(right) : left === right;
  return isSame ? { quality: 1, reason: a.length + b.length > 2 ? "joined" : "same" } : null;
}

function scriptLikeness(a: NameWord[], b: NameWord[]): Likeness | null {
  const script = [scriptOfRun(a), scriptOfRun(b)].find((found) => found && found !== "latin") ?? undefined;
  const [left, right] = [runSounds(a, script), runSounds(b, script)];
  const isSame = left.some((one) => right.some((other) => sameSound(one, other, script !== "burmese")));
  return isSame ? { quality: quality.script, reason: "script" } : null;
}

function runSounds(run: NameWord[], reader: Script | undefined): Sound[] {
  const between = reader === "arabic" ? "*" : "";
  return run
    .map((word) => readSounds(word, reader))
    .reduce((heads, tails) =>
      heads.flatMap((head) => tails.map((tail) => joinedSound(head, tail, between))).slice(0, mostReadings),
    );
}

const heard = new WeakMap<NameWord, Map<Script | undefined, Sound[]>>();

function readSounds(word: NameWord, reader: Script | undefined): Sound[] {
  const known = heard.get(word) ?? new Map<Script | undefined, Sound[]>();
  heard.set(word, known);
  const sounds =
    known.get(reader) ?? (word.script === "latin" ? latinSounds(word.text, reader) : soundsOfWord(word));
  known.set(reader, sounds);
  return sounds;
}

function scriptOfRun(run: NameWord[]): Script | null {
  const [first, ...rest] = run.map(({ script }) => script);
  return first && rest.every((script) => script === first) ? first : null;
}

function joined(run: NameWord[]): string {
  return run.map(({ text }) => text).join("");
}

function marked(run: NameWord[]): string {
  return run.map((word) => word.marked).join("");
}
