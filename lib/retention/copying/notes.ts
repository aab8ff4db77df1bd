import "server-only";
import type { CaseInScope } from "@/lib/cases/scope";
import type { Ctx } from "@/lib/core/context";
import { canReveal } from "@/lib/notes/policy";
import { type NotePrivacy, notePrivacies } from "@/lib/notes/schema";
import { notePlace } from "@/lib/notes/scope";
import type { PersonCopy } from "@/lib/retention/copying/schema";
import { coded, languageCoded } from "@/lib/retention/copying/words";

type Notes = Pick<PersonCopy, "notes" | "notesLeftOut">;

/** The notes that whoever makes the copy may read, and how many there are for other eyes. */
export async function notesOf(ctx: Ctx, file: CaseInScope): Promise<Notes> {
  const rows = await ctx.db.note.findMany({
    where: { organisationId: ctx.actor.organisationId, caseId: file.id },
    orderBy: [{ occurredAt: "asc" }, { id: "asc" }],
    include: { author: { select: { role: true } } },
  });
  const mayRead = ({ privacy, authorId }: (typeof rows)[number]) =>
    privacy === "case" || canReveal(ctx.actor, { privacy: privacy as NotePrivacy, authorId }, file);
  const read = rows.filter(mayRead);
  await ctx.vault.load(read.map((row) => notePlace(row).subject));
  const notes = read.map(async (row) => ({
    kind: coded("notes.kind", row.kind),
    privacy: coded("notes.privacy", row.privacy),
    language: languageCoded(row.language),
    body: (await ctx.vault.unseal(notePlace(row), row.bodySealed)) ?? "",
    occurredAt: row.occurredAt.toISOString(),
    writtenBy: coded("users.role", row.author.role),
  }));
  const shut = Map.groupBy(
    rows.filter((row) => !mayRead(row)),
    ({ privacy }) => privacy,
  );
  return {
    notes: await Promise.all(notes),
    notesLeftOut: notePrivacies.flatMap((privacy) => {
      const count = shut.get(privacy)?.length ?? 0;
      return count > 0 ? [{ privacy: coded("notes.privacy", privacy), count }] : [];
    }),
  };
}
