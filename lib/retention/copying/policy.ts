import { answersFor, type CaseScope } from "@/lib/cases/policy";
import type { Actor } from "@/lib/core/actor";

/** True for those who answer for the case, also after help has ended and while it is restricted, as long as something is there. */
export function canCopy(actor: Actor, scope: CaseScope): boolean {
  return scope.status !== "erased" && answersFor(actor, scope);
}

/** True while the record is restricted: a copy of it is then made only when the person asked for one. */
export function mustBeAsked({ status }: CaseScope): boolean {
  return status === "restricted";
}
