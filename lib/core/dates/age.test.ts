import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ageGroupOf, ageGroups, ageOn, type PartialDate } from "@/lib/core/dates";

const age = (day: string, birth: string) => ageOn(day as PartialDate, birth as PartialDate);

describe("ageOn", () => {
  it("is exact for full dates and turns on the birthday", () => {
    expect(age("2026-03-04", "2000-03-05")).toEqual({ min: 25, max: 25 });
    expect(age("2026-03-05", "2000-03-05")).toEqual({ min: 26, max: 26 });
  });

  it("is a range for partial ones", () => {
    expect(age("2026-03-05", "2000")).toEqual({ min: 25, max: 26 });
    expect(age("2026-03-05", "2000-03")).toEqual({ min: 25, max: 26 });
    expect(age("2026-03-31", "2000-03")).toEqual({ min: 26, max: 26 });
    expect(age("2026", "2000")).toEqual({ min: 25, max: 26 });
  });

  it("is never negative, and the least is never above the most", () => {
    expect(age("2026-03-05", "2026")).toEqual({ min: 0, max: 0 });
    const years = fc.integer({ min: 1900, max: 2100 }).map(String);
    fc.assert(
      fc.property(years, years, (day, birth) => {
        const { min, max } = age(day, birth);
        expect(min).toBeGreaterThanOrEqual(0);
        expect(max).toBeGreaterThanOrEqual(min);
      }),
    );
  });
});

describe("ageGroupOf", () => {
  it.each([
    [0, "0_11"],
    [11, "0_11"],
    [12, "12_14"],
    [15, "15_17"],
    [17, "15_17"],
    [18, "18_24"],
    [25, "25_34"],
    [49, "35_49"],
    [64, "50_64"],
    [65, "65_plus"],
    [120, "65_plus"],
  ])("%i is in %s", (years, group) => expect(ageGroupOf({ min: years, max: years })).toBe(group));

  it("takes for a child a person who may be one, and knows what is unknown", () => {
    expect(ageGroupOf({ min: 17, max: 18 })).toBe("15_17");
    expect(ageGroupOf(null)).toBe("unknown");
    expect(ageGroups).toHaveLength(9);
  });
});
