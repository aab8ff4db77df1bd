import "server-only";
import { rewrite, soundsOf, type Rule, type Sound } from "./sound";

// A stacked consonant closes the syllable before it, so a stack reads as a stop and a new beginning.
const unstacked: Rule[] = [
  [/်္/g, "်"],
  [/္/g, "်"],
  [/ဿ/g, "သ"],
];

const boundary = /(?<=.)(?=[က-ဪ၎](?!့?်))/g;

const rules: Rule[] = [
  [/[း့]/g, ""],
  [/လျှ|[ရယ]ှ|သျှ/g, "SY"],
  [/[ရယ]ွှ/g, "SYw"],
  [/ှ/g, ""],
  [/ွ(?=[နမတပ]်|ံ)/g, "w?ou"],
  [/ောင်/g, "aouN"],
  [/ိုင်/g, "aieN"],
  [/ောက်/g, "aouQ"],
  [/ိုက်/g, "aieQ"],
  [/ုိင်/g, "aieN"],
  [/ိ[နမဏ]်|ိံ/g, "aeiN"],
  [/ု[နမဏ]်|ုံ/g, "ouN"],
  [/ိ[တပ]်/g, "aeiQ"],
  [/ု[တပ]်/g, "ouQ"],
  [/[ငဉ]်/g, "iN"],
  [/ou[နမ]်|ouံ/g, "aouN"],
  [/ou[တပ]်/g, "ouQ"],
  [/[နမဏ]်|ံ/g, "aN"],
  [/က်/g, "aeQ"],
  [/စ်/g, "iQ"],
  [/[တပဒဓ]်/g, "aQ"],
  [/[ညယ]်/g, "aei"],
  [/[က-အ]်/g, ""],
  [/ော်?/g, "ao"],
  [/ို|ုိ/g, "o"],
  [/[ာါ]/g, "a"],
  [/[ိီဣဤ]/g, "i"],
  [/[ုူဥဦ]/g, "u"],
  [/[ေဲဧ]/g, "aei"],
  [/[ဩဪ]/g, "ao"],
  [/[ျြ]/g, "Y"],
  [/ွ/g, "w"],
  [/[ကခဂဃ]/g, "K"],
  [/[ငနဏ]/g, "N"],
  [/[စဆဇဈ]/g, "S"],
  [/[ညဉ]/g, "NY"],
  [/[တထဒဓဋဌဍဎ]/g, "T"],
  [/[ပဖဗဘ]/g, "P"],
  [/မ/g, "M"],
  [/[ယရ]/g, "Y"],
  [/[လဠ]/g, "L"],
  [/ဝ/g, "V"],
  [/သ/g, "Θ"],
  [/ဟ/g, "H"],
  [/အ/g, ""],
  [/w/g, "V"],
  [/[\u1000-\u109F]/g, ""],
  [/([\p{Lu}?])$/gu, "$1"],
];

/** The syllables of a Burmese word, which is written without spaces: names are made of whole ones. */
export function burmeseSyllables(word: string): string[] {
  return rewrite(word, unstacked).split(boundary);
}

/** How one Burmese syllable sounds. A consonant without a vowel sign is spoken with a. */
export function burmeseSounds(syllable: string): Sound[] {
  const notation = rewrite(rewrite(syllable, unstacked), rules);
  return soundsOf(/[a-z]/.test(notation) ? notation : `${notation}a`);
}
