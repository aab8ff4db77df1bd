import { z } from "zod";
import { id } from "@/lib/core/fields";
import type { JobDefinition } from "@/lib/core/jobs";
import { taskKinds } from "@/lib/tasks/schema";

const instantText = z.iso.datetime({ offset: true });

/** Asks the caseworker of a case to look at something. Any domain may enqueue it. */
export const taskOpen = {
  name: "task.open",
  payload: z.strictObject({
    organisationId: id,
    caseId: id,
    kind: z.enum(taskKinds),
    subjectId: id,
    assigneeId: id.optional(),
    dueAt: instantText.optional(),
    causedAt: instantText.optional(),
  }),
} satisfies JobDefinition;
