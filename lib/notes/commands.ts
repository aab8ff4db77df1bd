import "server-only";
import { canWorkOn } from "@/lib/cases/policy";
import { caseInScope } from "@/lib/cases/scope";
import { defineCommand } from "@/lib/core/command";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { noteAdded, noteIn } from "@/lib/notes/schema";
import { notePlace } from "@/lib/notes/scope";

const clockTolerance = 5 * 60_000;

/** `note.add`: what was said or seen, sealed, on a case that the actor may work on. */
export const addNote = defineCommand({
  name: "note.add",
  input: noteIn,
  output: noteAdded,
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: (actor, scope) => canWorkOn(actor, scope),
  async run(ctx, { caseId, kind, language, body, occurredAt = ctx.now }) {
    if (ctx.actor.kind !== "staff") throw new AppError("FORBIDDEN");
    if (occurredAt.getTime() > ctx.now.getTime() + clockTolerance)
      throw invalid("notes.error.inFuture", "occurredAt");
    const { organisationId, userId } = ctx.actor;
    const id = newId();
    await ctx.db.note.createMany({
      data: [
        {
          organisationId,
          id,
          caseId,
          authorId: userId,
          kind,
          language,
          bodySealed: await ctx.vault.seal(notePlace(caseId, id), body),
          occurredAt,
          createdAt: ctx.now,
        },
      ],
    });
    return {
      result: { noteId: id, occurredAt: occurredAt.toISOString() },
      events: [{ entity: "note", entityId: id, caseId, detail: { kind, language } }],
    };
  },
});
