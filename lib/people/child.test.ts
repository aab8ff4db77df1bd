import { describe, expect, it } from "vitest";
import type { PartialDate } from "@/lib/core/dates";
import { ageGroupFrom, isChild } from "@/lib/people/child";
import { type AgeGroup, ageCertainties, ageGroups, childAgeGroups } from "@/lib/people/schema";

const today = "2026-11-22" as PartialDate;
const from = (told?: AgeGroup, birth?: string | null) => ageGroupFrom(told, birth as PartialDate, today);

describe("ageGroupFrom", () => {
  it("is what was told when there is no date of birth", () => {
    for (const group of ageGroups) expect(from(group)).toBe(group);
    expect([from(), from(undefined, null)]).toEqual([undefined, undefined]);
  });

  it.each([
    ["2015", "0_11"],
    ["2008-11-22", "18_24"],
    ["2008-11-23", "15_17"],
    ["2008", "15_17"],
    ["1990", "35_49"],
  ])("counts a birth in %s to %s when no group was told", (birth, group) => {
    expect(from(undefined, birth)).toBe(group);
    expect(from("unknown", birth)).toBe(group);
    expect(from("declined", birth)).toBe(group);
  });

  it("keeps an adult's group as told, unless the date says a child", () => {
    expect(from("25_34", "1990")).toBe("25_34");
    expect(from("15_17", "1990")).toBe("15_17");
    expect(from("25_34", "2015")).toBe("0_11");
  });
});

describe("isChild", () => {
  it("is a matter of the group, or of a disputed age whatever the group", () => {
    for (const ageGroup of [...ageGroups, null]) {
      const young = (childAgeGroups as readonly (string | null)[]).includes(ageGroup);
      for (const ageCertainty of [...ageCertainties, null]) {
        expect(isChild({ ageGroup, ageCertainty })).toBe(young || ageCertainty === "disputed_treat_as_child");
      }
    }
  });
});
