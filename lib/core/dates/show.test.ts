import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dayOf,
  formatDate,
  formatDateTime,
  formatDue,
  formatPartialDate,
  formatTime,
  formatWeekday,
  relativeDue,
  type PartialDate,
} from "@/lib/core/dates";

const locales = ["en", "km", "zh-Hans", "zh-Hant", "id", "vi", "th", "my", "ar", "ur", "ne", "bn", "lo"];
const evening = new Date("2026-03-05T17:30:00Z"); // 00:30 on 6 March in Phnom Penh

describe("formatting", () => {
  it("shows only what is known", () => {
    expect(formatPartialDate("2026" as PartialDate, "en-GB")).toBe("2026");
    expect(formatPartialDate("2026-03" as PartialDate, "en-GB")).toBe("March 2026");
    expect(formatPartialDate("2026-03-05" as PartialDate, "en-GB")).toBe("5 March 2026");
  });

  it.each(locales)("writes the Gregorian year in digits 0-9 in %s", (locale) => {
    expect(formatPartialDate("2026-03-05" as PartialDate, locale)).toContain("2026");
    expect(formatDate(evening, locale)).toContain("2026");
    expect(formatDateTime(evening, locale)).toMatch(/00[:.]30/);
    expect(formatDue({ value: 3, unit: "day", overdue: false }, locale)).toContain("3");
  });

  it("keeps the clock of Phnom Penh", () => {
    expect(dayOf(evening)).toBe("2026-03-06");
    expect(formatDateTime(evening, "en-GB")).toBe("6 Mar 2026, 00:30");
    expect(formatWeekday(evening, "en")).toBe("Friday 6 March");
    expect(formatTime(evening, "th")).toBe("00:30");
    for (const english of ["en", "en-XA"]) expect(formatDate(evening, english)).toBe("6 Mar 2026");
  });
});

describe("relativeDue", () => {
  const now = new Date("2026-03-05T10:00:00+07:00");
  it.each([
    ["2026-03-05T10:45:00+07:00", { value: 45, unit: "minute", overdue: false }],
    ["2026-03-05T09:15:00+07:00", { value: -45, unit: "minute", overdue: true }],
    ["2026-03-05T23:59:00+07:00", { value: 13, unit: "hour", overdue: false }],
    ["2026-03-06T23:59:00+07:00", { value: 1, unit: "day", overdue: false }],
    ["2026-03-03T23:59:00+07:00", { value: -2, unit: "day", overdue: true }],
  ])("%s", (due, expected) => expect(relativeDue(now, new Date(due))).toEqual(expected));

  it("says overdue exactly when the moment has passed", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (offset) => {
        const found = relativeDue(now, new Date(now.getTime() + offset));
        expect(found.overdue).toBe(offset < 0);
        expect(found.value * offset).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("speaks the language of the reader", () => {
    expect(formatDue({ value: 1, unit: "day", overdue: false }, "en")).toBe("tomorrow");
    expect(formatDue({ value: -2, unit: "hour", overdue: true }, "en")).toBe("2 hours ago");
  });
});
