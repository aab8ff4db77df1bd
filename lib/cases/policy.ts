import { type Actor, siteIdsOf, teamIdsOf } from "@/lib/core/actor";
import type { CaseStatus } from "@/lib/cases/schema";
import { caseWorkflow } from "@/lib/cases/workflow";

/** What policies need to know of a case. */
export type CaseScope = {
  siteId: string;
  teamId: string | null;
  assigneeId: string | null;
  status: CaseStatus;
};

/** True for one's own cases, those of one's teams and of the sites one coordinates: the same truth as row-level security. */
export function canSee(actor: Actor, { siteId, teamId, assigneeId }: Omit<CaseScope, "status">): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind === "partner") return false;
  if (assigneeId === actor.userId || siteIdsOf(actor).includes(siteId)) return true;
  return teamId !== null && teamIdsOf(actor).includes(teamId);
}

/** True when the actor may write on the case: it is theirs to see and help has not ended. */
export function canWorkOn(actor: Actor, scope: CaseScope): boolean {
  return canSee(actor, scope) && !caseWorkflow[scope.status].closed;
}
