import { type CaseStatus, caseStatuses } from "@/lib/cases/schema";

type Row = {
  tone: "done" | "attention" | "act" | "info" | "restricted" | "neutral";
  /** Help has ended here; nothing more is written on the case. */
  closed: boolean;
};

const open = { closed: false } as const;
const closed = { closed: true } as const;

/** One row a status: how it looks, and whether help goes on. */
export const caseWorkflow = {
  pre_registered: { ...open, tone: "neutral" },
  registered: { ...open, tone: "info" },
  assessment: { ...open, tone: "info" },
  active: { ...open, tone: "info" },
  transfer_pending: { ...open, tone: "act" },
  return_in_progress: { ...open, tone: "info" },
  follow_up: { ...open, tone: "info" },
  closure_proposed: { ...open, tone: "act" },
  closed: { ...closed, tone: "done" },
  on_hold_person_request: { ...open, tone: "neutral" },
  untraceable: { ...open, tone: "attention" },
  duplicate_merged: { ...closed, tone: "neutral" },
  transferred: { ...closed, tone: "done" },
  reopened: { ...open, tone: "info" },
  restricted: { ...open, tone: "restricted" },
  erased: { ...closed, tone: "neutral" },
} as const satisfies Record<CaseStatus, Row>;

/** Statuses in which help goes on. */
export const openCaseStatuses = caseStatuses.filter((status) => !caseWorkflow[status].closed);

/** Statuses in which help has ended. */
export const closedCaseStatuses = caseStatuses.filter((status) => caseWorkflow[status].closed);

/** The status of a case registered at this level: a quick card waits for its first talk. */
export function statusAtLevel(level: "l0" | "l1"): CaseStatus {
  return level === "l0" ? "pre_registered" : "registered";
}
