import { describe, expect, it } from "vitest";
import { detailShown, isWithin } from "@/lib/audit/policy";

describe("what administrators see of an act on a case", () => {
  it("is how much and by what way, not which need, answer or outcome", () => {
    const detail = {
      need: "N07",
      category: "health",
      urgency: "critical",
      from: "wanted",
      to: "met",
      elements: ["sexual_violence"],
      scope: "police_statement",
      count: 2,
      what: "names",
      fields: ["foodCash"],
    };
    expect(detailShown(detail, true)).toEqual({ count: 2, what: "names", fields: ["foodCash"] });
  });

  it("is everything where no case is concerned", () => {
    expect(detailShown({ sessions: 2, role: "caseworker" }, false)).toEqual({
      sessions: 2,
      role: "caseworker",
    });
    expect(detailShown(null, false)).toEqual({});
  });
});

describe("unusual reading", () => {
  const start = new Date("2026-01-10T15:00:00Z");
  it.each([
    ["many_cases", 0, true],
    ["many_cases", 59, true],
    ["many_cases", 60, false],
    ["denied", 61, false],
    ["night", 419, true],
    ["night", 420, false],
    ["other_teams", 1_439, true],
    ["own_name", 1_440, false],
    ["night", -1, false],
  ])("by the rule %s, %i minutes after it began: %s", (rule, minutes, within) => {
    expect(isWithin({ rule, periodStart: start }, new Date(start.getTime() + minutes * 60_000))).toBe(within);
  });
});
