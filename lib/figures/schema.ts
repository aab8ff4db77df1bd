import { z } from "zod";

/** The groups in which nationalities are counted; SQL `nationality_group` puts a country into one. */
export const nationalityGroups = [
  "not_known",
  "south_east_asia",
  "east_asia",
  "south_asia",
  "eastern_europe_central_asia",
  "africa",
  "elsewhere",
] as const;

/** A count, or null where it is too small to be told or would give a small one away. */
const cells = z.array(z.strictObject({ key: z.string(), count: z.int().nullable() }));
export type Cells = z.output<typeof cells>;

export const figuresOutput = z.strictObject({
  /** All people recorded; null for one to four. */
  cases: z.int().nullable(),
  /** `2026-11`, the latest last. */
  month: cells,
  status: cells,
  nationality: cells,
  /** `KH-1`, or `not_known`. */
  province: cells,
  /** Needs by category: those met, and those that could not be. */
  met: cells,
  unmet: cells,
});
export type Figures = z.output<typeof figuresOutput>;
