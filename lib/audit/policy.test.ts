import { describe, expect, it } from "vitest";
import { detailShown } from "@/lib/audit/policy";

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
