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
type Loaded = { draft: DraftInScope | null; caseId: string | null; mayGoOn: boolean };

/**
 * `draft.save`: keeps the answers so far, sealed, for their owner only. The first save makes the draft, under the id that
 * the caller chose if any; every later one names the version it saw, and stays with the case of the first.
 */
export const saveDraft = defineCommand({
  name: "draft.save",
  input: draftSave,
  output: draftSaved,
  load: loadForSaving,
  allow: (_actor, { mayGoOn }) => mayGoOn,
  async run(ctx, input, { draft, caseId }) {
    const draftId = draft?.draftId ?? input.draftId ?? newId();
    if (!draft) await makeDraft(ctx, draftId, input, caseId);
    const version = await writeAnswers(ctx, draftId, input, { caseId, version: draft?.version ?? null });
    return {
      result: { draftId, version, savedAt: ctx.now.toISOString() },
      events: [
        {
          entity: "draft",
          entityId: draftId,
          caseId,
          detail: { level: input.level, step: input.step },
        },
      ],
    };
  },
});

/** `draft.discard`: the draft and its key go for good, also when nobody uses the case any more that it goes on from. */
export const discardDraft = defineCommand({
  name: "draft.discard",
  input: z.strictObject({ draftId: id }),
  output: z.strictObject({ draftId: id }),
  load: (ctx, { draftId }) => draftInScope(ctx, draftId),
  allow: () => true,
  async run(ctx, { draftId }, { caseId }) {
    const { organisationId } = ctx.actor;
    // The key first: it is visible only with its draft.
    await ctx.db.sealingKey.deleteMany({ where: { organisationId, id: draftId, kind: "draft" } });
    const { count } = await ctx.db.intakeDraft.deleteMany({ where: { organisationId, id: draftId } });
    if (count !== 1) throw conflict("intake.error.draftGone");
    return { result: { draftId }, events: [{ entity: "draft", entityId: draftId, caseId }] };
  },
});

/** One's own draft, or none yet. Null when its case is out of sight. @throws CONFLICT when it was there once. */
async function loadForSaving(ctx: Ctx, { draftId, version, caseId: named }: Save): Promise<Loaded | null> {
  const draft = draftId === undefined ? null : await draftInScope(ctx, draftId);
  if (!draft && version !== undefined) throw conflict("intake.error.draftGone");
  const caseId = draft ? draft.caseId : (named ?? null);
  if (caseId === null) return { draft, caseId, mayGoOn: true };
  const scope = await caseInScope(ctx, caseId);
  return scope && { draft, caseId, mayGoOn: canWorkOn(ctx.actor, scope) };
}

async function makeDraft(
  ctx: Ctx,
  draftId: string,
  { level, step }: Save,
  caseId: string | null,
): Promise<void> {
  if (ctx.actor.kind !== "staff") throw new AppError("FORBIDDEN");
  const { organisationId, userId } = ctx.actor;
  // The answers follow: their key exists only once the draft does.
  const row = { organisationId, id: draftId, ownerId: userId, level, step, caseId };
  const { count } = await ctx.db.intakeDraft.createMany({
    data: [{ ...row, answersSealed: new Uint8Array(), createdAt: ctx.now, updatedAt: ctx.now, version: 0 }],
    skipDuplicates: true,
  });
  if (count !== 1) throw new AppError("NOT_FOUND");
  await ctx.vault.createKey("draft", draftId);
}

type Stored = { caseId: string | null; version: number | null };

/** Seals the answers over those of the version seen, none before the first, and gives the new version. */
async function writeAnswers(ctx: Ctx, draftId: string, input: Save, stored: Stored): Promise<number> {
  const { level, step, answers } = input;
  const version = stored.version === null ? 0 : (input.version ?? stored.version);
  const { answered } = answeredCount(answers, level, { continuing: stored.caseId !== null });
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
