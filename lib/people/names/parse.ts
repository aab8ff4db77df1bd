import "server-only";
import { normalArabic } from "./arabic";
import { burmeseSyllables } from "./burmese";
import { cyrillicToLatin } from "./cyrillic";
import { isSyllable } from "./latin";
import { isPinyinName } from "./pinyin-syllables";
import { arePlaceholders, isPlaceholderWord } from "./placeholders";
import { rewrite, type Rule } from "./sound";
import { foldLatin, markedForm, scriptOf, wordsOf, type Script } from "./text";
import { burmeseTitles, generationWords, particles, patronyms, sexOfWord, titles, type Sex } from "./titles";
import { interchangeable, isBurmeseElement, isVietnameseFamily, weightOf } from "./weak";

/** One word of a name. `text` is its form for matching; `marked` keeps the Vietnamese marks. */
export type NameWord = {
  text: string;
  marked: string;
  script: Script;
  role: "name" | "initial" | "title" | "particle";
  weight: number;
};

/** The naming tradition, as far as the words betray it; `free` is every other one. */
export type Tradition = "pinyin" | "vietnamese" | "burmese" | "syllables" | "free";

export type ParsedName = {
  words: NameWord[];
  tradition: Tradition;
  sex: Sex | null;
  generation: string | null;
  isMarked: boolean;
};

const abbreviations: Rule[] = [
  [/\blok\s+srey\b/gi, "loksrey"],
  [/\ba\/l\b|\bs\/o\b/gi, "sonof"],
  [/\ba\/p\b|\bd\/o\b/gi, "daughterof"],
  [/\bw\/ro\b/gi, "woizero"],
  [/\bg\/\s?/gi, "gebre "],
  [/\bw\/\s?/gi, "wolde "],
  [/\bh\/\s?/gi, "haile "],
  [/\bt\/\s?/gi, "tekle "],
  [/\bma\.\s?/gi, "maria "],
  [/(?<=\s)b\.\s?/g, "bin "],
  [/,?\s*\b[sm]\.\s?(?:e|h|t|si|pd|ag|ip|ak|kom|sos|kep|hum)\b\.?/gi, " "],
];

const muhammad = /^(?:m(?:u|o|ou)h+a?m+[aeiou]*d|md|mohd|moh|muh|mhd|muhd|mochamm?ad|muchamm?ad|moch)$/;
const bengaliMuhammad = /^(?:মো|মোঃ|মোহাঃ|মুহাম্মদ|মোহাম্মাদ)$/;
const servant = /^abd(?:[aeou]|ou)?[lrnsdtz]?$/;
const pinyinUmlaut = /^([ln])(?:v|yu)(e?)$/;
const servantOfGod = /^abd(?:ou|[aeiou])*l+ah?$/;
const servantOf = /^abd(?:ou|[aeou])?l?(?!l?l?ah$)(?=[a-z]{4})/;
const attachedThaiTitle = /^(นางสาว|นาง|นาย)(?=[ก-ฮเแโใไ].{2})/;

const decisiveTitles = new Set(["u", "daw", "mg", "naw", "ko", "maung"]);

/** A name taken apart for comparing. A name that is only a placeholder (`N/A`, `FNU LNU`) has no words. */
export function parseName(name: string): ParsedName {
  const raw = wordsOf(rewrite(name, abbreviations));
  const spoken = arePlaceholders(raw) ? [] : raw.filter((word) => !isPlaceholderWord(word));
  const forms = once(servantsJoined(spoken.flatMap(formsOf)));
  const generation = generationWords[forms.at(-1)?.text ?? ""] ?? null;
  const kept = generation && forms.length > 1 ? forms.slice(0, -1) : forms;
  const tradition = traditionOf(kept);
  const words = withRoles(kept, tradition);
  return { words, tradition, sex: sexOf(words, tradition), generation, isMarked: raw.some(hasMarks) };
}

type Form = Pick<NameWord, "text" | "marked" | "script">;

function formsOf(word: string): Form[] {
  const script = scriptOf(word) ?? "latin";
  const form = (text: string): Form => ({ text, marked: markedForm(word), script });
  switch (script) {
    case "latin":
      return [form(canonical(foldLatin(word)))];
    case "cyrillic":
      return [{ ...form(canonical(foldLatin(cyrillicToLatin(word)))), script: "latin" }];
    case "burmese":
      return burmeseSyllables(word).map(form);
    case "thai":
      return word.split(attachedThaiTitle).filter(Boolean).map(form);
    case "arabic":
      return [form(normalArabic(word).replace(/^ال(?=.{3})/, ""))];
    case "indic":
      return [form(bengaliMuhammad.test(word) ? "মোহাম্মদ" : word)];
    default:
      return [form(word)];
  }
}

