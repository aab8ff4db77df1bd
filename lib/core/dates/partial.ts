import { toAsciiDigits } from "./digits";

/**
 * A date known to the year, month or day: `2026`, `2026-03` or `2026-03-05`, Gregorian. Plain string order is a total
 * order good enough to sort a list; whether one truly comes before another, ask `comparePartialDates`.
 */
export type PartialDate = string & { readonly partialDate: unique symbol };

export type PartialDatePrecision = "year" | "month" | "day";

/** Message keys of the reasons for which typed boxes are no date. */
export const dateErrors = [
  "dates.error.notANumber",
  "dates.error.yearMissing",
  "dates.error.yearNeedsFourDigits",
  "dates.error.yearOutOfRange",
  "dates.error.monthMissing",
  "dates.error.monthNotInYear",
  "dates.error.dayNotInMonth",
] as const;
export type DateError = (typeof dateErrors)[number];

export type DateBoxes = { day?: string; month?: string; year?: string };

/** `date` is null when all boxes are empty; `wasBuddhistEra` is the year as typed when it was one, such as 2569. */
export type ParsedPartialDate =
  | { ok: true; date: PartialDate | null; wasBuddhistEra: number | null }
  | { ok: false; error: DateError; box: keyof DateBoxes };

const yearRange = { first: 1850, last: 2199 };
const buddhistEra = { first: 2400, last: 2700, ahead: 543 };

/**
 * The date that a person typed in three boxes, in any of our digits and in either era; an empty day, or day and month,
 * leaves the date partial. Buddhist years 2400–2700 are converted (2569 is 2026). Never throws: a refusal says why and
 * in which box.
 */
export function parsePartialDate(boxes: DateBoxes): ParsedPartialDate {
  const day = numberIn(boxes.day);
  const month = numberIn(boxes.month);
  const typedYear = numberIn(boxes.year);

  if (Number.isNaN(typedYear)) return refused("dates.error.notANumber", "year");
  if (Number.isNaN(month)) return refused("dates.error.notANumber", "month");
  if (Number.isNaN(day)) return refused("dates.error.notANumber", "day");
  if (typedYear === null)
    return day === null && month === null
      ? { ok: true, date: null, wasBuddhistEra: null }
      : refused("dates.error.yearMissing", "year");
  if (typedYear < 1000 || typedYear > 9999) return refused("dates.error.yearNeedsFourDigits", "year");

  const wasBuddhistEra = within(buddhistEra, typedYear) ? typedYear : null;
  const year = wasBuddhistEra === null ? typedYear : typedYear - buddhistEra.ahead;
  if (!within(yearRange, year)) return refused("dates.error.yearOutOfRange", "year");
  if (month === null)
    return day === null
      ? { ok: true, date: written(year), wasBuddhistEra }
      : refused("dates.error.monthMissing", "month");
  if (month < 1 || month > 12) return refused("dates.error.monthNotInYear", "month");
  if (day === null) return { ok: true, date: written(year, month), wasBuddhistEra };
  if (day < 1 || day > daysIn(year, month)) return refused("dates.error.dayNotInMonth", "day");
  return { ok: true, date: written(year, month, day), wasBuddhistEra };
}

/** Whether the text is a partial date in its stored form, and a day that exists. */
export function isPartialDate(text: string): text is PartialDate {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  const [, year, month, day] = parts ?? [];
  if (year === undefined || !within(yearRange, Number(year))) return false;
  if (month !== undefined && !within({ first: 1, last: 12 }, Number(month))) return false;
  return day === undefined || within({ first: 1, last: daysIn(Number(year), Number(month)) }, Number(day));
}

/** How much of the date is known. */
export function partialDatePrecision(date: PartialDate): PartialDatePrecision {
  return date.length === 4 ? "year" : date.length === 7 ? "month" : "day";
}

/** The first and last day on which the date can fall, each `YYYY-MM-DD`; the same day twice when the day is known. */
export function boundsOf(date: PartialDate): { first: PartialDate; last: PartialDate } {
  const { year, month, day } = partsOf(date);
  const lastMonth = month ?? 12;
  return {
    first: written(year, month ?? 1, day ?? 1),
    last: written(year, lastMonth, day ?? daysIn(year, lastMonth)),
  };
}

/** Where `a` lies from `b`. `unknown` when what is known does not decide it: `2026` may be before or after `2026-03`. */
export function comparePartialDates(a: PartialDate, b: PartialDate): "before" | "same" | "after" | "unknown" {
  const [one, other] = [boundsOf(a), boundsOf(b)];
  if (one.last < other.first) return "before";
  if (one.first > other.last) return "after";
  return a === b && partialDatePrecision(a) === "day" ? "same" : "unknown";
}

/** The numbers in the date; month and day are null when not known. */
export function partsOf(date: PartialDate): { year: number; month: number | null; day: number | null } {
  const [year, month, day] = date.split("-").map(Number);
  return { year: year ?? 0, month: month ?? null, day: day ?? null };
}

function numberIn(box: string | undefined): number | null {
  const digits = toAsciiDigits(box ?? "").replace(/[\s\p{Cf}]/gu, "");
  if (digits === "") return null;
  return /^\d{1,6}$/.test(digits) ? Number(digits) : Number.NaN;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function within(range: { first: number; last: number }, value: number): boolean {
  return value >= range.first && value <= range.last;
}

function refused(error: DateError, box: keyof DateBoxes): ParsedPartialDate {
  return { ok: false, error, box };
}

function written(...parts: number[]): PartialDate {
  return parts.map((part) => String(part).padStart(2, "0")).join("-") as PartialDate;
}
