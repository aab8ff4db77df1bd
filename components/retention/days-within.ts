import { dayOf, startOfDay } from "@/lib/core/dates";
import type { Days } from "./day-field";

/** The days that may be chosen at `now`: from tomorrow to so many months ahead, less a day lest the hour decide. */
export function daysWithin(now: string, months: number): Days {
  const today = new Date(now);
  const last = new Date(today);
  last.setUTCMonth(last.getUTCMonth() + months);
  return { first: dayOf(startOfDay(dayOf(today), 1)), last: dayOf(startOfDay(dayOf(last), -1)) };
}
