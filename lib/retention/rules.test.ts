import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseStatuses } from "@/lib/cases/schema";
import { type KeptCase, obstacleToDay, rulesOf } from "@/lib/retention/rules";
import { usualDays } from "@/lib/retention/schema";

const day = 24 * 3_600_000;
const now = new Date("2026-11-22T10:00:00Z");
const ago = (days: number) => new Date(now.getTime() - days * day);
const kept = (over: Partial<KeptCase>): KeptCase => ({
  ...{ status: "active", level: "l1", openedAt: ago(10), endedAt: ago(5), restrictedAt: null },
  ...{ keptUntil: null, privateLeft: true },
  ...over,
});
const rules = (over: Partial<KeptCase>) =>
  rulesOf(kept(over), usualDays, now).map(({ rule, dueAt, over: isOver }) => [
    rule,
    Math.round((dueAt.getTime() - now.getTime()) / day),
    isOver,
  ]);

describe("rulesOf", () => {
  it.each<[string, Partial<KeptCase>, unknown[]]>([
    ["a case in which help goes on", {}, [["active", 355, false]]],
    ["one open for a year and a day", { openedAt: ago(366) }, [["active", -1, true]]],
    ["a quick card", { level: "l0", status: "pre_registered" }, [["contact", 20, false]]],
    [
      "a quick card of 30 days",
      { level: "l0", status: "pre_registered", openedAt: ago(30) },
      [["contact", 0, true]],
    ],
    [
      "a closed case",
      { status: "closed" },
      [
        ["closed_private", 360, false],
        ["closed", 725, false],
      ],
    ],
    ["one without anything private", { status: "closed", privateLeft: false }, [["closed", 725, false]]],
    [
      "one closed for long",
      { status: "transferred", endedAt: ago(731) },
      [
        ["closed_private", -366, true],
        ["closed", -1, true],
      ],
    ],
    ["a restricted one", { status: "restricted", restrictedAt: ago(31) }, [["restricted", -1, true]]],
    ["one that was erased", { status: "erased" }, []],
    ["one that is kept on", { openedAt: ago(400), keptUntil: ago(-90) }, [["active", 90, false]]],
    ["one that was kept on until lately", { openedAt: ago(400), keptUntil: ago(2) }, [["active", -2, true]]],
  ])("%s", (_what, over, expected) => expect(rules(over)).toEqual(expected));

  it("always gives a live case a rule, the soonest first, and keeping only puts them off", () => {
    const anyCase = fc.record({
      status: fc.constantFrom(...caseStatuses.filter((status) => status !== "erased")),
      level: fc.constantFrom("l0", "l1", "l2"),
      openedAt: fc.integer({ min: 0, max: 3_000 }).map(ago),
      endedAt: fc.integer({ min: 0, max: 3_000 }).map(ago),
      restrictedAt: fc.integer({ min: 0, max: 3_000 }).map(ago),
      keptUntil: fc.constant(null),
      privateLeft: fc.boolean(),
    });
    fc.assert(
      fc.property(anyCase, fc.integer({ min: -700, max: 700 }), (one, days) => {
        const found = rulesOf(one, usualDays, now);
        const times = found.map(({ dueAt }) => dueAt.getTime());
        expect(times.length).toBeGreaterThan(0);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        const longer = rulesOf({ ...one, keptUntil: ago(days) }, usualDays, now);
        const until = (rule: string) => longer.find((other) => other.rule === rule)!;
        for (const { rule, dueAt } of found) {
          expect(until(rule).dueAt.getTime()).toBe(Math.max(dueAt.getTime(), ago(days).getTime()));
          expect(until(rule).over).toBe(until(rule).dueAt <= now);
        }
      }),
    );
  });
});

it.each([
  [ago(0), "past"],
  [ago(1), "past"],
  [ago(-1), null],
  [new Date("2027-05-22T10:00:00Z"), null],
  [new Date("2027-05-23T16:59:00Z"), "tooFar"],
  [new Date("9999-01-01T00:00:00Z"), "tooFar"],
])("a day within six months: %s", (chosen, expected) => expect(obstacleToDay(now, chosen, 6)).toBe(expected));