function canonical(word: string): string {
  if (muhammad.test(word)) return "muhammad";
  if (pinyinUmlaut.test(word)) return word.replace(pinyinUmlaut, "$1u$2");
  return servantOfGod.test(word) ? "abdullah" : word.replace(servantOf, "abd");
}

// Abd al-Rahman, Abdul Rahman and Abdelrahman are one name: servant of the one whose name follows.
function servantsJoined(forms: Form[]): Form[] {
  const joined: Form[] = [];
  for (const form of forms) {
    const before = joined.at(-1);
    if (before && (servant.test(before.text) || before.text === "عبد")) {
      if (particles.has(form.text)) continue;
      const head = before.script === "latin" ? "abd" : before.text;
      joined[joined.length - 1] = { ...form, text: head + form.text, marked: before.marked + form.marked };
    } else joined.push(form);
  }
  return joined;
}

// Systems that demand two names get a single one twice.
function once(forms: Form[]): Form[] {
  const [one, two, ...more] = forms;
  return one &&
    two &&
    more.length === 0 &&
    one.text === two.text &&
    one.script !== "burmese" &&
    !isSyllable(one.text)
    ? [one]
    : forms;
}

function traditionOf(forms: Form[]): Tradition {
  const words = forms.map(({ text }) => text);
  if (forms.every(({ script }) => script === "burmese")) return "burmese";
  if (!forms.every(({ script }) => script === "latin")) return "free";
  const names = words.filter((word) => !titles.has(word));
  if (isPinyinName(names)) return "pinyin";
  if (!names.every(isSyllable)) return isBurmese(names) ? "burmese" : "free";
  if ([names.at(0), names.at(-1)].some((word) => isVietnameseFamily(word ?? ""))) return "vietnamese";
  return isBurmese(names) ? "burmese" : "syllables";
}

function isBurmese(words: string[]): boolean {
  const names = words.filter((word) => !burmeseTitles.has(word));
  const least = decisiveTitles.has(words[0] ?? "") ? 1 : names.length;
  return names.length > 0 && names.filter(isBurmeseElement).length * 2 >= least;
}

function withRoles(forms: Form[], tradition: Tradition): NameWord[] {
  const count = forms.length;
  return forms.map((form, index) => {
    const role = roleOf(form, index, count, tradition);
    const isOptional = role === "title" || role === "particle";
    const free = isOptional || interchangeable.has(form.text);
    const weight = isOptional ? 0.05 : role === "initial" ? 0.3 : weightOf(form.text);
    return { ...form, role: free && role === "name" && count > 1 ? "particle" : role, weight };
  });
}

function roleOf({ text }: Form, index: number, count: number, tradition: Tradition): NameWord["role"] {
  if (titles.has(text) && count > 1 && (index === 0 || index < count - 1)) return "title";
  if (tradition === "burmese" && index === 0 && count > 2 && burmeseTitles.has(text)) return "title";
  if (text === "i" && index === 0 && count > 2) return "title";
  if (/^[a-z]$/.test(text)) return "initial";
  if (isJoint(text, index, tradition) && count > 1 && index < count - 1) return "particle";
  return "name";
}

function isJoint(word: string, index: number, tradition: Tradition): boolean {
  if (index === 0 || tradition === "vietnamese") return word === "al" || word === "el";
  return patronyms.has(word) || particles.has(word);
}

function sexOf(words: NameWord[], tradition: Tradition): Sex | null {
  const told = words.map(({ text, role }, index) => {
    if (role === "title") return titles.get(text) ?? burmeseTitles.get(text) ?? null;
    if (patronyms.has(text) && index > 0) return patronyms.get(text) ?? null;
    if (tradition === "vietnamese" && index > 0) return text === "van" ? "m" : text === "thi" ? "f" : null;
    if (["maria", "jose"].includes(text) && words.length > 1)
      return words.find((word) => ["maria", "jose"].includes(word.text))?.text === "maria" ? "f" : "m";
    return sexOfWord(text);
  });
  const found = new Set(told.filter((sex) => sex !== null));
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

function hasMarks(word: string): boolean {
  return /[\u0300-\u0323\u0302\u0306\u031B]|đ/.test(word.normalize("NFD"));
}
