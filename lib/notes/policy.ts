import { type CaseScope, canSee } from "@/lib/cases/policy";
import type { Actor, GrantKind } from "@/lib/core/actor";
import type { NotePrivacy } from "@/lib/notes/schema";

/** What somebody was granted who reads notes of this kind on the cases that they see. */
const grants = { health: "health_notes", legal: "legal_notes" } as const satisfies Record<
  Exclude<NotePrivacy, "case">,
  GrantKind
>;

/**
 * True for those few who may read a note on a case that they see: its author, the caseworker, and who was granted health or
 * legal notes. Notes for everybody on the case need no opening.
 */
export function canReveal(
  actor: Actor,
  { privacy, authorId }: { privacy: NotePrivacy; authorId: string },
  file: Omit<CaseScope, "status">,
): boolean {
  if (actor.kind !== "staff" || privacy === "case" || !canSee(actor, file)) return false;
  return [authorId, file.assigneeId].includes(actor.userId) || actor.grants.includes(grants[privacy]);
}
