import type { Actor } from "@/lib/core/actor";
import type { Role, UserStatus } from "@/lib/users/schema";

/** What the rules on accounts need to know of one. */
export type AccountState = { id: string; role: Role; status: UserStatus };

export function canManageAccounts(actor: Actor): boolean {
  return actor.kind === "staff" && actor.role === "administrator";
}

/** True for one's own sessions, and for everybody's for administrators: with a second factor, not with a stolen password. */
export function canEndSessionsOf(actor: Actor, userId: string): boolean {
  if (actor.kind !== "staff") return false;
  return actor.userId === userId || (actor.assurance === 2 && canManageAccounts(actor));
}

/**
 * Why this account cannot be deactivated, as a message key; null when nothing stands in the way. `otherAdministrators`
 * counts the organisation's active administrators without an end date, this account left out.
 */
export function obstacleToDeactivating(actor: Actor, account: AccountState, otherAdministrators: number) {
  if (actor.kind === "staff" && actor.userId === account.id) return "users.error.notYourself";
  if (account.status === "deactivated") return "users.error.alreadyDeactivated";
  return isLastAdministrator(account, otherAdministrators) ? "users.error.lastAdministrator" : null;
}

/** True when nobody would be left to look after the accounts. */
export function isLastAdministrator({ role, status }: AccountState, otherAdministrators: number): boolean {
  return role === "administrator" && status === "active" && otherAdministrators === 0;
}
