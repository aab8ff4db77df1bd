import { z } from "zod";
import { id, instantOut, text, version } from "@/lib/core/fields";
import { requestKinds, requestOutcomes, requestStatuses } from "@/lib/retention/schema";

/** Why somebody was told no, or not all of it. */
export const refusalReasons = ["legal_claim", "child_safety", "rights_of_others", "not_recorded"] as const;

/** Outcomes that owe the person a reason. */
export const refusals: readonly (typeof requestOutcomes)[number][] = ["partly", "not_possible"];

/** Within so many days a person has an answer; so many days before, their caseworker is reminded. */
export const answerDays = 30;
export const remindDays = 7;

export const receiveRequestInput = z.strictObject({
  caseId: id,
  kind: z.enum(requestKinds),
  /** What exactly they ask for, in their words. */
  wish: text(2000).optional(),
});

export const answerRequestInput = z
  .strictObject({
    requestId: id,
    version,
    outcome: z.enum(requestOutcomes),
    /** Demanded with `partly` and `not_possible`. */
    because: z.enum(refusalReasons).optional(),
  })
  .superRefine(({ outcome, because }, context) => {
    if (refusals.includes(outcome) && !because)
      context.addIssue({
        code: "custom",
        path: ["because"],
        message: "retention.error.refusalReasonMissing",
      });
  });

export const requestMoved = z.strictObject({
  id,
  status: z.enum(requestStatuses),
  dueAt: instantOut,
  version: z.int(),
});

/** One request as the page of a case shows it. */
export const requestRow = z.strictObject({
  id,
  kind: z.enum(requestKinds),
  status: z.enum(requestStatuses),
  receivedAt: instantOut,
  dueAt: instantOut,
  /** Still open after its time. */
  late: z.boolean(),
  /** What exactly they asked for, opened; null when nothing was said, and for those who may not read it. */
  wish: z.string().nullable(),
  answeredAt: instantOut.nullable(),
  outcome: z.enum(requestOutcomes).nullable(),
  version: z.int(),
});
export type RequestRow = z.output<typeof requestRow>;

/** Open requests whose time is near and of which nobody has been reminded. */
export const dueRequests = z.strictObject({
  requests: z.array(z.strictObject({ id, caseId: id, dueAt: instantOut })),
});
export const remindRequestInput = z.strictObject({ requestIds: z.array(id).min(1).max(500) });
export const remindRequestOutput = z.strictObject({ reminded: z.int() });
