import { type Actor, siteIdsOf } from "@/lib/core/actor";

/** What policies need to know of an access: whose it is, and whose case it leads to. */
export type AccessScope = { userId: string; siteId: string; assigneeId: string | null };

/**
 * True for the case's caseworker, for who coordinates its site and for a duty officer there: they answer who asks for it.
 * Never for who asks.
 */
export function canAnswer(actor: Actor, { userId, siteId, assigneeId }: AccessScope): boolean {
  if (actor.kind !== "staff" || actor.userId === userId) return false;
  if (actor.role === "caseworker" || actor.role === "coordinator") {
    if (assigneeId === actor.userId) return true;
  }
  return coordinatesSite(actor, siteId) || isOnDuty(actor, siteId);
}

/** True for who coordinates the case's site, unless they broke the glass themselves. */
export function canReview(actor: Actor, { userId, siteId }: AccessScope): boolean {
  return actor.kind === "staff" && actor.userId !== userId && coordinatesSite(actor, siteId);
}

/** True for whoever the access was opened to. */
export function canEnd(actor: Actor, { userId }: Pick<AccessScope, "userId">): boolean {
  return actor.kind === "staff" && actor.userId === userId;
}

function coordinatesSite(actor: Actor, siteId: string): boolean {
  return actor.kind === "staff" && actor.role === "coordinator" && siteIdsOf(actor).includes(siteId);
}

function isOnDuty(actor: Actor, siteId: string): boolean {
  if (actor.kind !== "staff" || !actor.grants.includes("duty_officer")) return false;
  return actor.memberships.some((membership) => membership.siteId === siteId);
}
