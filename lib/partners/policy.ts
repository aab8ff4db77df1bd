import type { Actor } from "@/lib/core/actor";

/** True for coordinators, who answer for whom the organisation works with. */
export function canAddPartners(actor: Actor): boolean {
  return actor.kind === "staff" && actor.role === "coordinator";
}
