import { z } from "zod";
import { id, instant, instantOut, version } from "@/lib/core/fields";

/** What a task asks for. The words are message keys; a task never holds a name or a story. */
export const taskKinds = [
  "referral_answered",
  "referral_late",
  "referral_retry",
  "consent_expiring",
  "possible_duplicate",
  "case_assigned",
  "feedback_due",
  "tell_partner",
  "access_asked",
  "access_answered",
  "glass_broken",
  "request_due",
  "hold_review",
  "erasure_proposed",
] as const;
export type TaskKind = (typeof taskKinds)[number];

export const taskStatuses = ["open", "later", "done"] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** A task can be put off for so many days at most. */
export const longestDelayDays = 30;

export const openTaskInput = z.strictObject({
  caseId: id,
  kind: z.enum(taskKinds),
  /** What the task is about: one task for each kind and subject, and for each who is to do it when that is said. */
  subjectId: id,
  /** Who is to do it. Default: the caseworker of the case. */
  assigneeId: id.optional(),
  /** Default: now. */
  dueAt: instant.optional(),
  /** When its cause came about. A cause newer than the task opens it again; without one it is made only once. */
  causedAt: instant.optional(),
});

export const finishTaskInput = z.strictObject({ taskId: id, version });
export const postponeTaskInput = z.strictObject({ taskId: id, version, until: instant });

export const taskOutput = z.strictObject({
  id,
  status: z.enum(taskStatuses),
  dueAt: instantOut,
  version: z.int(),
});
