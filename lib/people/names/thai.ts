import "server-only";
import { rewrite, soundsOf, type Rule, type Sound } from "./sound";

const laoFromThai = 0x80;

// Order of reading: what is silent, then vowels written before their consonant, then letters, then what ends a syllable.
const rules: Rule[] = [
  [/[่้๊๋็ํ]/g, ""],
  [/[ตทด]ร์|[ก-ฮ][ิุ]?์/g, ""],
  [/([ตฒ])ิ$/g, "$1(i|)"],
  [/รร(?=[ก-ฮ])/g, "ั"],
  [/รร/g, "ัน"],
  [/ห(?=[งญณนมยรลว])/g, ""],
  [/ศร(?=ี)/g, "ศ"],
  [/เ([ก-ฮ])ริ/g, "$1(*R|)oe"],
  [/([เแโใไ])([กขคตทปผพ][รล](?=.)|[ก-ฮ])/g, "$2$1"],
  [/เีย/g, "ia"],
  [/เือ/g, "uea"],
  [/เา/g, "ao"],
  [/เ[อิ]/g, "oe"],
  [/ัว/g, "ua"],
  [/([ก-ฮ])อ(?![ะ-ู])/g, "$1o"],
  [/([ก-ฮ])ว(?=[ก-ฮ](?:[^ะ-ู]|$))/g, "$1(*V*|ua)"],
  [/[กขฃคฅฆ]/g, "K"],
  [/ง/g, "Ŋ"],
  [/[จฉชฌ]/g, "C"],
  [/[ซสศษ]/g, "S"],
  [/ญ/g, "Ñ"],
  [/ย/g, "Y"],
  [/[ดฎตฏถฐทฑธฒ]/g, "T"],
  [/[นณ]/g, "N"],
  [/[บปผพภฝฟ]/g, "P"],
  [/ม/g, "M"],
  [/ร/g, "R"],
  [/[ลฬ]/g, "L"],
  [/ว/g, "V"],
  [/[หฮ]/g, "H"],
  [/อ/g, "'"],
  [/ฤ/g, "Riu"],
  [/ำ/g, "aM"],
  [/[ะัา]/g, "a"],
  [/[ิี]/g, "i"],
  [/[ึื]/g, "ue"],
  [/[ุู]/g, "u"],
  [/เ/g, "e"],
  [/แ/g, "ae"],
  [/[โ\u0E3B]/g, "o"],
  [/[ใไ]/g, "ai"],
  [/Ñ(?![a-z])/g, "N"],
  [/Ñ/g, "Y"],
  [/([a-z])Y$/g, "$1i"],
  [/([a-z])Y(?![a-z*'])/g, "$1(i|Y*)"],
  [/([a-z])V(?![a-z*'])/g, "$1u"],
  [/R$/g, "N"],
  [/L$/g, "(N|L)"],
  [/([SC])$/g, "($1|T)"],
  [/([RL])(?=\p{Lu})/gu, "($1|N)"],
  [/([\p{Lu}')])(?=[\p{Lu}'(])/gu, "$1*"],
  [/'/g, ""],
];

const laoOnly: Rule[] = [
  [/ໜ/g, "ນ"],
  [/ໝ/g, "ມ"],
  [/ຼ/g, "ລ"],
  [/ຽ/g, "ຍ"],
];

/** How a Thai word sounds: letters that close a syllable are heard otherwise than written, and both are kept. */
export function thaiSounds(word: string): Sound[] {
  return soundsOf(rewrite(word, rules));
}

/** How a Lao word sounds. Lao letters lie in Unicode in the order of the Thai ones, so Thai rules read them. */
export function laoSounds(word: string): Sound[] {
  const thai = rewrite(word, laoOnly).replace(/[\u0E80-\u0EFF]/g, (letter) =>
    String.fromCodePoint(letter.charCodeAt(0) - laoFromThai),
  );
  return thaiSounds(thai);
}
