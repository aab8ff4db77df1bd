import "server-only";
import { rewrite, soundsOf, type Rule, type Sound } from "./sound";

const tamil = /[\u0B80-\u0BFF]/;
const bengali = /[\u0980-\u09FF]/;

const rules: Rule[] = [
  [/[ोओ]य़ा/g, "(oYa|*Va)"],
  [/[डढ]़/g, "(R|T)"],
  [/[़ॱ]/g, ""],
  [/ज्ञ/g, "(K|C)Y?"],
  [/[कखगघ]/g, "K"],
  [/[ङञणनऩ]/g, "N"],
  [/[चछजझ]/g, "C"],
  [/[टठडढतथदध]/g, "T"],
  [/[पफबभ]/g, "P"],
  [/म/g, "M"],
  [/य/g, "Y"],
  [/[रऱ]/g, "R"],
  [/[लळऴ]/g, "L"],
  [/व/g, "(V|P)"],
  [/[शषस]/g, "S"],
  [/ह/g, "H"],
  [/ँ/g, "N?"],
  [/[ं॰]/g, "N"],
  [/ः/g, ""],
  [/[अआाॅऍ]/g, "a"],
  [/[इईिी]/g, "i"],
  [/[उऊुू]/g, "u"],
  [/[ऋृ]/g, "Ri"],
  [/[एेऎॆ]/g, "e"],
  [/[ऐै]/g, "ai"],
  [/[ओोऒॊ]/g, "o"],
  [/[औौ]/g, "au"],
  [/[ॎ्]/g, "+"],
  [/\+(\p{Lu})$/gu, "$1*"],
  [/([a-z])Y(?![a-z*+])/g, "$1i"],
  [/([\p{Lu})])(?=[\p{Lu}(])/gu, "$1*"],
  [/\+/g, ""],
];

/** How a word in Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada or Malayalam sounds. */
export function indicSounds(word: string): Sound[] {
  return soundsOf(rewrite(asDevanagari(word), rules));
}

// These scripts lie in Unicode in one common order, 128 places apart, so one table reads all nine.
function asDevanagari(word: string): string {
  const special = word
    .replace(/ৎ/g, "ত্")
    .replace(/ੱ/g, "")
    .replace(/[ੰ]/g, "ਂ")
    .replace(/য(?!\u09BC)/g, bengali.test(word) ? "জ" : "$&");
  const letters = special.replace(/[\u0900-\u0D7F]/g, (letter) =>
    String.fromCodePoint(0x0900 + (letter.charCodeAt(0) & 0x7f)),
  );
  return tamil.test(word) ? letters.replace(/च/g, "(S|C)") : letters;
}
