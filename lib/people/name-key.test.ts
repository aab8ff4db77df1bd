import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  initialsOf,
  isPlaceholderName,
  nameMatchKeys,
  nameSearchKeys,
  nameSimilarity,
  type NameMatchKey,
} from "@/lib/people/name-key";

type Pair = { a: string; b: string; same: boolean; why: string };

const pairs = ["name-pairs.csv", "name-pairs-more.csv"].flatMap((file) =>
  pairsIn(`prisma/reference/${file}`),
);
const same = pairs.filter((pair) => pair.same);
const different = pairs.filter((pair) => !pair.same);
const isCandidate = ({ a, b }: Pair) => nameSimilarity(a, b).verdict !== "unlikely";
const names = fc.oneof(
  fc.constantFrom(...pairs.flatMap(({ a, b }) => [a, b])),
  fc.string({ unit: "grapheme" }),
);

describe("nameSimilarity on the reference pairs", () => {
  it("finds nearly all that are the same", () => {
    expect(same.filter((pair) => !isCandidate(pair))).toEqual([]);
  });

  it("offers hardly any that are not", () => {
    expect(different.filter(isCandidate)).toEqual([]);
  });

  it("never offers placeholders, or people of different sex", () => {
    const strict = different.filter(({ why }) => /placeholder|sex|gender|conflict/.test(why));
    expect(strict.length).toBeGreaterThan(5);
    expect(strict.filter(isCandidate)).toEqual([]);
  });
});

describe("nameSimilarity", () => {
  it("is the same from both sides", () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        const [there, back] = [nameSimilarity(a, b), nameSimilarity(b, a)];
        expect([there.verdict, there.score]).toEqual([back.verdict, back.score]);
      }),
    );
  });

  it("finds a name like itself unless it is a placeholder", () => {
    fc.assert(
      fc.property(fc.constantFrom(...pairs.map(({ a }) => a)), (name) => {
        expect(nameSimilarity(name, name).verdict === "unlikely").toBe(isPlaceholderName(name));
      }),
    );
  });

  it.each([
    ["Sok Sopheap", "SOK SOPHEAP", "likely_same", "same"],
    ["Sok Sopheap", "Sopheap Sok", "likely_same", "order"],
    ["សុខ សុភាព", "Sok Sopheap", "likely_same", "script"],
    ["林志豪", "Lam Chi Ho", "likely_same", "reading"],
    ["K. Ramesh", "Ramesh Kuppusamy", "possible", "initial"],
    ["U Thein Zaw Lin", "Daw Thein Zaw Lin", "unlikely", "sex_conflict"],
    ["Jose Santos Sr.", "Jose Santos Jr.", "unlikely", "generation_conflict"],
    ["FNU LNU", "Sok Dara", "unlikely", "placeholder"],
    ["Khalid Yusuf", "Yusuf Khalid", "unlikely", "chain_reversed"],
    ["Lim Wei Jie", "Lim Wei Ling", "unlikely", "words_differ"],
  ])("%s and %s: %s because of %s", (a, b, verdict, reason) => {
    expect(nameSimilarity(a, b)).toMatchObject({
      verdict,
      reasons: expect.arrayContaining([reason]) as string[],
    });
  });
});

