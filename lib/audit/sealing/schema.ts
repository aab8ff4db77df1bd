import { z } from "zod";
import { id, instantOut } from "@/lib/core/fields";

/** What a check can find. The first four are about one event, the others about checkpoints. */
export type FindingKind =
  | "modified"
  | "missing"
  | "extra"
  | "moved"
  | "batch"
  | "chain"
  | "gap"
  | "window"
  | "signature"
  | "key"
  | "elsewhere"
  | "truncated";

/** Something that is not as it was sealed: at which checkpoint (`to`: the last of several, or where an event went), which event. */
export type Finding = { kind: FindingKind; checkpoint: number | null; to?: number; eventId?: string };

/** How long an event may wait for its seal, in seconds, and how long the sealer may be silent, in minutes. */
export const patienceSeconds = 60;
export const silenceMinutes = 65;

export const trailCheckStatuses = ["asked", "good", "tampered", "late", "failed"] as const;
export type TrailCheckStatus = (typeof trailCheckStatuses)[number];

/** How far the trail is sealed, and the last check of everything. */
export const trailState = z.strictObject({
  sealedAt: instantOut.nullable(),
  /** Something has waited for its seal too long. */
  late: z.boolean(),
  check: z
    .strictObject({
      id,
      status: z.enum(trailCheckStatuses),
      askedAt: instantOut,
      finishedAt: instantOut.nullable(),
      /** Checkpoints looked at so far, and how many there are. */
      done: z.int(),
      total: z.int(),
      /** Events of this organisation that were checked. */
      events: z.int().nullable(),
    })
    .nullable(),
});
export type TrailState = z.output<typeof trailState>;
