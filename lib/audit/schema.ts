import { z } from "zod";
import { roles } from "@/lib/core/actor";
import { cursor } from "@/lib/core/cursor";
import { id, instant, instantOut, requiredText } from "@/lib/core/fields";
import { pageSize } from "@/lib/core/filters";

export const auditKinds = ["write", "view", "denied", "auth", "share"] as const;
export type AuditKind = (typeof auditKinds)[number];

export const auditOutcomes = ["allowed", "denied"] as const;
export const actorKinds = ["staff", "partner", "system"] as const;

const day = z.iso.date("core.error.wrongKind").refine((date) => date >= "2000", "core.error.wrongKind");

/** Questions to the trail. Days are days in Phnom Penh, both included; a code is in its stored form `K7Q-4MX-2`. */
export const auditFilter = z.strictObject({
  actorId: id.optional(),
  action: requiredText(60).optional(),
  kind: z.enum(auditKinds).optional(),
  entityId: id.optional(),
  caseCode: z
    .string()
    .regex(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]$/, "core.error.wrongKind")
    .optional(),
  from: day.optional(),
  to: day.optional(),
  after: cursor(instant, id).optional(),
  limit: pageSize,
});
export type AuditFilter = z.output<typeof auditFilter>;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One act as administrators see it: who, what, when, from where; of a case its code and no content. */
export const auditRow = z.strictObject({
  id,
  at: instantOut,
  kind: z.enum(auditKinds),
  action: z.string(),
  outcome: z.enum(auditOutcomes),
  actorKind: z.enum(actorKinds),
  actorId: id.nullable(),
  actorName: z.string().nullable(),
  role: z.enum(roles).nullable(),
  entity: z.string(),
  entityId: id.nullable(),
  /** The name of the colleague or partner organisation that the act was about. */
  subject: z.string().nullable(),
  caseCode: z.string().nullable(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.union([scalar, z.array(z.string())])),
  network: z.string().nullable(),
  device: z.string().nullable(),
});
export type AuditRow = z.output<typeof auditRow>;
