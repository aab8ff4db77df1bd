import "server-only";
import type { Ctx } from "@/lib/core/context";
import type { NotePrivacy } from "@/lib/notes/schema";

/** Where the body of a note is sealed: under the key of its case, or for few eyes under one of its own. */
export function notePlace({ id, caseId, privacy }: { id: string; caseId: string; privacy: string }) {
  const subject = privacy === "case" ? caseId : id;
  return { subject, table: "note", column: "body_sealed", row: id };
}

/** A note on a case that the actor may see, still sealed; null otherwise. */
export async function noteInScope(ctx: Ctx, noteId: string) {
  const row = await ctx.db.note.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: noteId },
    select: { id: true, caseId: true, authorId: true, privacy: true, language: true, bodySealed: true },
  });
  return row && { ...row, privacy: row.privacy as NotePrivacy };
}
