import { describe, expect, it } from "vitest";
import { isSyllable, sameLatin } from "./latin";

describe("sameLatin", () => {
  it.each([
    ["samnang", "somnang"],
    ["wichai", "vichai"],
    ["thongdee", "thongdi"],
    ["soedjono", "sujono"],
    ["surjadi", "suryadi"],
    ["lakshmi", "laxmi"],
    ["yohannes", "yohanes"],
    ["siriporn", "siriphon"],
    ["shafiqul", "shafikul"],
    ["hossain", "hussain"],
  ])("%s may be %s", (a, b) => {
    expect(sameLatin(a, b, "free")).toBeGreaterThan(0.8);
    expect(sameLatin(b, a, "free")).toBe(sameLatin(a, b, "free"));
    expect(sameLatin(a, b, "exact")).toBe(0);
  });

  it.each([
    ["sopheap", "sophea"],
    ["dara", "dary"],
    ["ratana", "ratanak"],
    ["wichai", "wichan"],
    ["setiawan", "setiadi"],
    ["karimov", "karimova"],
    ["hassan", "hussein"],
    ["rahman", "rahim"],
  ])("%s is not %s", (a, b) => expect(sameLatin(a, b, "free")).toBe(0));

  it("knows the spellings of Burmese syllables, and no others there", () => {
    for (const [a = "", b = ""] of [
      ["moe", "mo"],
      ["htun", "tun"],
      ["hla", "la"],
      ["zar", "za"],
      ["kyaw", "gyaw"],
    ])
      expect(sameLatin(a, b, "syllables")).toBeGreaterThan(0.9);
    for (const [a = "", b = ""] of [
      ["than", "thein"],
      ["an", "anh"],
      ["lin", "ling"],
      ["htet", "thet"],
    ])
      expect(sameLatin(a, b, "syllables")).toBe(0);
  });

  it("counts syllables", () => {
    expect(["aung", "myint", "soe", "yee", "hone", "nguyen"].filter((word) => !isSyllable(word))).toEqual([]);
    expect(["dara", "sopheap", "thida"].filter(isSyllable)).toEqual([]);
  });
});
