import "server-only";
import { sqlState } from "@/lib/core/errors";
import type { JobHandler } from "@/lib/core/jobs";
import { openTask } from "@/lib/tasks/commands";
import { taskOpen } from "@/lib/tasks/jobs";

const open: JobHandler<typeof taskOpen.payload> = {
  definition: taskOpen,
  async handle({ organisationId, ...task }, origin) {
    try {
      await openTask.execute({ kind: "system", organisationId, name: "tasks" }, task, origin);
    } catch (error) {
      // The case was erased meanwhile: nothing is left to look at.
      if (sqlState(error) !== "OW005") throw error;
    }
  },
};

export const handlers = [open] as const;
