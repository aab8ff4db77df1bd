import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { needLateSql, needOpenSql } from "@/lib/cases/filter";
import type { Staff } from "@/lib/core/actor";
import { dueOf } from "@/lib/needs/clocks";
import { needFilterSql } from "@/lib/needs/filter";
import { agreementAfter, canChangeNeed, firstStatusOf } from "@/lib/needs/policy";
import {
  changeNeedStatusInput,
  type NewNeed,
  needStatuses,
  personAgrees,
  unmetStatuses,
  urgencies,
} from "@/lib/needs/schema";
import { isLower, urgencyByRule, urgencyObstacle } from "@/lib/needs/urgency";
import { canMoveNeed, needWorkflow, openNeedStatuses, waitingNeedStatuses } from "@/lib/needs/workflow";
import { isChild } from "@/lib/people/child";

const someId = "019349a0-0000-7000-8000-000000000001";
const now = new Date("2026-11-22T10:00:00Z");

describe("due times", () => {
  it.each([
    ["critical", "2026-11-23T10:00:00.000Z"],
    ["urgent", "2026-11-25T10:00:00.000Z"],
    ["soon", "2026-11-29T10:00:00.000Z"],
    ["planned", "2026-12-22T10:00:00.000Z"],
  ] as const)("%s: first service by %s", (urgency, due) => {
    expect(dueOf(urgency, now).toISOString()).toBe(due);
  });
});

describe("urgency", () => {
  const rule = { category: "basic", defaultUrgency: "urgent", raisable: true };
  const need: NewNeed = { code: "N16", raised: false, personAgrees: "yes" };

  it("is the default, or critical when the raise condition applies", () => {
    expect(urgencyByRule(rule, false)).toBe("urgent");
    expect(urgencyByRule(rule, true)).toBe("critical");
    expect(urgencyByRule({ ...rule, raisable: false }, true)).toBe("urgent");
  });

  it("may be higher than the rule without a word, lower only with a reason", () => {
    expect(urgencyObstacle(rule, { ...need, urgency: "critical" }, false)).toBeNull();
    expect(urgencyObstacle(rule, { ...need, urgency: "soon" }, false)).toEqual([
      "detail",
      "needs.error.lowerNeedsReason",
    ]);
    expect(urgencyObstacle(rule, { ...need, urgency: "soon", detail: "fed until Friday" }, false)).toBeNull();
    expect(urgencyObstacle(rule, { ...need, raised: true, urgency: "urgent" }, false)).not.toBeNull();
  });

  it("of what is owed to a child is never lowered", () => {
    const child = { category: "child", defaultUrgency: "critical", raisable: false };
    const lower: NewNeed = {
      code: "N31",
      raised: false,
      urgency: "soon",
      detail: "later",
      personAgrees: "yes",
    };
    expect(urgencyObstacle(child, lower, true)).toEqual(["urgency", "needs.error.childFirst"]);
    expect(urgencyObstacle(child, lower, false)).toBeNull();
  });

  it("cannot be raised where nothing raises it", () => {
    expect(urgencyObstacle({ ...rule, raisable: false }, { ...need, raised: true }, false)).toEqual([
      "raised",
      "needs.error.notRaisable",
    ]);
  });

  it("is ordered", () => {
    const urgency = fc.constantFrom(...urgencies);
    fc.assert(fc.property(urgency, urgency, (a, b) => !(isLower(a, b) && isLower(b, a))));
    expect(isLower("planned", "critical")).toBe(true);
  });
});

describe("isChild", () => {
  it.each([
    ["12_14", "stated", true],
    ["15_17", null, true],
    ["18_24", "disputed_treat_as_child", true],
    ["18_24", "documented", false],
    ["not_asked", null, false],
    [null, null, false],
  ] as const)("%s %s: %s", (ageGroup, ageCertainty, child) =>
    expect(isChild({ ageGroup, ageCertainty })).toBe(child),
  );
});

describe("workflow", () => {
  it("reaches every status, and leads nowhere that it does not know", () => {
    const reached = new Set(needStatuses.flatMap((status) => needWorkflow[status].next));
    for (const status of needStatuses.filter((one) => one !== "identified"))
      expect(reached).toContain(status);
    for (const { next } of Object.values(needWorkflow))
      for (const to of next) expect(needStatuses).toContain(to);
  });

  it("opens again what is closed, as wanted and as nothing else", () => {
    for (const from of needStatuses.filter((status) => needWorkflow[status].closed)) {
      expect(needStatuses.filter((to) => canMoveNeed(from, to))).toEqual(["wanted"]);
    }
  });

  it("becomes referred only by sending a referral", () => {
    for (const from of needStatuses) expect(canChangeNeed(from, "referred")).toBe(false);
    expect(canMoveNeed("wanted", "referred")).toBe(true);
  });

  it("agrees with the SQL that cases count needs by", () => {
    expect(needOpenSql).toBe(`n.status in (${openNeedStatuses.map((status) => `'${status}'`).join(", ")})`);
    expect(needLateSql).toContain(
      `n.status in (${waitingNeedStatuses.map((status) => `'${status}'`).join(", ")})`,
    );
  });
});

describe("what the person says", () => {
  it("decides where a need begins", () => {
    expect(personAgrees.map((said) => firstStatusOf[said])).toEqual([
      "wanted",
      "declined_by_person",
      "identified",
    ]);
  });

  it("follows the status unless they were asked again", () => {
    expect(agreementAfter("declined_by_person", "yes")).toBe("no");
    expect(agreementAfter("wanted", "undecided")).toBe("yes");
    expect(agreementAfter("met", "undecided")).toBe("undecided");
    expect(agreementAfter("met", "undecided", "yes")).toBe("yes");
  });
});

describe("need.changeStatus input", () => {
  const input = { needId: someId, version: 1 };
  it.each(unmetStatuses)("%s needs a reason", (to) => {
    const parsed = changeNeedStatusInput.safeParse({ ...input, to, howMet: "in part" });
    expect(parsed.error?.issues[0]).toMatchObject({
      path: ["reasonUnmet"],
      message: "needs.error.reasonMissing",
    });
  });
  it("met needs a sentence on how, and referred cannot be asked for", () => {
    expect(changeNeedStatusInput.safeParse({ ...input, to: "met", howMet: " " }).success).toBe(false);
    expect(changeNeedStatusInput.safeParse({ ...input, to: "met", howMet: "a bed" }).success).toBe(true);
    expect(changeNeedStatusInput.safeParse({ ...input, to: "referred" }).success).toBe(false);
  });
});

describe("needFilterSql", () => {
  const staff = {
    kind: "staff",
    organisationId: someId,
    userId: someId,
    memberships: [],
  } as unknown as Staff;
  it("numbers its parameters from where it is told", () => {
    const filter = fc.record(
      {
        caseId: fc.constant(someId),
        open: fc.boolean(),
        late: fc.boolean(),
        urgency: fc.subarray([...urgencies], { minLength: 1 }),
        code: fc.subarray(["N01", "N02"], { minLength: 1 }),
        siteId: fc.constant(someId),
        assignee: fc.constant("me" as const),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filter, (asked) => {
        const { where, values } = needFilterSql(staff, asked, 3);
        const places = [...where.matchAll(/\$(\d+)/g)].map(([, place]) => Number(place));
        expect(new Set(places)).toEqual(new Set(values.map((_, i) => i + 3)));
      }),
    );
  });
});
