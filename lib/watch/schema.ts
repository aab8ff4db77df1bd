import { z } from "zod";
import { id, instantOut, version } from "@/lib/core/fields";

/** Reading that is unusual enough to be looked at. */
export const watchRules = ["many_cases", "other_teams", "night", "own_name", "denied"] as const;
export type WatchRule = (typeof watchRules)[number];

export const alertOutcomes = ["explained", "concern", "no_action"] as const;
export type AlertOutcome = (typeof alertOutcomes)[number];

/** From how many on: cases in an hour, cases of others in a day, cases in a night, searches in a day, refusals in an hour. */
export const usualThresholds = {
  many_cases: 41,
  other_teams: 11,
  night: 6,
  own_name: 1,
  denied: 11,
} as const satisfies Record<WatchRule, number>;
export type Thresholds = Record<WatchRule, number>;

const threshold = z.coerce
  .number("watch.error.threshold")
  .int("watch.error.threshold")
  .min(1, "watch.error.threshold")
  .max(10_000, "watch.error.threshold");

export const configureInput = z.strictObject({
  many_cases: threshold,
  other_teams: threshold,
  night: threshold,
  own_name: threshold,
  denied: threshold,
} satisfies Record<WatchRule, typeof threshold>);

export const settingsOutput = z.strictObject({
  thresholds: z.strictObject({
    many_cases: z.int(),
    other_teams: z.int(),
    night: z.int(),
    own_name: z.int(),
    denied: z.int(),
  }),
});

export const alertFilter = z.strictObject({ show: z.enum(["open", "all"]).default("open") });

export const alertOut = z.strictObject({
  id,
  version: z.int(),
  userId: id,
  userName: z.string(),
  rule: z.enum(watchRules),
  /** The hour, day or night in which it was. */
  periodStart: instantOut,
  count: z.int(),
  createdAt: instantOut,
  closedAt: instantOut.nullable(),
  closedByName: z.string().nullable(),
  outcome: z.enum(alertOutcomes).nullable(),
});
export type AlertOut = z.output<typeof alertOut>;

export const alertsOutput = z.strictObject({ alerts: z.array(alertOut) });

export const closeAlertInput = z.strictObject({ alertId: id, version, outcome: z.enum(alertOutcomes) });
export const closeAlertOutput = z.strictObject({
  alertId: id,
  version: z.int(),
  outcome: z.enum(alertOutcomes),
});

export const dueOutput = z.strictObject({ due: z.boolean() });
export const scanOutput = z.strictObject({ alerts: z.int() });
