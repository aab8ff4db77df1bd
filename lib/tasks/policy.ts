import type { Actor } from "@/lib/core/actor";
import { longestDelayDays, type TaskStatus } from "@/lib/tasks/schema";
import { canMoveTask } from "@/lib/tasks/workflow";

const day = 24 * 3_600_000;

/** Notices about who came to a case: for each their own, since one of them may be about whoever looks. */
const personal: readonly string[] = ["access_asked", "access_answered", "glass_broken"];

/**
 * True for staff: a task is seen with its case, and whoever sees it may finish it or put it off. What tells of an access
 * only by whom it is for.
 */
export function canHandle(actor: Actor, task: { kind: string; assigneeId: string | null }): boolean {
  if (actor.kind !== "staff") return false;
  return !personal.includes(task.kind) || task.assigneeId === actor.userId;
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
