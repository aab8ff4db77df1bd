import { describe, expect, test } from "vitest";
import { drawPassword } from "./accounts";
import { readOptions, Unusable } from "./options";

describe("the options of the seed", () => {
  test("are demo data, or a number of cases in one organisation unless more are asked for", () => {
    expect(readOptions(["--demo"])).toEqual({ demo: true, cases: 0, organisations: 1 });
    expect(readOptions(["--cases", "500"])).toEqual({ demo: false, cases: 500, organisations: 1 });
    expect(readOptions(["--cases=500", "--organisations=3"])).toEqual({
      demo: false,
      cases: 500,
      organisations: 3,
    });
  });

  test.each([
    [],
    ["--cases", "many"],
    ["--cases", "0"],
    ["--cases", "1.5"],
    ["--cases", "99999999"],
    ["--fast"],
  ])("are refused in one sentence: %j", (...args) => {
    expect(() => readOptions(args)).toThrow(Unusable);
  });
});

test("a demo password can be read aloud and is long enough", () => {
  const drawn = new Set(Array.from({ length: 50 }, drawPassword));
  expect(drawn.size).toBe(50);
  for (const password of drawn)
    expect(password).toMatch(/^([2-9a-hjkmnp-tv-z]{5}-){2}[2-9a-hjkmnp-tv-z]{5}$/);
});
