import { type CaseStatus, caseStatuses } from "@/lib/cases/schema";

type Row = {
  tone: "done" | "attention" | "act" | "info" | "restricted" | "neutral";
  /** Nothing more is written on the case: help has ended here, or its record rests. */
  closed: boolean;
  /** The record is no longer used: it is in no list or count that does not ask for just that. */
  rests: boolean;
};

const open = { closed: false, rests: false } as const;
const closed = { closed: true, rests: false } as const;
const resting = { closed: true, rests: true } as const;

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
  restricted: { ...resting, tone: "restricted" },
  erased: { ...resting, tone: "neutral" },
} as const satisfies Record<CaseStatus, Row>;

/** Statuses in which help goes on. */
export const openCaseStatuses = caseStatuses.filter((status) => !caseWorkflow[status].closed);

/** Statuses of cases that nobody uses any more. */
export const restingCaseStatuses = caseStatuses.filter((status) => caseWorkflow[status].rests);

/** Statuses in which help has ended, and the record is still used. */
export const closedCaseStatuses = caseStatuses.filter(
  (status) => caseWorkflow[status].closed && !caseWorkflow[status].rests,
);

/** The status of a case registered at this level: a quick card waits for its first talk. */
export function statusAtLevel(level: "l0" | "l1"): CaseStatus {
  return level === "l0" ? "pre_registered" : "registered";
}

/** True when there is a record in use here, whose use can be stopped; also after help has ended. */
export function canRest(status: CaseStatus): boolean {
  return !caseWorkflow[status].rests && status !== "duplicate_merged";
}
