import "server-only";
import { rewrite, soundsOf, type Rule, type Sound } from "./sound";

// Silenced letters go first. In the notation between, + is a subscript sign and ' the silent vowel bearer.
const rules: Rule[] = [
  [/[ក-អ](?:្[ក-អ])*[ា-ៅ]?៍/g, ""],
  [/ហ្វ/g, "P"],
  [/[៉៊់៌៏]/g, ""],
  [/[កខគឃ]/g, "K"],
  [/[ងណន]/g, "N"],
  [/[ចឆជឈ]/g, "C"],
  [/ញ/g, "(Y|N)"],
  [/[ដឋឌឍតថទធ]/g, "T"],
  [/[បផពភ]/g, "P"],
  [/ម/g, "M"],
  [/យ/g, "Y"],
  [/រ/g, "R"],
  [/[លឡ]/g, "L"],
  [/វ/g, "V"],
  [/[សឝឞ]/g, "S"],
  [/ហ/g, "H"],
  [/អ/g, "'"],
  [/ុំ/g, "ouM"],
  [/ាំ/g, "aM"],
  [/ំ/g, "*M"],
  [/[ា័]/g, "a"],
  [/ិ$/g, "(ei|)"],
  [/[ិីេឥឦ]/g, "ei"],
  [/[ឹឺ]/g, "oeu"],
  [/[ុូឧឩ]/g, "ou"],
  [/ួ/g, "uo"],
  [/ើ/g, "aeu"],
  [/ឿ/g, "oea"],
  [/ៀ/g, "ie"],
  [/[ែឯ]/g, "ae"],
  [/[ៃឰ]/g, "aei"],
  [/[ោឱ]/g, "ao"],
  [/ៅ/g, "(ou|oV)"],
  [/ឪ/g, "eou"],
  [/[ឫឬ]/g, "Reu"],
  [/[ឭឮ]/g, "Leu"],
  [/ះ/g, "ea"],
  [/ៈ/g, "aK"],
  [/្/g, "+"],
  [/\+(\p{Lu})(?=(?:\+\p{Lu}\??)*$)/gu, "+$1?"],
  [/R$/g, ""],
  [/R\+/g, "R?"],
  [/([a-z])Y(?![a-z*+'])/g, "$1i"],
  [/V$/g, "(V|u)"],
  [/([\p{Lu}'])(?=[\p{Lu}'(])/gu, "$1*"],
  [/(N\))(?=\p{Lu})/gu, "$1*"],
  [/[+']/g, ""],
];

/** How a Khmer word sounds, with silent and optional letters both ways. */
export function khmerSounds(word: string): Sound[] {
  return soundsOf(rewrite(word, rules));
}
