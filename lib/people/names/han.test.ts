import { pinyin } from "pinyin-pro";
import { describe, expect, it } from "vitest";
import { hanInitials, hanReadsAs, hanSpellings } from "./han";
import { simplifiedHan } from "./han-simplified";
import { isPinyinName, pinyinSyllables, wadeGiles } from "./pinyin-syllables";

describe("a name in characters", () => {
  it.each([
    ["林志豪", "linzhihao"],
    ["林志豪", "zhihaolin"],
    ["林志豪", "lamchiho"],
    ["許雅婷", "hsuyating"],
    ["曾丽萍", "zengliping"],
    ["陈伟杰", "tanweijie"],
    ["欧阳锋", "fengouyang"],
    ["吕冰", "lyubing"],
  ])("%s reads as %s", (han, latin) => expect(hanReadsAs(han, latin)).toBe(true));

  it.each([
    ["林志豪", "lingzhihao"],
    ["林志豪", "lin"],
    ["曾丽萍", "cengliping"],
    ["陈家明", "chenjiamin"],
  ])("%s does not read as %s", (han, latin) => expect(hanReadsAs(han, latin)).toBe(false));

  it("is looked for under its spellings, simplified", () => {
    expect(simplifiedHan("張偉強")).toBe("张伟强");
    expect(hanSpellings("張偉強").words).toEqual(
      expect.arrayContaining(["zhang", "cheung", "weiqiang", "teo"]),
    );
    expect(hanInitials("欧阳锋")).toEqual(["O", "Y", "F"]);
  });

  it("folds only characters that sound alike", () => {
    const readings = (character: string) =>
      pinyin(character, { toneType: "none", type: "array", multiple: true });
    for (const character of "張陳劉黃楊趙鍾鐘葉蕭鄧馮許蘇盧韓顧賴嚴華寧喬龐單衛")
      expect(readings(character).some((one) => readings(simplifiedHan(character)).includes(one))).toBe(true);
  });
});

describe("pinyin", () => {
  it("is told from other words", () => {
    expect(pinyinSyllables("weiqiang")).toEqual(["wei", "qiang"]);
    expect(pinyinSyllables("sopheap")).toBeNull();
    expect(isPinyinName(["zhang", "wei"])).toBe(true);
    expect(isPinyinName(["siti", "dewi"])).toBe(false);
  });

  it.each([
    ["xu", "hsu"],
    ["cai", "tsai"],
    ["zong", "tsung"],
    ["zhang", "chang"],
    ["zhi", "chih"],
    ["zi", "tzu"],
    ["xue", "hsueh"],
    ["jian", "chien"],
    ["guo", "kuo"],
    ["luo", "lo"],
    ["ren", "jen"],
    ["yan", "yen"],
    ["bai", "pai"],
  ])("%s is %s in Taiwan", (syllable, spelled) => expect(wadeGiles(syllable)).toBe(spelled));
});