describe("names made to be hard", () => {
  const hostile = [
    "وويوييويثذ ",
    "وويوييوي",
    "رر",
    "ររ",
    "រៅ",
    "รลส",
    "林",
    "乐单",
    "이박류",
    "ቁየወ",
    "য়ো",
    "abeio ",
    "lamlam",
    "jjzh",
    "x ",
  ];
  const long = fc
    .tuple(fc.constantFrom(...hostile), fc.constantFrom(...hostile))
    .map(([a, b]) => (a + b).repeat(40));

  it("are answered all the same", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(long, long, (a, b) => {
        expect(nameMatchKeys(a).length).toBeLessThanOrEqual(40);
        expect(nameSimilarity(a, b).score).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });
});

describe("nameMatchKeys", () => {
  it("gives every pair of spellings of one name a key in common", () => {
    expect(same.filter(({ a, b }) => !meet(nameMatchKeys(a), nameMatchKeys(b)))).toEqual([]);
  });

  it("seldom gives one to different people", () => {
    const all = [...new Set(pairsIn("prisma/reference/name-pairs.csv").flatMap(({ a, b }) => [a, b]))];
    const keys = all.map((name) => nameMatchKeys(name));
    const crossed = keys.flatMap((some, index) => keys.slice(0, index).map((others) => meet(some, others)));
    expect(crossed.filter(Boolean).length / crossed.length).toBeLessThan(0.03);
  });

  it("gives at most forty keys, each once and none empty, and the same ones again", () => {
    fc.assert(
      fc.property(names, (name) => {
        const keys = nameMatchKeys(name);
        expect(keys.length).toBeLessThanOrEqual(40);
        expect(new Set(keys.map(({ kind, token }) => `${kind} ${token}`)).size).toBe(keys.length);
        expect(keys.every(({ token }) => token.trim() !== "")).toBe(true);
        expect(nameMatchKeys(name)).toEqual(keys);
      }),
    );
  });

  it("gives placeholders none", () => {
    for (const name of ["", "N/A", "FNU LNU", "unknown male 2", "不详", "-", "xxx"]) {
      expect(nameMatchKeys(name)).toEqual([]);
      expect(isPlaceholderName(name)).toBe(true);
    }
  });

  it("finds by the beginning of any word", () => {
    const stored = nameMatchKeys("Sok Sopheap");
    for (const typed of ["sop", "Soph", "sophea", "SOK", "sok soph"])
      expect(nameSearchKeys(typed).some((key) => has(stored, key))).toBe(true);
    expect(meet(nameSearchKeys("sopheak"), stored)).toBe(false);
  });

  it("has all that a whole name is searched by", () => {
    fc.assert(
      fc.property(fc.constantFrom(...pairs.map(({ a }) => a)), (name) => {
        const stored = nameMatchKeys(name);
        const sought = nameSearchKeys(name).filter(({ kind }) => kind !== "prefix");
        expect(sought.filter((key) => !has(stored, key))).toEqual([]);
      }),
    );
  });
});

describe("initialsOf", () => {
  it.each([
    ["Srey Pov", "S. P."],
    ["Lok Phan Dara", "P. D."],
    ["សុខ សុភាព", "ស. ស."],
    ["ကိုအောင်မျိုးထက်", "အ. မ. ထ."],
    ["เปรม ไชยา", "ป. ช."],
    ["محمد عبد الرحمن", "م. ع."],
    ["林志豪", "L. Z. H."],
    ["Đặng Thùy Linh", "Đ. T. L."],
    ["Maria de la Cruz", "M. C."],
    ["boy", "B."],
    ["", "–"],
    ["N/A", "–"],
    ["\u05d9\u05b4\u2ef3", "\u05d9. G."],
  ])("%j is %s", (name, initials) => expect(initialsOf(name)).toBe(initials));

  it("never gives the name away", () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(initialsOf(name)).toMatch(/^(–|\p{L}+\.( \p{L}+\.){0,3})$/u);
      }),
    );
  });
});

function meet(some: NameMatchKey[], others: NameMatchKey[]): boolean {
  return some.some((key) => key.kind !== "prefix" && has(others, key));
}

function has(keys: NameMatchKey[], { kind, token }: NameMatchKey): boolean {
  return keys.some((key) => key.kind === kind && key.token === token);
}

function pairsIn(file: string): Pair[] {
  const [, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => {
    const [a = "", b = "", isSame, why = ""] = [...line.matchAll(/"([^"]*)"|([^,]+)/g)].map(
      (cell) => cell[1] ?? cell[2],
    );
    return { a, b, same: isSame === "1", why };
  });
}
