import { describe, expect, it } from "vitest";
import { partOfDay } from "./greeting";

const at = (clock: string) => new Date(`2026-11-22T${clock}:00+07:00`);

describe("partOfDay", () => {
  it.each([
    ["00:00", "night"],
    ["04:59", "night"],
    ["05:00", "morning"],
    ["11:59", "morning"],
    ["12:00", "afternoon"],
    ["17:59", "afternoon"],
    ["18:00", "evening"],
    ["23:59", "evening"],
  ])("%s in Phnom Penh is %s", (clock, part) => expect(partOfDay(at(clock))).toBe(part));
});
