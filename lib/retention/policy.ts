import { canSee, type CaseScope, coordinates } from "@/lib/cases/policy";
import { closedCaseStatuses } from "@/lib/cases/workflow";
import type { Actor } from "@/lib/core/actor";

/** What the policy needs to know of a proposal. `file` is null for those who do not see the case. */
export type ErasureScope = { proposedBy: string; file: CaseScope | null };

/** True while there is something of the case left. */
export function isKept({ status }: Pick<CaseScope, "status">): boolean {
  return status !== "erased";
}

/** True for whoever works with the case, and not for who was only let in for a time. */
export function canPropose(actor: Actor, file: CaseScope): boolean {
  return actor.kind === "staff" && isKept(file) && !actor.visits.includes(file.id) && canSee(actor, file);
}

/**
 * True for who coordinates the case's site, and for the officer who guards data, who sees no case. Never for who proposed it.
 */
export function canConfirm(actor: Actor, { proposedBy, file }: ErasureScope): boolean {
  return actor.kind === "staff" && actor.userId !== proposedBy && mayDecide(actor, file);
}

/** True for who proposed it, and for everybody who could confirm it. */
export function canCancel(actor: Actor, { proposedBy, file }: ErasureScope): boolean {
  return actor.kind === "staff" && (actor.userId === proposedBy || mayDecide(actor, file));
}

/** True for who coordinates the case's site, and for those granted legal notes who see the case. */
export function canHold(actor: Actor, file: CaseScope): boolean {
  if (actor.kind !== "staff" || !isKept(file)) return false;
  return coordinates(actor, file) || (actor.grants.includes("legal_notes") && canSee(actor, file));
}

/** True for who coordinates the case's site, as long as something is left. */
export function canKeep(actor: Actor, file: CaseScope): boolean {
  return isKept(file) && coordinates(actor, file);
}

/** True for who coordinates the site of a case in which help has ended. */
export function canClearPrivate(actor: Actor, file: CaseScope): boolean {
  return canKeep(actor, file) && closedCaseStatuses.includes(file.status);
}

/** True for those who set how long everything is kept. */
export function canConfigure(actor: Actor): boolean {
  if (actor.kind !== "staff") return false;
  return actor.role === "administrator" || actor.grants.includes("data_protection_officer");
}

function mayDecide(actor: Actor & { kind: "staff" }, file: CaseScope | null): boolean {
  return actor.grants.includes("data_protection_officer") || (file !== null && coordinates(actor, file));
}
