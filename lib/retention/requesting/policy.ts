import { type CaseScope, canSee } from "@/lib/cases/policy";
import type { Actor } from "@/lib/core/actor";

/** True for whoever sees the case: a person may ask anybody, also after help has ended, as long as something is there. */
export function canReceive(actor: Actor, scope: CaseScope): boolean {
  return canSee(actor, scope) && scope.status !== "erased";
}

/** True for whoever sees the case, also once it is erased: that too is an answer. */
export function canAnswer(actor: Actor, scope: CaseScope): boolean {
  return canSee(actor, scope);
}
