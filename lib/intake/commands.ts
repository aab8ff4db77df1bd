import "server-only";
import { z } from "zod";
import { caseInScope } from "@/lib/cases/scope";
import { canWorkOn } from "@/lib/cases/policy";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { AppError, conflict } from "@/lib/core/errors";
import { id } from "@/lib/core/fields";
import { newId } from "@/lib/core/ids";
import { answeredCount } from "@/lib/intake/answers";
import { draftSave, draftSaved } from "@/lib/intake/schema";
import { draftPlace, type DraftInScope, draftInScope } from "@/lib/intake/scope";

type Save = z.output<typeof draftSave>;
type Loaded = { draft: DraftInScope | null; mayGoOn: boolean };

/**
 * `draft.save`: keeps the answers so far, sealed, for their owner only. The first save makes the draft, under the id that
 * the caller chose if any; every later one names the version it saw.
 */
export const saveDraft = defineCommand({
  name: "draft.save",
  input: draftSave,
  output: draftSaved,
  load: loadForSaving,
  allow: (_actor, { mayGoOn }) => mayGoOn,
  async run(ctx, input, { draft }) {
    const draftId = draft?.draftId ?? input.draftId ?? newId();
    if (!draft) await makeDraft(ctx, draftId, input);
    const version = await writeAnswers(ctx, draftId, input, draft?.version ?? null);
    return {
      result: { draftId, version, savedAt: ctx.now.toISOString() },
      // Not an act on the case: only what becomes of the draft belongs in its timeline.
      events: [
        {
          entity: "draft",
          entityId: draftId,
          detail: { level: input.level, step: input.step },
        },
      ],
    };
  },
});

/** `draft.discard`: the draft and its key go for good. */
export const discardDraft = defineCommand({
  name: "draft.discard",
  input: z.strictObject({ draftId: id }),
  output: z.strictObject({ draftId: id }),
  load: (ctx, { draftId }) => draftInScope(ctx, draftId),
  allow: () => true,
  async run(ctx, { draftId }) {
    const { organisationId } = ctx.actor;
    // The key first: it is visible only with its draft.
    await ctx.db.sealingKey.deleteMany({ where: { organisationId, id: draftId, kind: "draft" } });
    const { count } = await ctx.db.intakeDraft.deleteMany({ where: { organisationId, id: draftId } });
    if (count !== 1) throw conflict("intake.error.draftGone");
    return { result: { draftId }, events: [{ entity: "draft", entityId: draftId }] };
  },
});

/** One's own draft, or none yet. Null when it was there once, or when its case is out of sight. */
async function loadForSaving(ctx: Ctx, { draftId, version, caseId }: Save): Promise<Loaded | null> {
  const scope = caseId === undefined ? null : await caseInScope(ctx, caseId);
  if (caseId !== undefined && !scope) return null;
  const draft = draftId === undefined ? null : await draftInScope(ctx, draftId);
  if (!draft && version !== undefined) throw conflict("intake.error.draftGone");
  return { draft, mayGoOn: scope === null || canWorkOn(ctx.actor, scope) };
}

async function makeDraft(ctx: Ctx, draftId: string, { level, step, caseId }: Save): Promise<void> {
  if (ctx.actor.kind !== "staff") throw new AppError("FORBIDDEN");
  const { organisationId, userId } = ctx.actor;
  // The answers follow: their key exists only once the draft does.
  const row = { organisationId, id: draftId, ownerId: userId, level, step, caseId: caseId ?? null };
  const { count } = await ctx.db.intakeDraft.createMany({
    data: [{ ...row, answersSealed: new Uint8Array(), createdAt: ctx.now, updatedAt: ctx.now, version: 0 }],
    skipDuplicates: true,
  });
  if (count !== 1) throw new AppError("NOT_FOUND");
  await ctx.vault.createKey("draft", draftId);
}

/** Seals the answers over those of version `seen`, and gives the new version. */
async function writeAnswers(ctx: Ctx, draftId: string, input: Save, seen: number | null): Promise<number> {
  const { level, step, answers, caseId } = input;
  const version = seen === null ? 0 : (input.version ?? seen);
  const { answered } = answeredCount(answers, level, { continuing: caseId !== undefined });
  const { count } = await ctx.db.intakeDraft.updateMany({
    where: { organisationId: ctx.actor.organisationId, id: draftId, version },
    data: {
      level,
      step,
      answered,
      answersSealed: await ctx.vault.seal(draftPlace(draftId), JSON.stringify(answers)),
      updatedAt: ctx.now,
      version: { increment: 1 },
    },
  });
  if (count !== 1) throw conflict("intake.error.draftStale");
  return version + 1;
}
