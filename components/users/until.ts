import { dayOf, startOfDay } from "@/lib/core/dates";

/** The last moment of a day in Phnom Penh, for a field that asks for the last day that counts; null when left blank. */
export function endOfDay(day: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(startOfDay(day, 1).getTime() - 1).toISOString() : null;
}

/** The day on which something ends, as a date field shows it; blank when it does not end. */
export function dayOfEnd(endsAt: string | null): string {
  return endsAt ? dayOf(new Date(endsAt)) : "";
}
