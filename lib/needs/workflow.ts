import type { Permission } from "@/lib/core/permissions";
import { type NeedStatus, needStatuses } from "@/lib/needs/schema";

type Row = {
  next: readonly NeedStatus[];
  /** Moves a need here. */
  command: Permission;
  tone: "done" | "attention" | "act" | "info" | "neutral";
  /** Nothing more is to be done, unless it is opened again. */
  closed: boolean;
  /** No service has reached the person yet, so the clock runs. */
  waits: boolean;
};

const endings = ["met", "partly_met", "not_available", "not_eligible", "no_longer_needed"] as const;
const open = { command: "need.changeStatus", closed: false } as const;
const closed = { command: "need.changeStatus", closed: true, waits: false, next: ["wanted"] } as const;

/** One row a status: where it can go, what moves a need here, how it looks. */
export const needWorkflow = {
  identified: {
    ...open,
    next: ["wanted", "declined_by_person", "plan_made", "referred", "in_service", ...endings],
    tone: "act",
    waits: true,
  },
  wanted: {
    ...open,
    next: ["declined_by_person", "plan_made", "referred", "in_service", ...endings],
    tone: "act",
    waits: true,
  },
  declined_by_person: { ...closed, tone: "neutral" },
  plan_made: {
    ...open,
    next: ["wanted", "declined_by_person", "referred", "in_service", ...endings],
    tone: "info",
    waits: true,
  },
  referred: {
    ...open,
    command: "referral.send",
    next: ["wanted", "declined_by_person", "plan_made", "in_service", ...endings],
    tone: "info",
    waits: true,
  },
  in_service: { ...open, next: ["wanted", "declined_by_person", ...endings], tone: "info", waits: false },
  met: { ...closed, tone: "done" },
  partly_met: { ...closed, tone: "attention" },
  not_available: { ...closed, tone: "attention" },
  not_eligible: { ...closed, tone: "attention" },
  no_longer_needed: { ...closed, tone: "neutral" },
} satisfies Record<NeedStatus, Row> as Record<NeedStatus, Row>;

/** True when a need may go from one status to the other. */
export function canMoveNeed(from: NeedStatus, to: NeedStatus): boolean {
  return needWorkflow[from].next.includes(to);
}

/** Statuses in which something is still to be done. */
export const openNeedStatuses = needStatuses.filter((status) => !needWorkflow[status].closed);

/** Statuses in which no service has reached the person yet. */
export const waitingNeedStatuses = needStatuses.filter((status) => needWorkflow[status].waits);
