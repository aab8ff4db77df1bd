import { expect, it } from "vitest";
import { dayOfEnd, endOfDay } from "./until";

it.each(["2026-11-22", "2028-02-29", "2026-12-31"])("the end of %s falls on that day", (day) => {
  expect(dayOfEnd(endOfDay(day))).toBe(day);
  expect(endOfDay(day)).toMatch(/T16:59:59\.999Z$/);
});

it("no day is no end", () => {
  expect(endOfDay("")).toBeNull();
  expect(dayOfEnd(null)).toBe("");
});
