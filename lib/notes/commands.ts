import "server-only";
import { canOpen, canWorkOn } from "@/lib/cases/policy";
import { caseInScope } from "@/lib/cases/scope";
import { defineCommand } from "@/lib/core/command";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { canReveal } from "@/lib/notes/policy";
import { noteAdded, noteIn, noteReveal, noteRevealed } from "@/lib/notes/schema";
import { noteInScope, notePlace } from "@/lib/notes/scope";

const clockTolerance = 5 * 60_000;

/**
 * `note.add`: what was said or seen, sealed, on a case that the actor may work on. A note for few eyes gets a key of its
 * own, which the database shows to those few.
 */
export const addNote = defineCommand({
  name: "note.add",
  input: noteIn,
  output: noteAdded,
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: (actor, scope) => canWorkOn(actor, scope),
  async run(ctx, { caseId, kind, language, privacy, body, occurredAt = ctx.now }) {
    if (ctx.actor.kind !== "staff") throw new AppError("FORBIDDEN");
    if (occurredAt.getTime() > ctx.now.getTime() + clockTolerance)
      throw invalid("notes.error.inFuture", "occurredAt");
    const { organisationId, userId } = ctx.actor;
    const id = newId();
    const isForFew = privacy !== "case";
    if (isForFew) ctx.vault.prepareKey(id);
    await ctx.db.note.createMany({
      data: [
        {
          organisationId,
          id,
          caseId,
          authorId: userId,
          kind,
          language,
          privacy,
          bodySealed: await ctx.vault.seal(notePlace({ id, caseId, privacy }), body),
          occurredAt,
          createdAt: ctx.now,
        },
      ],
    });
    if (isForFew) await ctx.vault.createKey("note", id);
    return {
      result: { noteId: id, occurredAt: occurredAt.toISOString() },
      events: [{ entity: "note", entityId: id, caseId, detail: { kind, language, privacy } }],
    };
  },
});

/**
 * `note.reveal`: opens a note that is shut to one of the few who may, with a reason, and leaves a view event. For everybody
 * else it is not there. On a restricted case the only reason is safety.
 */
export const revealNote = defineCommand({
  name: "note.reveal",
  input: noteReveal,
  output: noteRevealed,
  opensSeals: true,
  async load(ctx, { noteId }) {
    const note = await noteInScope(ctx, noteId);
    const file = note && (await caseInScope(ctx, note.caseId));
    return note && file && canReveal(ctx.actor, note, file) ? { ...note, file } : null;
  },
  allow: (actor, { file }, { reason }) => canOpen(actor, file, reason),
  async run(ctx, { reason }, { id, caseId, privacy, language, bodySealed }) {
    const body = (await ctx.vault.unseal(notePlace({ id, caseId, privacy }), bodySealed)) ?? "";
    return {
      result: { body, language },
      events: [{ kind: "view", entity: "note", entityId: id, caseId, reason, detail: { privacy } }],
    };
  },
});
