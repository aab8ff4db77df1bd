import "server-only";

/** Where the body of a note is sealed. */
export function notePlace(caseId: string, noteId: string) {
  return { subject: caseId, table: "note", column: "body_sealed", row: noteId };
}
