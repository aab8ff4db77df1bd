import "server-only";
import { pinyin } from "pinyin-pro";
import { cantoneseReadings, southernReadings } from "./han-cantonese";
import { simplifiedHan } from "./han-simplified";
import { wadeGiles } from "./pinyin-syllables";

const doubleSurnames = new Set(
  "欧阳 司马 诸葛 上官 司徒 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 端木 轩辕 南宫 独孤 申屠 太史 闻人 钟离".split(
    " ",
  ),
);

/** A name written in characters, taken apart: surname, given name, and the readings of each character. */
type HanName = { surnameLength: number; readings: string[][] };

/** Whether the Latin letters (folded, without spaces) can be this name: Mandarin, Cantonese, Wade-Giles or a southern
 * surname with any of them, the surname first or last, every character read. */
export function hanReadsAs(han: string, latin: string): boolean {
  const { surnameLength, readings } = hanName(han);
  const given = readings.slice(surnameLength);
  return readsAs(readings, latin) || readsAs([...given, ...readings.slice(0, surnameLength)], latin);
}

/** The spellings under which a name in characters is looked for: surname, given name, and both together. */
export function hanSpellings(han: string): { words: string[]; whole: string[] } {
  const { surnameLength, readings } = hanName(han);
  const characters = [...simplifiedHan(han)];
  const mandarin = contextualPinyin(han);
  const inTradition = [
    mandarin,
    mandarin.map(wadeGiles),
    characters.map((character, index) => cantonese(character)[0] ?? mandarin[index] ?? ""),
  ].map((syllables) => syllables.map((syllable) => syllable.replaceAll("v", "u")));
  const surnames =
    surnameLength === 1 ? (readings[0] ?? []) : inTradition.map((all) => all.slice(0, 2).join(""));
  const given = inTradition.map((all) => all.slice(surnameLength));
  return {
    words: unique([...surnames, ...given.map((all) => all.join("")), ...given.flat()]),
    whole: unique(inTradition.map((all) => all.join(""))),
  };
}

/** One Latin letter a character, as a reader of no Chinese would abbreviate the name: 林志豪 is L, Z, H. */
export function hanInitials(han: string): string[] {
  return contextualPinyin(han).map((syllable) => ([...syllable][0] ?? "").toUpperCase());
}

function hanName(han: string): HanName {
  const characters = [...simplifiedHan(han)];
  const surnameLength = characters.length > 2 && doubleSurnames.has(characters.slice(0, 2).join("")) ? 2 : 1;
  const mandarin = contextualPinyin(han);
  const readings = characters.map((character, index) => {
    const isSurname = index < surnameLength;
    const spoken = isSurname ? [mandarin[index] ?? ""] : allPinyin(character);
    const local = [...cantonese(character), ...((isSurname && southernReadings.get(character)) || [])];
    return unique([...spoken.flatMap(spellings), ...local]);
  });
  return { surnameLength, readings };
}

const cantoneseOfHomophones = new Map<string, string[]>();

// A character that the table lacks may be read in Cantonese like those that sound like it in Mandarin.
function cantonese(character: string): string[] {
  const known = cantoneseReadings.get(character);
  if (known) return known;
  if (cantoneseOfHomophones.size === 0)
    for (const [other, readings] of cantoneseReadings)
      for (const syllable of allPinyin(other).slice(0, 1))
        cantoneseOfHomophones.set(
          syllable,
          unique([...(cantoneseOfHomophones.get(syllable) ?? []), ...readings]),
        );
  return allPinyin(character).flatMap((syllable) => cantoneseOfHomophones.get(syllable) ?? []);
}

function readsAs(readings: string[][], latin: string): boolean {
  const [first, ...rest] = readings;
  if (first === undefined) return latin === "";
  return first.some(
    (reading) => reading !== "" && latin.startsWith(reading) && readsAs(rest, latin.slice(reading.length)),
  );
}

function contextualPinyin(han: string): string[] {
  return pinyin(simplifiedHan(han), { toneType: "none", type: "array", surname: "head", v: true });
}

function allPinyin(character: string): string[] {
  return pinyin(character, { toneType: "none", type: "array", multiple: true, v: true });
}

function spellings(syllable: string): string[] {
  const umlaut = syllable.includes("v")
    ? ["u", "yu", "v"].map((letter) => syllable.replace("v", letter))
    : [syllable];
  return [...umlaut, wadeGiles(syllable)];
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== "");
}
