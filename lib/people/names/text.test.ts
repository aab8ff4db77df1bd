import { describe, expect, it } from "vitest";
import { foldLatin, markedForm, scriptOf, wordsOf } from "./text";

describe("wordsOf", () => {
  it.each([
    ["Huang Zhi'an", ["huang", "zhian"]],
    ["AL-NAJDI, Yusuf", ["al", "najdi", "yusuf"]],
    ["សុខ\u200Bសុភាព", ["សុខ", "សុភាព"]],
    ["So\u200Bpheap\u200F", ["sopheap"]],
    ["WE1QIANG", ["weiqiang"]],
    ["WElQIANG", ["weiqiang"]],
    ["Ｄａｒａ", ["dara"]],
    ["Jason林伟杰", ["jason", "林伟杰"]],
    ["123 -", []],
  ])("%j is %j", (name, words) => expect(wordsOf(name)).toEqual(words));
});

describe("letters", () => {
  it("are folded without their marks", () => {
    expect(["Đặng", "Łukasz", "João", "Gülşen", "Størk"].map(foldLatin)).toEqual([
      "dang",
      "lukasz",
      "joao",
      "gulsen",
      "stork",
    ]);
  });

  it("of Vietnamese keep theirs, wherever the tone is written", () => {
    expect(markedForm("thuỳ")).toBe(markedForm("thùy"));
    expect(markedForm("hùng")).not.toBe(markedForm("hưng"));
  });

  it("tell their script", () => {
    expect(["Sok", "សុខ", "林", "ကို", "ก", "ກ", "ع", "ক", "አ", "Я", "김", "?"].map(scriptOf)).toEqual([
      "latin",
      "khmer",
      "han",
      "burmese",
      "thai",
      "lao",
      "arabic",
      "indic",
      "ethiopic",
      "cyrillic",
      "hangul",
      null,
    ]);
  });
});
