import "server-only";
import { soundsOf, type Sound } from "./sound";

const firstSyllable = 0xac00;
const initials = "K K N T T (L|R|) M P P S S ' C C C K T P H".split(" ");
const vowels = "a ae Y?a Y?ae eou e Y?eou Y?e ou V?a V?ae oe Y?ou V?u V?ou V?e V?ui Y?u eu ui i".split(" ");
const finals = "  K K K N N N T L K M L L L P L M P P T T N T T K T P T".split(" ").slice(1);

/** Surnames that are spelled otherwise than they are written. */
const surnames: Record<string, string> = {
  이: "(L|R|Y|)i",
  박: "PaR?K",
  임: "L?iM",
  림: "L?iM",
  유: "(R|)Y?ou",
  류: "(R|)Y?ou",
  노: "(N|R)o",
  양: "(L|)Y?aN",
  여: "(L|)Y?eo",
};

/** How a Korean word sounds; its first syllable may be a surname. */
export function hangulSounds(word: string): Sound[] {
  const [first = "", ...rest] = [...word.normalize("NFC")];
  return soundsOf((surnames[first] ?? syllableSound(first)) + rest.map(syllableSound).join(""));
}

function syllableSound(syllable: string): string {
  const place = (syllable.codePointAt(0) ?? 0) - firstSyllable;
  if (place < 0 || place > 11171) return "";
  const initial = initials[Math.floor(place / 588)] ?? "";
  const vowel = vowels[Math.floor((place % 588) / 28)] ?? "";
  return initial.replace("'", "") + vowel + (finals[place % 28] ?? "");
}
