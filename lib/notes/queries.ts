import "server-only";
import { z } from "zod";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import type { Ctx } from "@/lib/core/context";
import { cursorOf } from "@/lib/core/cursor";
import { defineQuery } from "@/lib/core/read";
import { canReveal, isShut } from "@/lib/notes/policy";
import { noteKinds, notePrivacies, noteListInput, noteListOutput, type NoteOut } from "@/lib/notes/schema";
import { notePlace } from "@/lib/notes/scope";

/** `note.list`: a page of a case's notes, opened but for those for few eyes, last happening first; leaves a view event. */
export const listNotes = defineQuery({
  name: "note.list",
  input: noteListInput,
  output: noteListOutput,
  event: ({ caseId }, { notes }) => ({
    entity: "case",
    entityId: caseId,
    caseId,
    detail: { count: notes.length },
  }),
  async run(ctx, input) {
    const file = await caseInScope(ctx, input.caseId);
    if (!file) return null;
    const rows = await pageOf(ctx, input);
    const notes = await Promise.all(rows.slice(0, input.limit).map((row) => opened(ctx, row, file)));
    const last = rows.at(input.limit - 1);
    return {
      notes,
      next: rows.length > input.limit && last ? cursorOf(last.occurredAt.toISOString(), last.id) : null,
    };
  },
});

type Row = Awaited<ReturnType<typeof pageOf>>[number];

async function pageOf(ctx: Ctx, { caseId, after, limit }: z.output<typeof noteListInput>) {
  const [at, last] = after ?? [];
  const older = at && last && [{ occurredAt: { lt: at } }, { occurredAt: at, id: { gt: last } }];
  return ctx.db.note.findMany({
    where: { organisationId: ctx.actor.organisationId, caseId, ...(older && { OR: older }) },
    select: {
      id: true,
      caseId: true,
      kind: true,
      language: true,
      privacy: true,
      bodySealed: true,
      authorId: true,
      author: { select: { displayName: true } },
      occurredAt: true,
      createdAt: true,
    },
    orderBy: [{ occurredAt: "desc" }, { id: "asc" }],
    take: limit + 1,
  });
}

/** A note as everybody on the case sees it; of one that is shut no word. */
async function opened(ctx: Ctx, row: Row, file: CaseInScope): Promise<NoteOut> {
  const privacy = z.enum(notePrivacies).parse(row.privacy);
  return {
    id: row.id,
    kind: z.enum(noteKinds).parse(row.kind),
    language: row.language,
    privacy,
    body: isShut({ privacy }, file) ? null : ((await ctx.vault.unseal(notePlace(row), row.bodySealed)) ?? ""),
    mayReveal: canReveal(ctx.actor, { privacy, authorId: row.authorId }, file),
    authorId: row.authorId,
    authorName: row.author.displayName,
    occurredAt: row.occurredAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}
