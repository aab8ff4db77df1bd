import { canOpen, type CaseScope } from "@/lib/cases/policy";
import { caseWorkflow } from "@/lib/cases/workflow";
import type { Staff } from "@/lib/core/actor";

/** How what is hidden on a case is opened: on one's own by a press, on others' with a reason, or not at all. */
export type RevealWay = "own" | "other" | "safety" | "shut";

/** Of a case that is not used only for somebody's safety, by those who answer for it. */
export function revealWayOf(staff: Staff, file: CaseScope): RevealWay {
  if (caseWorkflow[file.status].rests) return canOpen(staff, file, "safety") ? "safety" : "shut";
  return file.assigneeId === staff.userId ? "own" : "other";
}
