import { z } from "zod";
import { roles } from "@/lib/core/actor";
import { cursor } from "@/lib/core/cursor";
import { id, instant, instantOut } from "@/lib/core/fields";
import { pageSize } from "@/lib/core/filters";

export const auditKinds = ["write", "view", "denied", "auth", "share"] as const;
export type AuditKind = (typeof auditKinds)[number];

export const auditOutcomes = ["allowed", "denied"] as const;
export const actorKinds = ["staff", "partner", "system"] as const;

/** What people ask of the trail; without one of these it answers everything that fits. */
export const auditQuestions = [
  "case",
  "colleague",
  "left",
  "refused",
  "emergency",
  "administration",
  "readers",
] as const;
export type AuditQuestion = (typeof auditQuestions)[number];

/** What each question can be narrowed by, and what it cannot be asked without. */
export const questionFields = {
  case: ["caseCode", "from", "to"],
  colleague: ["actorId", "day"],
  left: ["actorId", "from", "to"],
  refused: ["actorId", "from", "to"],
  emergency: ["from", "to"],
  administration: ["from", "to"],
  readers: ["from", "to"],
} as const satisfies Record<AuditQuestion, readonly string[]>;
export const fieldNeeded: Partial<Record<AuditQuestion, "caseCode" | "actorId">> = {
  case: "caseCode",
  colleague: "actorId",
};

const day = z.iso.date("core.error.wrongKind").refine((date) => date >= "2000", "core.error.wrongKind");

/** Questions to the trail. Days are days in Phnom Penh, both included; a code is in its stored form `K7Q-4MX-2`. */
const filter = z.strictObject({
  question: z.enum(auditQuestions).optional(),
  actorId: id.optional(),
  /** The name of a verb. It is kept with the event of the question, so nothing else may be typed here. */
  action: z
    .string()
    .max(60)
    .regex(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/, "core.error.notInList")
    .optional(),
  kind: z.enum(auditKinds).optional(),
  entityId: id.optional(),
  caseCode: z
    .string()
    .regex(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]$/, "core.error.wrongKind")
    .optional(),
  day: day.optional(),
  from: day.optional(),
  to: day.optional(),
});

/** Nobody is asked about without being named. */
function named<Filter extends { question?: AuditQuestion; caseCode?: string; actorId?: string }>(
  { question, ...given }: Filter,
  issues: z.core.$RefinementCtx,
) {
  const needed = question && fieldNeeded[question];
  if (needed && given[needed] === undefined)
    issues.addIssue({ code: "custom", message: "core.error.missing", path: [needed] });
}

export const auditFilter = filter
  .extend({ after: cursor(instant, id).optional(), limit: pageSize })
  .superRefine(named);
export type AuditFilter = z.output<typeof auditFilter>;

/** The same questions without pages: for everything that fits at once. */
export const auditScope = filter.superRefine(named);
export type AuditScope = z.output<typeof auditScope>;

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
  /** The rule of `lib/watch` that noticed this person at that time. */
  unusual: z.string().nullable(),
});
export type AuditRow = z.output<typeof auditRow>;
