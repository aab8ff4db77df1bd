import { describe, expect, test } from "vitest";
import { Random } from "@/lib/testing/random";

const draws = (seed: string) => {
  const random = new Random(seed);
  return Array.from({ length: 50 }, () => random.between(1, 1_000));
};

describe("Random", () => {
  test("gives the same draws for the same seed, others for another", () => {
    expect(draws("one")).toEqual(draws("one"));
    expect(draws("one")).not.toEqual(draws("two"));
  });

  test("forks without moving its own stream", () => {
    const [plain, forked] = [new Random("seed"), new Random("seed")];
    forked.fork("side").next();
    expect(forked.next()).toBe(plain.next());
    expect(plain.fork("a").next()).not.toBe(plain.fork("b").next());
  });

  test("stays within its bounds and reaches both ends", () => {
    const random = new Random("bounds");
    const seen = new Set(Array.from({ length: 500 }, () => random.between(3, 6)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6]);
  });

  test("keeps to weights", () => {
    const random = new Random("weights");
    const drawn = Array.from({ length: 4_000 }, () => random.weighted({ often: 3, rarely: 1, never: 0 }));
    const share = drawn.filter((key) => key === "often").length / drawn.length;
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.8);
    expect(drawn).not.toContain("never");
  });

  test("samples without drawing anything twice", () => {
    const drawn = new Random("sample").sample([1, 2, 3, 4, 5], 4);
    expect(new Set(drawn).size).toBe(4);
    expect(new Random("sample").sample([1, 2], 5).sort()).toEqual([1, 2]);
  });
});
