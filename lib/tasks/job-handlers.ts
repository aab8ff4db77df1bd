import "server-only";
import type { JobHandler } from "@/lib/core/jobs";
import { openTask } from "@/lib/tasks/commands";
import { taskOpen } from "@/lib/tasks/jobs";

const open: JobHandler<typeof taskOpen.payload> = {
  definition: taskOpen,
  async handle({ organisationId, ...task }, origin) {
    await openTask.execute({ kind: "system", organisationId, name: "tasks" }, task, origin);
  },
};

export const handlers = [open] as const;
