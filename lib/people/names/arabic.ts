import "server-only";
import { rewrite, soundsOf, type Rule, type Sound } from "./sound";

const spelling: Rule[] = [
  [/[\u064B-\u065F\u0670]/g, ""],
  [/[أإآٱ]/g, "ا"],
  [/[ىیېۍ]/g, "ي"],
  [/ک/g, "ك"],
  [/[ہەۀ]/g, "ه"],
  [/[ةۃ]/g, "ه"],
  [/ؤ/g, "و"],
  [/ئ/g, "ي"],
];

const rules: Rule[] = [
  [/^محمد$/, "MuHaMaT"],
  [/ھ/g, ""],
  [/الله$/g, "*L(a|)"],
  [/^ا/, "a*"],
  [/[ءع]/g, "*"],
  [/ا/g, "a"],
  [/ه$/, "(a|)"],
  [/ح$/, "H?"],
  [/^و/, "V"],
  [/^ي/, "Y"],
  [/و/g, "(u|V*)"],
  [/ي$/, "(i|a)"],
  [/ي/g, "(i|Y*)"],
  [/ے/g, "ei"],
  [/[بپف]/g, "P"],
  [/[تدطٹڈ]/g, "T"],
  [/[ثذضظ]/g, "(S|T)"],
  [/[سصزش]/g, "S"],
  [/ج/g, "(C|K)"],
  [/[چژ]/g, "C"],
  [/[خغقكگ]/g, "K"],
  [/[رڑ]/g, "R"],
  [/ل/g, "L"],
  [/م/g, "M"],
  [/[نںڻ]/g, "N"],
  [/[هح]/g, "H"],
  [/(\p{Lu}[)?]?)(?=[\p{Lu}(])/gu, "$1*"],
];

/** An Arabic or Urdu word in one spelling: vowel signs gone, variant letters unified. */
export function normalArabic(word: string): string {
  return rewrite(word, spelling);
}

/** How an Arabic or Urdu word sounds. Short vowels are not written, so they are free. */
export function arabicSounds(word: string): Sound[] {
  return soundsOf(rewrite(normalArabic(word), rules));
}
