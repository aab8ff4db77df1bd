import { z } from "zod";
import { id, instantOut } from "@/lib/core/fields";

export const exportStatuses = ["asked", "ready", "failed"] as const;
export type ExportStatus = (typeof exportStatuses)[number];

/** So many rows are in one file at most: what a spreadsheet still opens. */
export const mostRows = 50_000;

/** How long a finished file can be fetched. */
export const hoursKept = 24;

/** The last file that somebody asked for, and how far it is. */
export const exportState = z.strictObject({
  export: z
    .strictObject({
      id,
      status: z.enum(exportStatuses),
      askedAt: instantOut,
      rows: z.int().nullable(),
      sha256: z.string().nullable(),
      /** Until when it can be fetched; null when it cannot. */
      until: instantOut.nullable(),
    })
    .nullable(),
});
export type ExportState = z.output<typeof exportState>;

export const downloaded = z.strictObject({
  /** Neutral: it names neither the case nor the person who was asked about. */
  name: z.string(),
  /** UTF-8, its byte order mark, rows as in RFC 4180, and the signature in the last. */
  csv: z.string(),
});
