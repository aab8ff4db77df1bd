import { describe, expect, it } from "vitest";
import { type CaseHistory, type Place, standingAt } from "@/lib/cases/looking/standing";

const [me, mate, site, red, blue] = ["me", "mate", "site", "red", "blue"];
const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
const place = (teamId: string | null, endsAt: Date | null = null, siteId = site): Place => ({
  userId: me,
  siteId,
  teamId,
  endsAt,
});
const history = (over: Partial<CaseHistory> = {}): CaseHistory => ({
  siteId: site,
  teamId: red,
  assigneeId: null,
  assignments: [],
  accesses: [],
  ...over,
});
const access = (kind: string, from: Date | null, until: Date | null) => ({ userId: me, kind, from, until });

describe("where somebody stood to a case", () => {
  it.each([
    ["own", history({ assigneeId: me }), []],
    ["outside", history({ assigneeId: mate }), []],
    ["own", history({ assigneeId: mate, assignments: [{ at: at(13), from: me }] }), []],
    ["outside", history({ assigneeId: me, assignments: [{ at: at(13), from: null }] }), []],
    ["team", history(), [place(red)]],
    ["team", history(), [place(red, at(13))]],
    ["outside", history(), [place(red, at(12))]],
    ["outside", history(), [place(blue)]],
    ["team", history({ assignments: [{ at: at(13), from: null, teamFrom: blue }] }), [place(blue)]],
    ["outside", history({ assignments: [{ at: at(11), from: null, teamFrom: blue }] }), [place(blue)]],
    ["team", history({ assignments: [{ at: at(13), from: mate }] }), [place(red)]],
    ["team", history(), [place(null)]],
    ["outside", history(), [place(null, null, "elsewhere")]],
    ["outside", history({ teamId: null }), [place(red)]],
    ["emergency", history({ accesses: [access("glass", at(12), at(13))] }), []],
    ["outside", history({ accesses: [access("glass", at(13), at(14))] }), []],
    ["outside", history({ accesses: [access("glass", at(10), at(11))] }), []],
    ["let_in", history({ accesses: [access("asked", at(11), at(14))] }), []],
    ["outside", history({ accesses: [access("asked", null, null)] }), []],
    ["registered", history({ accesses: [access("registered", at(12), at(13))] }), []],
    ["let_in", history({ accesses: [access("glass", at(11), at(13)), access("asked", at(11), at(13))] }), []],
    ["team", history({ accesses: [access("glass", at(11), at(13))] }), [place(red)]],
    ["outside", history({ accesses: [{ ...access("glass", at(11), at(13)), userId: mate }] }), []],
  ] as const)("%s", (expected, known, places) => {
    expect(standingAt(known, places, me, at(12))).toBe(expected);
  });
});
