import "server-only";
import { z } from "zod";
import { restingCaseStatuses } from "@/lib/cases/workflow";
import type { Ctx } from "@/lib/core/context";
import { id } from "@/lib/core/fields";
import { defineQuery } from "@/lib/core/read";
import { pagesOf } from "@/lib/intake/questions";
import { answersSchema, draftLevels, draftOut, type DraftRow, draftRow } from "@/lib/intake/schema";
import { draftPlace } from "@/lib/intake/scope";

/** `draft.list`: one's own drafts, last changed first, without their answers. */
export const listDrafts = defineQuery({
  name: "draft.list",
  input: z.strictObject({}),
  output: z.strictObject({ drafts: z.array(draftRow) }),
  event: (_input, { drafts }) => ({ entity: "draft", entityId: null, detail: { count: drafts.length } }),
  run: async (ctx) => ({ drafts: (await ownDrafts(ctx)).map(({ row }) => row) }),
});

/** `draft.get`: one of one's own drafts, to go on from where it stopped; not while nobody uses its case. */
export const getDraft = defineQuery({
  name: "draft.get",
  input: z.strictObject({ draftId: id }),
  output: draftOut,
  event: (_input, { draftId, caseId }) => ({ entity: "draft", entityId: draftId, caseId }),
  async run(ctx, { draftId }) {
    const [found] = await ownDrafts(ctx, draftId);
    if (!found || isOutOfUse(found.row)) return null;
    const text = await ctx.vault.unseal(draftPlace(draftId), found.answersSealed);
    return { ...found.row, answers: answersSchema.parse(JSON.parse(text ?? "{}")) };
  },
});

/** True when the case of a draft is restricted, erased or out of sight: the draft can only be discarded. */
function isOutOfUse({ caseId, code }: DraftRow): boolean {
  return caseId !== null && code === null;
}

async function ownDrafts(ctx: Ctx, draftId?: string) {
  const { organisationId } = ctx.actor;
  const drafts = await ctx.db.intakeDraft.findMany({
    where: { organisationId, ...(draftId !== undefined && { id: draftId }) },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  const caseIds = drafts.flatMap(({ caseId }) => caseId ?? []);
  const cases = await ctx.db.caseFile.findMany({
    where: { organisationId, id: { in: caseIds }, status: { notIn: restingCaseStatuses } },
    select: { id: true, code: true },
  });
  const codes = new Map(cases.map(({ id, code }) => [id, code]));
  return drafts.map(({ id, level, step, answered, caseId, updatedAt, version, answersSealed }) => {
    const row: DraftRow = {
      draftId: id,
      level: z.enum(draftLevels).parse(level),
      step,
      answered,
      pages: pagesOf(z.enum(draftLevels).parse(level), { continuing: caseId !== null }).length,
      caseId,
      code: (caseId && codes.get(caseId)) ?? null,
      updatedAt: updatedAt.toISOString(),
      version,
    };
    return { row, answersSealed };
  });
}
