import { partsOf, type PartialDate } from "./partial";

/** The clock on the wall of every office that uses Onward. Cambodia keeps no summer time. */
export const timeZone = "Asia/Phnom_Penh";

// Intl would give Buddhist years for Thai and local digits for Burmese; papers and databases here use neither.
const pinned = { calendar: "gregory", numberingSystem: "latn", hourCycle: "h23" } as const;

const styles = {
  year: { year: "numeric", timeZone: "UTC" },
  month: { year: "numeric", month: "long", timeZone: "UTC" },
  day: { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" },
  date: { year: "numeric", month: "short", day: "numeric", timeZone },
  weekday: { weekday: "long", month: "long", day: "numeric", timeZone },
  time: { hour: "2-digit", minute: "2-digit", timeZone },
  dateTime: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZone },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The date in words of the locale (`March 2026`), Gregorian with digits 0–9, showing only what is known. */
export function formatPartialDate(date: PartialDate, locale: string): string {
  const { year, month, day } = partsOf(date);
  const style = day !== null ? "day" : month !== null ? "month" : "year";
  return formatter(locale, style).format(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
}

/** An instant as a date in Phnom Penh, in the words of the locale: `5 Mar 2026`. */
export function formatDate(instant: Date, locale: string): string {
  return formatter(locale, "date").format(instant);
}

/** An instant as date and time in Phnom Penh, in the words of the locale: `5 Mar 2026, 14:30`. */
export function formatDateTime(instant: Date, locale: string): string {
  return formatter(locale, "dateTime").format(instant);
}

/** An instant as a day of this week in Phnom Penh, in the words of the locale: `Thursday 5 March`. */
export function formatWeekday(instant: Date, locale: string): string {
  return formatter(locale, "weekday").format(instant);
}

/** An instant as the time on the clock in Phnom Penh: `14:30`. */
export function formatTime(instant: Date, locale: string): string {
  return formatter(locale, "time").format(instant);
}

/** The calendar day in Phnom Penh on which the instant falls. */
export function dayOf(instant: Date): PartialDate {
  return new Date(instant.getTime() + phnomPenhAhead).toISOString().slice(0, 10) as PartialDate;
}

/** The first moment in Phnom Penh of a full date, or of the day that many `days` later. */
export function startOfDay(date: string, days = 0): Date {
  return new Date(Date.parse(date) - phnomPenhAhead + days * 24 * 60 * minute);
}

/** How far off a due moment is. `value` is negative once past; under an hour in minutes, under a day in hours. */
export type Due = { value: number; unit: "minute" | "hour" | "day"; overdue: boolean };

/** How far `due` is from `now`: days are calendar days in Phnom Penh, so that tomorrow is 1 at any hour. */
export function relativeDue(now: Date, due: Date): Due {
  const minutes = Math.trunc((due.getTime() - now.getTime()) / minute);
  const overdue = due < now;
  if (Math.abs(minutes) < 60) return { value: minutes, unit: "minute", overdue };
  if (Math.abs(minutes) < 24 * 60) return { value: Math.trunc(minutes / 60), unit: "hour", overdue };
  return { value: daysBetween(dayOf(now), dayOf(due)), unit: "day", overdue };
}

/** What `relativeDue` found, in words of the locale: `in 3 days`, `tomorrow`, `2 hours ago`. */
export function formatDue({ value, unit }: Due, locale: string): string {
  return new Intl.RelativeTimeFormat(withDigits(locale), { numeric: "auto" }).format(value, unit);
}

/** Calendar days from one full date to another, negative when `to` is earlier. */
export function daysBetween(from: PartialDate, to: PartialDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (24 * 60 * minute));
}

const minute = 60_000;
const phnomPenhAhead = 7 * 60 * minute;

function formatter(locale: string, style: keyof typeof styles): Intl.DateTimeFormat {
  const key = `${locale} ${style}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(dayFirst(locale), { ...styles[style], ...pinned });
  formatters.set(key, made);
  return made;
}

/** Plain English would be American, whose month comes first; nobody here writes so. */
function dayFirst(locale: string): string {
  return /^en(-X|$)/.test(locale) ? "en-GB" : locale;
}

function withDigits(locale: string): Intl.Locale {
  return new Intl.Locale(locale, { numberingSystem: pinned.numberingSystem });
}
