type Catalogue = { [key: string]: string | Catalogue };

export const pseudoLocales = ["en-XA", "ar-XB"] as const;
export type PseudoLocale = (typeof pseudoLocales)[number];

const accents: Record<string, string> = {
  a: "á",
  e: "é",
  i: "í",
  o: "ó",
  u: "ú",
  A: "Á",
  E: "É",
  O: "Ó",
  n: "ñ",
  c: "ç",
};

/**
 * The English catalogue as a test locale: `en-XA` accented and a third longer, `ar-XB` in Arabic letters, so that a word
 * that is not in the catalogue, a fixed height or a physical left and right shows at once. Arguments stay whole.
 */
export function pseudoCatalogue<T extends Catalogue>(catalogue: T, locale: PseudoLocale): T {
  const convert = locale === "en-XA" ? lengthened : arabicLetters;
  const entries = Object.entries(catalogue).map(([key, value]) => [
    key,
    typeof value === "string" ? overProse(value, convert) : pseudoCatalogue(value, locale),
  ]);
  return Object.fromEntries(entries) as T;
}

/** Applies `convert` to the words of an ICU message, leaving arguments, selectors and tags alone. */
function overProse(message: string, convert: (prose: string) => string): string {
  let result = "";
  let prose = "";
  const flush = () => {
    result += prose ? convert(prose) : "";
    prose = "";
  };
  // A brace opens an argument in prose and prose in an argument, by turns.
  const inArgument: boolean[] = [false];
  let inTag = false;
  for (const character of message) {
    const argument = inArgument.at(-1)!;
    if (character === "{") {
      flush();
      inArgument.push(!argument);
      result += character;
    } else if (character === "}") {
      flush();
      inArgument.pop();
      result += character;
    } else if (!argument && (character === "<" || inTag)) {
      flush();
      inTag = character !== ">";
      result += character;
    } else if (argument || character === "#") {
      flush();
      result += character;
    } else {
      prose += character;
    }
  }
  flush();
  return result;
}

function lengthened(prose: string): string {
  const accented = Array.from(prose, (letter) => accents[letter] ?? letter).join("");
  return prose.trim().length > 3 ? `${accented}${"~".repeat(Math.ceil(prose.trim().length / 3))}` : accented;
}

const letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي";

function arabicLetters(prose: string): string {
  return Array.from(prose, (letter) =>
    /[A-Za-z]/.test(letter) ? letters[letter.toLowerCase().charCodeAt(0) - 97]! : letter,
  ).join("");
}
