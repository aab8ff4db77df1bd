import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { likenessOf } from "@/lib/people/duplicates";
import { blinded, plainKeysOf } from "@/lib/people/match";
import { argumentsOf, questionOf, questionTyped } from "@/lib/people/search";

const kindsIn = (q: string) => [...new Set(questionTyped(q).keys.map(({ kind }) => kind))].sort();

describe("the question that was typed", () => {
  it.each([
    ["012 345 678", ["phone"]],
    ["៥៦៧៨", ["document", "phone_last4"]],
    ["@lotus", ["handle"]],
    ["lotus@example.org", ["handle"]],
    ["N1234567", ["document", "handle"]],
    ["...", []],
  ])("%s is asked as %j, besides names", (q, kinds) => {
    expect(kindsIn(q).filter((kind) => !kind.startsWith("name_"))).toEqual(expect.arrayContaining(kinds));
  });

  it("does not ask for the end of a number whose whole is known", () => {
    expect(kindsIn("+855 12 345 678")).not.toContain("phone_last4");
  });

  it("counts words without titles, and a name in characters as surname and given name", () => {
    const count = (name: string) => questionOf([name], []).counts[1];
    expect(count("Sok Sopheap")).toBe(2);
    expect(count("Mr Sok Sopheap")).toBe(2);
    expect(count("张伟强")).toBe(2);
    expect(count("N/A")).toBe(0);
  });

  it("never asks for a whole sound that is one word's own", () => {
    const { keys } = questionOf(["Sok Sopheap"], []);
    const sounds = (word: number) =>
      keys.filter((key) => key.kind === "name_skeleton" && key.word === word).map(({ value }) => value);
    expect(sounds(0).filter((value) => sounds(-1).includes(value))).toEqual([]);
  });

  it("holds for anything typed: parts and counts fit, no key twice for the same word", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (q) => {
        const { keys, counts } = questionTyped(q);
        for (const { part } of keys) expect(counts[part]).toBeDefined();
        const once = new Set(
          keys.map(({ kind, value, part, word }) => JSON.stringify([kind, value, part, word])),
        );
        expect(once.size).toBe(keys.length);
      }),
    );
  });
});

describe("keys as they are stored", () => {
  it("differ between organisations and kinds, and tell nothing", () => {
    const [one, other] = [newId(), newId()];
    const key = { kind: "phone", value: "+85512345678" } as const;
    const hex = (organisation: string, kind: "phone" | "document") =>
      Buffer.from(blinded(organisation, { ...key, kind }).token).toString("hex");
    expect(hex(one, "phone")).toBe(hex(one, "phone"));
    expect(new Set([hex(one, "phone"), hex(other, "phone"), hex(one, "document")]).size).toBe(3);
    expect(argumentsOf(one, questionOf([], [key]))[1]).toEqual([hex(one, "phone")]);
  });

  it("are each stored once, and short document numbers not at all", () => {
    const twice = plainKeysOf({ names: ["Sok", "Sok"], contacts: [], documents: ["A1", "ab 12", "AB-12"] });
    expect(twice.filter(({ kind }) => kind === "document")).toEqual([{ kind: "document", value: "AB12" }]);
    expect(twice.filter(({ kind }) => kind === "name_exact")).toHaveLength(1);
  });
});

describe("how far matches speak for one person", () => {
  const fact = (strength: number, more = {}) => ({
    part: 0,
    strength,
    document: false,
    ending: false,
    ...more,
  });
  const name = (strength: number, part = 1) => ({ part, strength, document: false, ending: false });
  const judged = (hits: Parameters<typeof likenessOf>[0], words = 2) =>
    likenessOf(hits, [0, words])?.strength ?? null;

  it.each([
    ["the same document", [fact(1, { document: true })], "likely"],
    ["the same number and a name alike", [fact(1), name(3)], "likely"],
    ["the same number", [fact(1)], "possible"],
    ["the same name", [name(1)], "possible"],
    ["all words sounding alike", [name(3)], "possible"],
    ["the end of a number and a name's beginning", [fact(4, { ending: true }), name(4)], "possible"],
    ["the end of a number", [fact(4, { ending: true })], null],
    ["a name's beginning", [name(4)], null],
    ["nothing", [], null],
  ] as const)("%s: %s", (_what, hits, strength) => {
    expect(judged([...hits])).toBe(strength);
  });

  it("takes one word for the person only when it is the same", () => {
    expect(judged([name(1)], 1)).toBe("possible");
    expect(judged([name(2)], 1)).toBeNull();
    expect(judged([name(3)], 1)).toBeNull();
  });

  it("puts more telling evidence first", () => {
    const ranks = [
      [fact(1, { document: true })],
      [fact(1), name(2)],
      [fact(1)],
      [fact(4, { ending: true }), name(1)],
      [name(1)],
      [name(3)],
    ].map((hits) => likenessOf(hits, [0, 2])!.rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });
});
