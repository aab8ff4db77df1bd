import { type Actor, siteIdsOf } from "@/lib/core/actor";

/** Who has lost everything, and the sites where they work. */
export type Person = { userId: string; siteIds: readonly string[] };
/** What was agreed so far. */
export type ResetState = Person & { proposedBy: string; confirmedBy: string | null };

/** Administrators for everybody, coordinators for the people of their sites; nobody for themselves. */
export function canPropose(actor: Actor, { userId, siteIds }: Person): boolean {
  if (actor.kind !== "staff" || actor.userId === userId) return false;
  if (actor.role === "administrator") return true;
  return actor.role === "coordinator" && siteIdsOf(actor).some((site) => siteIds.includes(site));
}

/** The second of the two: neither who proposed it nor whom it concerns. */
export function canConfirm(actor: Actor, { userId, proposedBy }: ResetState): boolean {
  if (actor.kind !== "staff" || actor.userId === userId || actor.userId === proposedBy) return false;
  return actor.role === "coordinator" || actor.role === "administrator";
}

/** One person is enough to stop it: the one whom it concerns, with the password alone, or one of those who may agree. */
export function canCancel(actor: Actor, { userId }: Pick<ResetState, "userId">): boolean {
  if (actor.kind !== "staff") return false;
  if (actor.userId === userId) return true;
  return actor.assurance === 2 && (actor.role === "coordinator" || actor.role === "administrator");
}
