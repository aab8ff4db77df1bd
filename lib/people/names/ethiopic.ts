import "server-only";
import { soundsOf, type Sound } from "./sound";

const firstRow = 0x1200;
const rowLength = 8;

/** The consonant of each row of eight from U+1200 on; a row of labials (kʷ …) carries its own v. */
const rows =
  "H L H M S R S S K KV K KV P V T C H KV N N ' K KV H KV V ' S C Y T T C K KV K T C P S S P P".split(" ");

/** The vowel of each place in a row; the sixth is short or silent. */
const orders = ["ae", "u", "i", "a", "e", "*", "o", "Va"];

/** How an Ethiopic word sounds. Each letter is a consonant with its vowel. */
export function ethiopicSounds(word: string): Sound[] {
  const notation = [...word].map(letterSound).join("");
  return soundsOf(
    notation
      .replace(/\*$/, "")
      .replace(/([a-z])Y(?:\*|$)/g, "$1(i|Y*)")
      .replace(/([a-z])V(?:\*|$)/g, "$1(u|V*)")
      .replace(/\*Y(?=a)/g, "(*Y|i)")
      .replace(/'/g, ""),
  );
}

function letterSound(letter: string): string {
  const place = (letter.codePointAt(0) ?? 0) - firstRow;
  const consonant = rows[Math.floor(place / rowLength)];
  return consonant === undefined ? "" : consonant + (orders[place % rowLength] ?? "");
}
