import { type CaseScope, answersFor, canSee } from "@/lib/cases/policy";
import { caseWorkflow } from "@/lib/cases/workflow";
import type { Actor, GrantKind } from "@/lib/core/actor";
import type { NotePrivacy } from "@/lib/notes/schema";

/** What somebody was granted who reads notes of this kind on the cases that they see. */
const grants = { health: "health_notes", legal: "legal_notes" } as const satisfies Record<
  Exclude<NotePrivacy, "case">,
  GrantKind
>;

/** True when the note is hidden until somebody opens it: it is for few eyes, or nobody uses the record. */
export function isShut(
  { privacy }: { privacy: NotePrivacy },
  { status }: Pick<CaseScope, "status">,
): boolean {
  return privacy !== "case" || caseWorkflow[status].rests;
}

/**
 * True for those who may open a note that is shut on a case that they see. One for few eyes: its author, the caseworker, and
 * who was granted health or legal notes. On a restricted case, for safety, only those who answer for it.
 */
export function canReveal(
  actor: Actor,
  { privacy, authorId }: { privacy: NotePrivacy; authorId: string },
  file: CaseScope,
): boolean {
  if (actor.kind !== "staff" || !isShut({ privacy }, file) || !canSee(actor, file)) return false;
  if (caseWorkflow[file.status].rests && !answersFor(actor, file)) return false;
  if (privacy === "case") return true;
  return [authorId, file.assigneeId].includes(actor.userId) || actor.grants.includes(grants[privacy]);
}
