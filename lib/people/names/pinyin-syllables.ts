import "server-only";

/** Every syllable of Mandarin in pinyin, by first sound; ü is written v. */
const finals: Record<string, string> = {
  "": "a ai an ang ao e ei en er o ou",
  b: "a ai an ang ao ei en eng i ian iao ie in ing o u",
  p: "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
  m: "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
  f: "a an ang ei en eng o ou u",
  d: "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
  t: "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
  n: "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve",
  l: "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve",
  g: "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
  k: "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
  h: "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
  j: "i ia ian iang iao ie in ing iong iu u uan ue un",
  q: "i ia ian iang iao ie in ing iong iu u uan ue un",
  x: "i ia ian iang iao ie in ing iong iu u uan ue un",
  zh: "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
  ch: "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
  sh: "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
  r: "an ang ao e en eng i ong ou u uan ui un uo",
  z: "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
  c: "a ai an ang ao e en eng i ong ou u uan ui un uo",
  s: "a ai an ang ao e en eng i ong ou u uan ui un uo",
  y: "a an ang ao e i in ing ong ou u uan ue un",
  w: "a ai an ang ei en eng o u",
};

const syllables = new Set(
  Object.entries(finals).flatMap(([initial, rest]) => rest.split(" ").map((final) => initial + final)),
);

const surnames = new Set(
  `wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng han
  feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lv lu ding ren yao shen lu fu zhong cui tan
  fan wang liao shi jin jia xia fang bai zou meng xiong qin qiu hou yin xue yan lei long duan hao kong shao mao chang wan
  gu lai kang he yan qian niu hong gong tao mo xiang ge an qi wen zhuang bi nie jiao zuo bao dai ouyang sima zhuge`.split(
    /\s+/,
  ),
);

/** The pinyin syllables of a word, fewest first, or null when it is not pinyin. */
export function pinyinSyllables(word: string): string[] | null {
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= word.length; end++) {
    best[end] = null;
    for (let start = Math.max(0, end - 6); start < end; start++) {
      const before = best[start];
      const syllable = word.slice(start, end);
      const shorter = before && (best[end]?.length ?? Infinity) > before.length + 1;
      if (shorter && syllables.has(syllable)) best[end] = [...before, syllable];
    }
  }
  return best[word.length] ?? null;
}

/** Whether the words together look like a Chinese name in pinyin: all syllables, and a surname first or last. */
export function isPinyinName(words: string[]): boolean {
  return [words.at(0), words.at(-1)].some((word) => surnames.has(word ?? "")) && words.every(pinyinSyllables);
}

const wadeGilesRules: [RegExp, string][] = [
  [/^[zc]i$/, "tzu"],
  [/^si$/, "szu"],
  [/^(zh|ch|sh|r)i$/, "$1ih"],
  [/^yan$/, "yen"],
  [/^you$/, "yu"],
  [/^yi$/, "i"],
  [/^er$/, "erh"],
  [/ian$/, "ien"],
  [/([iuvy])e$/, "$1eh"],
  [/ong$/, "ung"],
  [/^(g|k)ui$/, "$1uei"],
  [/^(?!g|k|h|sh)(.*)uo$/, "$1o"],
  [/^(g|k|h)e$/, "$1o"],
  [/^zh|^[jq]/, "ch"],
  [/^x/, "hs"],
  [/^[zc](?!h)/, "ts"],
  [/^r/, "j"],
  [/^b/, "p"],
  [/^d/, "t"],
  [/^g/, "k"],
  [/v/, "u"],
];

/** A pinyin syllable in the spelling of Taiwanese passports (Wade-Giles without apostrophes): `xu` is `hsu`. */
export function wadeGiles(syllable: string): string {
  return wadeGilesRules.reduce((sofar, [pattern, spelling]) => sofar.replace(pattern, spelling), syllable);
}
