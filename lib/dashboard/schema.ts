import { z } from "zod";
import { id, instantOut, province } from "@/lib/core/fields";
import { interpreterNeeds } from "@/lib/people/schema";

/** The lists that numbers are counted on, named as in the address. */
export const countedLists = ["people", "needs", "referrals", "access", "retention", "erasures"] as const;

/** Why somebody stands where they stand among those who wait for a caseworker; the most pressing reason first. */
export const waitingReasons = ["no_safe_place", "critical_need_late", "child", "longest_wait"] as const;

/** A number, and the list with the filter that shows exactly what it counts. */
export const figure = z.strictObject({
  count: z.int(),
  list: z.enum(countedLists),
  search: z.record(z.string(), z.string()),
});
export type Figure = z.output<typeof figure>;

export const waitingPerson = z.strictObject({
  caseId: id,
  code: z.string(),
  site: z.string(),
  language: z.string().nullable(),
  interpreterNeeded: z.enum(interpreterNeeds).nullable(),
  since: instantOut,
  why: z.enum(waitingReasons),
});

export const coordinatorDashboardInput = z.strictObject({ siteId: id.optional() });

export const coordinatorDashboard = z.strictObject({
  /** All numbers are of this one moment. */
  asOf: instantOut,
  siteId: id.nullable(),
  /** The sites to choose from. */
  sites: z.array(z.strictObject({ id, name: z.string() })),
  /** People met in the seven days up to today, and in the seven before. */
  met: figure.extend({ since: instantOut, before: z.int() }),
  noSafePlace: figure.extend({ overOneDay: z.int() }),
  noCaseworker: figure.extend({ oldest: instantOut.nullable() }),
  referralsWaiting: figure,
  referralsLate: figure,
  criticalNeedsLate: figure,
  /** Emergency accesses that nobody has reviewed; `late` are past their three days. */
  glassUnreviewed: figure.extend({ late: z.int() }),
  /** Files about which somebody is to decide, since their time is over. */
  overTheirTime: figure,
  /** Erasures that wait for a second person. */
  erasuresWaiting: figure,
  /** People being helped, in each of the 25 provinces. */
  byProvince: z.array(figure.extend({ province })),
  /** The first ten who wait for a caseworker. */
  waiting: z.array(waitingPerson),
});
export type CoordinatorDashboard = z.output<typeof coordinatorDashboard>;
