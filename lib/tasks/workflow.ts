import type { Permission } from "@/lib/core/permissions";
import type { TaskStatus } from "@/lib/tasks/schema";

type Row = {
  next: readonly TaskStatus[];
  command: Permission;
  tone: "act" | "neutral" | "done";
  closed: boolean;
};

/** One row a status: where it can go, what moves a task here, how it looks. */
export const taskWorkflow = {
  open: { next: ["later", "done"], command: "task.open", tone: "act", closed: false },
  /** Put off until `later_until`; after that it counts as open again. */
  later: { next: ["later", "done", "open"], command: "task.postpone", tone: "neutral", closed: false },
  done: { next: ["open"], command: "task.finish", tone: "done", closed: true },
} satisfies Record<TaskStatus, Row> as Record<TaskStatus, Row>;

/** True when a task may go from one status to the other. */
export function canMoveTask(from: TaskStatus, to: TaskStatus): boolean {
  return taskWorkflow[from].next.includes(to);
}
