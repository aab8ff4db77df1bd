import { answersFor, type CaseScope, canSee } from "@/lib/cases/policy";
import { caseWorkflow } from "@/lib/cases/workflow";
import type { Actor } from "@/lib/core/actor";

/** True for whoever sees the case: a person may ask anybody, also after help has ended, as long as something is there. */
export function canReceive(actor: Actor, scope: CaseScope): boolean {
  return canSee(actor, scope) && scope.status !== "erased";
}

/** True for whoever sees the case, also once it is erased: that too is an answer. */
export function canAnswer(actor: Actor, scope: CaseScope): boolean {
  return canSee(actor, scope);
}

/**
 * True for who may read in whose words something was asked: whoever works with the case; while nobody uses it, only those who
 * answer for it. Who was let in for a time sees what was asked, and when.
 */
export function canReadWish(actor: Actor, scope: CaseScope): boolean {
  if (actor.kind !== "staff" || actor.visits.includes(scope.id)) return false;
  return caseWorkflow[scope.status].rests ? answersFor(actor, scope) : canSee(actor, scope);
}
