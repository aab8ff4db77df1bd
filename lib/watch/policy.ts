import type { Actor } from "@/lib/core/actor";

/** True for everybody who may close alerts at all, but never of one about themselves. */
export function canClose(actor: Actor, { userId }: { userId: string }): boolean {
  return actor.kind === "staff" && actor.userId !== userId;
}
