import { timeZone } from "@/lib/core/dates";

/** The part of the day on the wall of the office. */
export function partOfDay(now: Date): "morning" | "afternoon" | "evening" | "night" {
  const hour = Number(
    new Intl.DateTimeFormat("en", { hour: "2-digit", hourCycle: "h23", timeZone }).format(now),
  );
  if (hour < 5) return "night";
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
}
