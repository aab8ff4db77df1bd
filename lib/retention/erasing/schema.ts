import { z } from "zod";
import { roles } from "@/lib/core/actor";
import { id, instantOut, version } from "@/lib/core/fields";
import { dayOut } from "@/lib/retention/schema";

export const erasureReasons = [
  "person_asked",
  "time_is_over",
  "consent_withdrawn",
  "recorded_by_mistake",
  "duplicate",
  "unlawful",
] as const;
export type ErasureReason = (typeof erasureReasons)[number];

export const erasureStatuses = ["proposed", "done", "cancelled"] as const;
export type ErasureStatus = (typeof erasureStatuses)[number];

/** What the two acted as: their role then, or as the officer who guards data. */
export const erasureCapacities = [...roles, "data_protection_officer"] as const;

/** Kinds of rows that go with a case; the last four only with the person's last case. */
export const erasedKinds = [
  "sealing_key",
  "partner_link",
  "task",
  "referral",
  "need",
  "consent",
  "note",
  "exit_event",
  "case_access",
  "intake_draft",
  "legal_hold",
  "person_name",
  "person_contact",
  "identity_document",
  "match_key",
] as const;

export const proposeErasureInput = z.strictObject({ caseId: id, reason: z.enum(erasureReasons) });
export const erasureInput = z.strictObject({ erasureId: id, version });

/** After propose, confirm and cancel. */
export const erasureOutput = z.strictObject({
  erasureId: id,
  status: z.enum(erasureStatuses),
  version: z.int(),
});

/** `erasure.list`: those that wait for the second person, unless others are asked for; the latest first. */
export const erasureFilter = z.strictObject({
  status: z.enum([...erasureStatuses, "all"]).default("proposed"),
  siteId: id.optional(),
});
export type ErasureFilter = z.output<typeof erasureFilter>;

/** One erasure as the list, the page of the case and the certificate tell it. */
export const erasureRow = z.strictObject({
  erasureId: id,
  version: z.int(),
  /** For those who may open the case. */
  caseId: id.nullable(),
  code: z.string(),
  siteName: z.string().nullable(),
  reason: z.enum(erasureReasons),
  status: z.enum(erasureStatuses),
  proposedByName: z.string(),
  proposedAt: instantOut,
  /** Somebody else, always. */
  confirmedByName: z.string().nullable(),
  /** When it was carried out or cancelled. */
  endedAt: instantOut.nullable(),
  /** Whoever asks proposed it, and so cannot confirm it. */
  mine: z.boolean(),
  mayConfirm: z.boolean(),
  mayCancel: z.boolean(),
});
export type ErasureRow = z.output<typeof erasureRow>;

export const erasureListOutput = z.strictObject({ now: instantOut, erasures: z.array(erasureRow) });

export const getErasureInput = z.strictObject({ erasureId: id });

/** The certificate: what went, what told whom, who did it. Nothing about the person. */
export const certificate = erasureRow.extend({
  now: instantOut,
  proposedAs: z.enum(erasureCapacities).nullable(),
  confirmedAs: z.enum(erasureCapacities).nullable(),
  /** How many rows of each kind went; empty until it is done. */
  counts: z.array(z.strictObject({ kind: z.enum(erasedKinds), count: z.int() })),
  /** It was the person's last case: who they are went too. */
  personToo: z.boolean(),
  /** Partners who were told something, and must be told of the erasure. */
  recipients: z.array(z.strictObject({ partnerId: id, name: z.string() })),
  /** From this day on no backup holds it any more. Null until it is done. */
  backupsUntil: dayOut.nullable(),
  backupsGone: z.boolean(),
});
export type Certificate = z.output<typeof certificate>;
