import "server-only";

const letters: Record<string, string> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  ғ: "g",
  д: "d",
  е: "e",
  ё: "yo",
  ж: "zh",
  з: "z",
  и: "i",
  й: "y",
  к: "k",
  қ: "q",
  л: "l",
  м: "m",
  н: "n",
  ң: "ng",
  о: "o",
  ө: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ў: "o",
  ү: "u",
  ұ: "u",
  ф: "f",
  х: "kh",
  ҳ: "h",
  һ: "h",
  ц: "ts",
  ч: "ch",
  ҷ: "j",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
  і: "i",
  ї: "yi",
  є: "ye",
  ґ: "g",
  ә: "a",
  ӣ: "i",
  ӯ: "u",
};

/** A Cyrillic word in Latin letters, as passports of Russia and Central Asia write it. */
export function cyrillicToLatin(word: string): string {
  return word
    .toLowerCase()
    .replace(/./gu, (letter) => letters[letter] ?? letter)
    .replace(/iy$/, "i");
}
