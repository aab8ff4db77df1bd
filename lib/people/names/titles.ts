import "server-only";

export type Sex = "f" | "m";

/** Words before a name that are no part of it, by what they say of the person's sex. Latin words are folded. */
const titleRows: [Sex | null, string][] = [
  ["m", "mr mister sir pak bapak bpk encik tuan lok bwana monsieur ato sardar shri shriman senor thao tao"],
  ["m", "លោក นาย ท้าว ທ້າວ السيد श्री জনাব አቶ"],
  [
    "f",
    "mrs ms miss mme mlle madame loksrey ibu puan cik kanha neang nangsao srta sra senora dona woizero mst mosammat musammat",
  ],
  ["f", "កញ្ញា អ្នកស្រី นาง นางสาว ນາງ السيدة श्रीमती सुश्री মোসাঃ মোসাম্মৎ ወይዘሮ ወይዘሪት"],
  [null, "dr prof drs dra ir haji hajj hajjah hj bong ta yeay khun phra sheikh shaikh ustadz ustad eng engr"],
  [null, "បង អ្នក คุณ الشيخ الحاج 先生 女士 小姐"],
];

/** Burmese forms of address, a title only before two more words that look Burmese: `Ko Ko` and `Ma Ma` are names. */
const burmeseTitleRows: [Sex, string][] = [
  ["m", "u ko maung mg sai saw mahn salai duwa bo ashin nai ဦး ကို မောင် စိုင်း စော မန်း ဆလိုင်း"],
  ["f", "daw ma naw mi nang nan mai ဒေါ် မ နော် မိ နန်း"],
];

/** Words that say whose child the next name is. */
const patronymRows: [Sex | null, string][] = [
  ["m", "bin ibn bn ben oglu ogli ugli uulu sonof بن ابن"],
  ["f", "binti binte binte bte bt bint qizi kyzy kizi daughterof بنت"],
  [null, "anak"],
];

/** Words between names that may be left out. */
const particleWords =
  "al el as ar an ad ash at ul ur ud us de la del dela delos da do dos das di von e y ould abu abou ال";

/** Words that are part of the name and say the person's sex, so that two that disagree are two people. */
const sexedRows: [Sex, string][] = [
  ["m", "kumar singh bahadur md mia miah uddin कुमार सिंह बहादुर মিয়া"],
  ["f", "kumari kaur devi begum khatun akter akhter aktar bibi bano parvin कुमारी कौर देवी বেগম খাতুন আক্তার"],
];

const sexedEndings: [Sex, RegExp][] = [
  ["m", /(?:[^aeiou](?:ov|ev|yev)|[aeiou]v?sk(?:iy|y|i)|[oe]vich|ович|евич|[оеё]в|ский)$/],
  ["f", /(?:[^aeiou](?:ova|eva|yeva)|sk(?:aya|aia)|[oe]vna|овна|евна|[оеё]ва|ская)$/],
];

export const generationWords: Record<string, string> = {
  jr: "jr",
  junior: "jr",
  hijo: "jr",
  sr: "sr",
  senior: "sr",
  ii: "2",
  iii: "3",
  iv: "4",
};

export const titles = table(titleRows);
export const burmeseTitles = table(burmeseTitleRows);
export const patronyms = table(patronymRows);
export const particles = new Set(particleWords.split(" "));
const sexedWords = table(sexedRows);

/** The sex that a word of a name itself tells, by table (`kaur`) or by ending (`Karimova`), or null. */
export function sexOfWord(word: string): Sex | null {
  return (
    sexedWords.get(word) ??
    (word.length > 5 ? sexedEndings.find(([, ending]) => ending.test(word))?.[0] : null) ??
    null
  );
}

function table<Value>(rows: [Value, string][]): Map<string, Value> {
  return new Map(rows.flatMap(([value, words]) => words.split(" ").map((word) => [word, value] as const)));
}
