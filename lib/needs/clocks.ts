import type { Urgency } from "@/lib/needs/schema";

const hour = 3_600_000;

/** Hours from hearing of a need to the first real service contact (domain.md 3.2). */
export const hoursToService: Record<Urgency, number> = {
  critical: 24,
  urgent: 72,
  soon: 7 * 24,
  planned: 30 * 24,
};

/** When the first service must have reached the person. */
export function dueOf(urgency: Urgency, from: Date): Date {
  return addHours(from, hoursToService[urgency]);
}

/** The instant so many hours later. */
export function addHours(from: Date, hours: number): Date {
  return new Date(from.getTime() + hours * hour);
}
