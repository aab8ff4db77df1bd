import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boundsOf,
  comparePartialDates,
  isPartialDate,
  parsePartialDate,
  partialDatePrecision,
  toAsciiDigits,
  type DateBoxes,
  type PartialDate,
} from "@/lib/core/dates";

const date = (text: string) => text as PartialDate;
const parsed = (year: string, month = "", day = "") => parsePartialDate({ year, month, day });
const days = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2150-12-31"), noInvalidDate: true })
  .map((moment) => date(moment.toISOString().slice(0, 10)));
const partials = fc.tuple(days, fc.constantFrom(4, 7, 10)).map(([day, length]) => date(day.slice(0, length)));

describe("toAsciiDigits", () => {
  it.each([
    "០១២៣៤៥៦៧៨៩",
    "၀၁၂၃၄၅၆၇၈၉",
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "๐๑๒๓๔๕๖๗๘๙",
    "०१२३४५६७८९",
    "０１２３４５６７８９",
    "০১২৩৪৫৬৭৮৯",
    "໐໑໒໓໔໕໖໗໘໙",
  ])("reads %s", (local) => expect(toAsciiDigits(`a${local}`)).toBe("a0123456789"));
});

describe("parsePartialDate", () => {
  it("keeps what is known", () => {
    expect(parsed("2026")).toEqual({ ok: true, date: "2026", wasBuddhistEra: null });
    expect(parsed("2026", "3")).toMatchObject({ date: "2026-03" });
    expect(parsed("2026", "3", "5")).toMatchObject({ date: "2026-03-05" });
    expect(parsed("", " ", "")).toEqual({ ok: true, date: null, wasBuddhistEra: null });
    expect(parsePartialDate({})).toMatchObject({ date: null });
  });

  it("reads local digits and Buddhist years", () => {
    expect(parsed("២០២៦", "០៣", "០៥")).toMatchObject({ date: "2026-03-05" });
    expect(parsed("๒๕๔๐", "๑๒")).toEqual({ ok: true, date: "1997-12", wasBuddhistEra: 2540 });
    // 2567 is 2024, a leap year, though 2567 itself is not.
    expect(parsed("2567", "2", "29")).toMatchObject({ date: "2024-02-29" });
  });

  it.each([
    ["dates.error.notANumber", "year", { year: "2O26" }],
    ["dates.error.notANumber", "month", { year: "2026", month: "May" }],
    ["dates.error.notANumber", "day", { year: "2026", month: "5", day: "-1" }],
    ["dates.error.yearMissing", "year", { month: "5" }],
    ["dates.error.yearNeedsFourDigits", "year", { year: "97" }],
    ["dates.error.yearNeedsFourDigits", "year", { year: "0097" }],
    ["dates.error.yearNeedsFourDigits", "year", { year: "20266" }],
    ["dates.error.yearOutOfRange", "year", { year: "1066" }],
    ["dates.error.yearOutOfRange", "year", { year: "2300" }],
    ["dates.error.monthMissing", "month", { year: "2026", day: "5" }],
    ["dates.error.monthNotInYear", "month", { year: "2026", month: "13" }],
    ["dates.error.monthNotInYear", "month", { year: "2026", month: "0" }],
    ["dates.error.dayNotInMonth", "day", { year: "2026", month: "2", day: "31" }],
    ["dates.error.dayNotInMonth", "day", { year: "2026", month: "2", day: "29" }],
    ["dates.error.dayNotInMonth", "day", { year: "2026", month: "2", day: "0" }],
  ] satisfies [string, string, DateBoxes][])("refuses with %s in %s: %j", (error, box, boxes) => {
    expect(parsePartialDate(boxes)).toEqual({ ok: false, error, box });
  });

  it("reads back what it writes, at every precision and in either era", () => {
    fc.assert(
      fc.property(partials, (partial) => {
        const [year = "", month, day] = partial.split("-");
        expect(isPartialDate(partial)).toBe(true);
        expect(parsePartialDate({ year, month, day })).toMatchObject({ date: partial });
        expect(parsePartialDate({ year: String(Number(year) + 543), month, day })).toMatchObject({
          date: partial,
        });
      }),
    );
  });

  it("never throws and never gives an impossible date", () => {
    const box = fc.oneof(fc.string(), fc.integer({ min: -2, max: 3000 }).map(String));
    fc.assert(
      fc.property(box, box, box, (year, month, day) => {
        const result = parsePartialDate({ year, month, day });
        if (result.ok && result.date) expect(isPartialDate(result.date)).toBe(true);
      }),
    );
  });
});

describe("partial dates", () => {
  it.each(["", "26", "2026-3", "2026-13", "2026-02-30", "2026-02-29", "2500", "2026-03-05T00:00"])(
    "%j is none",
    (text) => expect(isPartialDate(text)).toBe(false),
  );

  it("know their precision and bounds", () => {
    expect(["2026", "2026-03", "2026-03-05"].map((text) => partialDatePrecision(date(text)))).toEqual([
      "year",
      "month",
      "day",
    ]);
    expect(boundsOf(date("2024-02"))).toEqual({ first: "2024-02-01", last: "2024-02-29" });
    expect(boundsOf(date("2024"))).toEqual({ first: "2024-01-01", last: "2024-12-31" });
  });

  it("compare only as far as they are known", () => {
    expect(comparePartialDates(date("2025"), date("2026-01"))).toBe("before");
    expect(comparePartialDates(date("2026-02"), date("2026-01-31"))).toBe("after");
    expect(comparePartialDates(date("2026"), date("2026-03"))).toBe("unknown");
    expect(comparePartialDates(date("2026-03"), date("2026-03"))).toBe("unknown");
    expect(comparePartialDates(date("2026-03-05"), date("2026-03-05"))).toBe("same");
  });

  it("compare alike from both sides, and never against the string order", () => {
    const mirror = { before: "after", after: "before", same: "same", unknown: "unknown" };
    fc.assert(
      fc.property(partials, partials, (a, b) => {
        const order = comparePartialDates(a, b);
        expect(comparePartialDates(b, a)).toBe(mirror[order]);
        if (order === "before") expect(a < b).toBe(true);
      }),
    );
  });
});
