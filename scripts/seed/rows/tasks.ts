import { newId } from "@/lib/core/ids";
import type { CaseRows } from "./case";

/** The tasks of a case with their events; `subjects` are the ids of its referrals and consents. */
export function addTasks(
  { batch, caseId, episode, tell }: CaseRows,
  subjects: ReadonlyMap<object, string>,
): void {
  for (const { kind, subject, status, createdAt, dueAt, laterUntil, doneAt } of episode.tasks) {
    const id = newId(createdAt.getTime());
    batch.add("task", {
      id,
      case_id: caseId,
      assignee_id: episode.workerId,
      kind,
      subject_id: subject ? subjects.get(subject) : caseId,
      status,
      due_at: dueAt,
      later_until: laterUntil,
      done_at: doneAt,
      created_at: createdAt,
      version: status === "open" ? 1 : 2,
    });
    const about = { entity: "task", entityId: id, detail: { kind } };
    tell({ ...about, by: "system", at: createdAt, action: "task.open" });
    if (status === "later") tell({ ...about, at: createdAt, action: "task.postpone" });
    if (doneAt) tell({ ...about, at: doneAt, action: "task.finish" });
  }
}
