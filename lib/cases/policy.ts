import { type Actor, siteIdsOf, teamIdsOf } from "@/lib/core/actor";
import { isPermitted } from "@/lib/core/permissions";
import type { CaseStatus } from "@/lib/cases/schema";
import { caseWorkflow } from "@/lib/cases/workflow";
import type { RevealReason } from "@/lib/people/schema";

/** What policies need to know of a case. */
export type CaseScope = {
  id: string;
  siteId: string;
  teamId: string | null;
  assigneeId: string | null;
  status: CaseStatus;
};

/**
 * True for one's own cases, those of one's teams and of the sites one coordinates, and for a case that was opened to one
 * for a limited time: the same truth as row-level security.
 */
export function canSee(actor: Actor, { id, siteId, teamId, assigneeId }: Omit<CaseScope, "status">): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind === "partner") return false;
  return actor.visits.includes(id) || worksWith(actor, { siteId, teamId, assigneeId });
}

/** True for one's own cases, those of one's teams and of the sites one coordinates; not for one that one only visits. */
export function worksWith(
  actor: Actor,
  { siteId, teamId, assigneeId }: Omit<CaseScope, "id" | "status">,
): boolean {
  if (actor.kind !== "staff") return false;
  if (actor.role !== "caseworker" && actor.role !== "coordinator") return false;
  if (assigneeId === actor.userId || siteIdsOf(actor).includes(siteId)) return true;
  return teamId !== null && teamIdsOf(actor).includes(teamId);
}

/** True when the actor may write on the case: it is theirs to see, help has not ended, and its record does not rest. */
export function canWorkOn(actor: Actor, scope: CaseScope): boolean {
  return canSee(actor, scope) && !caseWorkflow[scope.status].closed;
}

/** True when what is wrong may be put right because the person asked for it: also after help has ended. */
export function canCorrect(actor: Actor, scope: CaseScope): boolean {
  return canSee(actor, scope) && !caseWorkflow[scope.status].rests;
}

/** True for whoever answers for the case: its caseworker, and who coordinates its site. */
export function answersFor(actor: Actor, scope: Omit<CaseScope, "status">): boolean {
  if (actor.kind !== "staff" || !canSee(actor, scope)) return false;
  return scope.assigneeId === actor.userId || coordinates(actor, scope);
}

/**
 * True when what is hidden on a case may be opened to the actor. Of a restricted one only to those who answer for it, and
 * only when somebody's safety asks for it.
 */
export function canOpen(actor: Actor, scope: CaseScope, reason?: RevealReason): boolean {
  if (!caseWorkflow[scope.status].rests) return canSee(actor, scope);
  return scope.status === "restricted" && reason === "safety" && answersFor(actor, scope);
}

/** True for staff who work somewhere: a case is registered at one of one's own sites. */
export function canRegister(actor: Actor): boolean {
  return actor.kind === "staff" && isPermitted(actor, "case.register") && actor.memberships.length > 0;
}

/** True when the actor answers for the case's whole site, and so may give it to anybody there. */
export function coordinates(actor: Actor, { siteId }: Pick<CaseScope, "siteId">): boolean {
  return actor.kind === "staff" && actor.role === "coordinator" && siteIdsOf(actor).includes(siteId);
}

/** True when the case belongs to a team of the actor. */
function isOfOwnTeam(actor: Actor, teamId: string | null): boolean {
  return actor.kind === "staff" && teamId !== null && teamIdsOf(actor).includes(teamId);
}

/**
 * True when the actor may decide who works on this case: at the sites one coordinates always; in one's own team when
 * nobody has it or one has it oneself. `teamId` is the team that the case is to belong to from then on.
 */
export function canAssign(actor: Actor, scope: CaseScope, teamId: string | null): boolean {
  if (actor.kind !== "staff" || !canWorkOn(actor, scope)) return false;
  if (coordinates(actor, scope)) return true;
  const free = scope.assigneeId === null || scope.assigneeId === actor.userId;
  return free && isOfOwnTeam(actor, scope.teamId) && teamId === scope.teamId;
}
