import "server-only";
import { latinSounds } from "./latin-sound";
import { soundsOfWord } from "./likeness";
import type { NameWord } from "./parse";
import { colourOf, joinedSound, mostReadings, type Sound } from "./sound";

const coarse: Record<string, string> = { Ŋ: "N", Θ: "T", Q: "" };
const leastOfWord = 2;
const leastOfRun = 3;
const mostAtOnce = 3;

/** The skeletons of one word: `A` for a first vowel, its consonant classes, its last vowel. None when too short to tell. */
export function wordSkeletons(word: NameWord): string[] {
  return skeletons(soundsOfWord(word), leastOfWord);
}

/** The skeletons of all words run together, for names that one script writes apart and another together. */
export function wholeSkeletons(words: NameWord[]): string[] {
  return words.length < 1
    ? []
    : skeletons(joinedSounds(words.map(soundsOfWord)), leastOfRun).map((one) => `= ${one}`);
}

/** The skeletons of a name read as Burmese, in either script: the whole of it and each two neighbouring words. */
export function burmeseSkeletons(words: NameWord[]): string[] {
  const sounds = words.map((word) =>
    word.script === "latin" ? latinSounds(word.text, "burmese") : soundsOfWord(word),
  );
  const whole = sounds.length < 1 ? [] : skeletons(joinedSounds(sounds), leastOfWord);
  const pairs = sounds
    .slice(1)
    .flatMap((after, index) => skeletons(joinedSounds([sounds[index] ?? [], after]), leastOfRun));
  return [...new Set([...whole, ...pairs])].map((skeleton) => `my ${skeleton}`);
}

function joinedSounds(words: Sound[][]): Sound[] {
  return words.reduce((heads, tails) =>
    heads.flatMap((head) => tails.map((tail) => joinedSound(head, tail))).slice(0, mostAtOnce),
  );
}

function skeletons(sounds: Sound[], least: number): string[] {
  const found = sounds
    .flatMap(skeletonsOf)
    .filter((skeleton) => skeleton.replace(/[^B-Z]/g, "").length >= least);
  return [...new Set(found)].slice(0, mostAtOnce);
}

// Sounds that one script writes and another leaves out are left out by both: h and y within, r that closes a syllable.
function skeletonsOf({ consonants, vowels }: Sound): string[] {
  const head = vowels[0] ? "A" : "";
  const end = colourOf(vowels.at(-1) ?? "");
  const bodies = [...consonants].reduce(
    (sofar, consonant, index) => {
      const after = vowels[index + 1] ?? "";
      const heard = index > 0 && "HY".includes(consonant) ? "" : (coarse[consonant] ?? consonant);
      const choices =
        consonant !== "R" || index === 0 ? [heard] : after === "" ? [""] : after === "*" ? ["R", ""] : ["R"];
      return sofar.flatMap((body) => choices.map((choice) => body + choice)).slice(0, mostReadings);
    },
    [""],
  );
  return bodies.map((body) => head + body + end);
}
