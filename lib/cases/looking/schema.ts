import { z } from "zod";
import { roles } from "@/lib/core/actor";
import { cursor } from "@/lib/core/cursor";
import { id, instant, instantOut } from "@/lib/core/fields";
import { pageSize } from "@/lib/core/filters";

/** Ways of coming into touch with a case without changing it. */
export const lookKinds = ["opened", "revealed", "searched", "copied", "refused"] as const;
export type LookKind = (typeof lookKinds)[number];

/** Where somebody stood to a case when they looked: the nearest of these. */
export const standings = ["own", "team", "registered", "let_in", "emergency", "partner", "outside"] as const;
export type Standing = (typeof standings)[number];

const day = z.iso.date("core.error.wrongKind").refine((date) => date >= "2000", "core.error.wrongKind");

/** Days are days in Phnom Penh, both included. */
export const lookersInput = z.strictObject({
  caseId: id,
  kind: z.enum(lookKinds).optional(),
  from: day.optional(),
  to: day.optional(),
  /** `next` of the page before. */
  after: cursor(day, instant, id).optional(),
  limit: pageSize,
});

/** The same act of one person on one day, however often. */
export const look = z.strictObject({
  kind: z.enum(lookKinds),
  action: z.string(),
  reason: z.string().nullable(),
  /** Which part of what is hidden. */
  what: z.string().nullable(),
  count: z.int(),
  lastAt: instantOut,
});
export type Look = z.output<typeof look>;

/** Everything that one person looked at in one case on one day. */
export const looker = z.strictObject({
  day: z.iso.date(),
  actorId: id.nullable(),
  /** A colleague, or a partner by its link. */
  name: z.string().nullable(),
  role: z.enum(roles).nullable(),
  standing: z.enum(standings),
  lastAt: instantOut,
  looks: z.array(look),
});
export type Looker = z.output<typeof looker>;

export const lookersOutput = z.strictObject({ lookers: z.array(looker), next: z.string().nullable() });
