import "server-only";
import type { Ctx } from "@/lib/core/context";

/** Accesses that still say open although their time is over. */
export function overdueAccesses({ actor, now }: Ctx) {
  return { organisationId: actor.organisationId, status: "open", endsAt: { lte: now } };
}
