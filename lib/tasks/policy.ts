import type { Actor } from "@/lib/core/actor";
import { longestDelayDays, type TaskStatus } from "@/lib/tasks/schema";
import { canMoveTask } from "@/lib/tasks/workflow";

const day = 24 * 3_600_000;

/** True for staff: a task is seen with its case, and whoever sees it may finish it or put it off. */
export function canHandle(actor: Actor): boolean {
  return actor.kind === "staff";
}

/** True while there is something left to finish or put off. */
export function isOpen(task: { status: TaskStatus }): boolean {
  return canMoveTask(task.status, "done");
}

/** Why a task cannot be put off until then, as a message key; null when it can. */
export function obstacleToDelay(now: Date, until: Date): string | null {
  if (until <= now) return "tasks.error.untilInPast";
  return until.getTime() - now.getTime() > longestDelayDays * day ? "tasks.error.untilTooFar" : null;
}
