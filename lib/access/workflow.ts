import type { AccessStatus } from "@/lib/access/schema";
import type { Permission } from "@/lib/core/permissions";

type Row = {
  next: readonly AccessStatus[];
  /** The commands that lead here. */
  commands: readonly Permission[];
  tone: "attention" | "act" | "neutral";
};

/** One row a status: where an access can go, what brings it here, how it looks. */
export const accessWorkflow = {
  waiting: { next: ["open", "refused", "ended"], commands: ["access.ask"], tone: "act" },
  open: { next: ["ended"], commands: ["access.answer", "access.breakGlass"], tone: "attention" },
  refused: { next: [], commands: ["access.answer"], tone: "neutral" },
  ended: { next: [], commands: ["access.end", "access.close"], tone: "neutral" },
} satisfies Record<AccessStatus, Row> as Record<AccessStatus, Row>;

/** True when an access may go from one status to the other. */
export function canMoveAccess(from: AccessStatus, to: AccessStatus): boolean {
  return accessWorkflow[from].next.includes(to);
}
