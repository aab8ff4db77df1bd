import type { ReactNode } from "react";
import { TextField } from "@/components/ui/text-field";
import { startOfDay } from "@/lib/core/dates";

/** The first and the last day that may be chosen, such as `2026-12-27`. */
export type Days = { first: string; last: string };

type Props = { name: string; label: ReactNode; hint: ReactNode; days: Days; error?: ReactNode };

/** A day still to come. */
export function DayField({ name, label, hint, days, error }: Props) {
  return (
    <TextField
      name={name}
      type="date"
      label={label}
      hint={hint}
      width="medium"
      min={days.first}
      max={days.last}
      error={error}
    />
  );
}

/** The day of a field as the instant at which it begins in Phnom Penh; undefined when none was chosen. */
export function instantOf(form: FormData, name: string): string | undefined {
  const day = String(form.get(name) ?? "");
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? startOfDay(day).toISOString() : undefined;
}
