import { answersFor, type CaseScope, canSee } from "@/lib/cases/policy";
import { canRest } from "@/lib/cases/workflow";
import type { Actor } from "@/lib/core/actor";

/** True for whoever sees a case that is in use: to stop its use is never the wrong haste. */
export function canRestrict(actor: Actor, scope: CaseScope): boolean {
  return canSee(actor, scope) && canRest(scope.status);
}

/** True for those who answer for a restricted case. */
export function canUnrestrict(actor: Actor, scope: CaseScope): boolean {
  return scope.status === "restricted" && answersFor(actor, scope);
}
