/** The zero of each decimal script that our people type in; the other nine digits follow it in Unicode. */
const zeros = {
  arabicIndic: 0x0660,
  persian: 0x06f0,
  devanagari: 0x0966,
  bengali: 0x09e6,
  tamil: 0x0be6,
  thai: 0x0e50,
  lao: 0x0ed0,
  burmese: 0x1040,
  shan: 0x1090,
  khmer: 0x17e0,
  fullwidth: 0xff10,
};

const asciiOf = new Map(
  Object.values(zeros).flatMap((zero) =>
    Array.from({ length: 10 }, (_, digit) => [String.fromCodePoint(zero + digit), String(digit)] as const),
  ),
);

const localDigits = new RegExp(`[${[...asciiOf.keys()].join("")}]`, "g");

/** The text with every local digit (Khmer ៥, Burmese ၅, Arabic ٥, Thai ๕, fullwidth ５ …) written 0–9. */
export function toAsciiDigits(text: string): string {
  return text.replace(localDigits, (digit) => asciiOf.get(digit) ?? digit);
}
