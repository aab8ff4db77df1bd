import "server-only";
import { z } from "zod";
import { refuseLossUnderHold } from "@/lib/cases/changing/held";
import { type CaseChange, caseChange } from "@/lib/cases/changing/schema";
import { canCorrect, canWorkOn } from "@/lib/cases/policy";
import {
  addExit,
  answerColumns,
  endDraft,
  mergedPrivate,
  openPrivate,
  sealGoal,
  sealPrivate,
} from "@/lib/cases/record";
import { answerRequests } from "@/lib/cases/requests";
import { caseLevels } from "@/lib/cases/schema";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import { statusAtLevel } from "@/lib/cases/workflow";
import type { Event } from "@/lib/core/audit";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { id } from "@/lib/core/fields";
import { addIdentifiers, refreshKeys, removeIdentifiers, writeTraits } from "@/lib/people/record";

/**
 * `case.update`: what is named changes, on the person and on the case, in one write. A value taken away is gone; the trail
 * keeps which field it was. @throws CONFLICT from a stale page, when the correction it answers is not waiting, and when
 * something would go that a legal hold protects.
 */
export const updateCase = defineCommand({
  name: "case.update",
  input: caseChange,
  output: z.strictObject({ caseId: id, version: z.int() }),
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: (actor, scope, { answersRequestId }) =>
    answersRequestId ? canCorrect(actor, scope) : canWorkOn(actor, scope),
  async run(ctx, input, scope) {
    const { id: caseId, personId } = scope;
    await refuseLossUnderHold(ctx, scope, input);
    const progress = progressOf(scope, input);
    await changeCase(ctx, input, progress);
    await changePerson(ctx, personId, input);
    const exits = input.exit ? [await addExit(ctx, caseId, input.exit)] : [];
    const drafts = await endDraft(ctx, input.draftId);
    const answers = await answerCorrection(ctx, input);
    return {
      result: { caseId, version: input.version + 1 },
      events: [
        {
          entity: "case",
          entityId: caseId,
          caseId,
          covers: [personId, ...exits, ...drafts],
          detail: {
            fields: changedFields(input),
            ...(progress.level !== scope.level && { from: scope.level, to: progress.level }),
          },
        },
        ...answers,
      ],
    };
  },
});

async function answerCorrection(ctx: Ctx, { caseId, answersRequestId }: CaseChange): Promise<Event[]> {
  if (!answersRequestId) return [];
  const answers = await answerRequests(ctx, caseId, "correction", answersRequestId);
  if (answers.length === 0) throw conflict("retention.error.alreadyAnswered");
  return answers;
}

type Progress = Pick<CaseInScope, "level" | "status">;

/** Levels only rise; the first talk ends the time of the quick card. */
function progressOf(scope: CaseInScope, input: CaseChange): Progress {
  const rank = (level: string) => caseLevels.findIndex((known) => known === level);
  const level = input.level && rank(input.level) > rank(scope.level) ? input.level : scope.level;
  const waits = scope.status === statusAtLevel("l0") && level !== "l0";
  return { level, status: waits ? statusAtLevel("l1") : scope.status };
}

async function changeCase(ctx: Ctx, input: CaseChange, progress: Progress): Promise<void> {
  const { caseId, version, goal } = input;
  const answers = mergedPrivate(await openPrivate(ctx, caseId), input);
  const { count } = await ctx.db.caseFile.updateMany({
    where: { organisationId: ctx.actor.organisationId, id: caseId, version },
    data: {
      ...answerColumns(input),
      ...progress,
      privateSealed: await sealPrivate(ctx, caseId, answers),
      ...(goal !== undefined && { goalSealed: await sealGoal(ctx, caseId, goal) }),
      updatedAt: ctx.now,
      version: { increment: 1 },
    },
  });
  if (count !== 1) throw conflict("core.error.stale");
}

async function changePerson(ctx: Ctx, personId: string, input: CaseChange): Promise<void> {
  const added = { names: input.addNames, contacts: input.addContacts, documents: input.addDocuments };
  const removed = {
    names: input.removeNameIds,
    contacts: input.removeContactIds,
    documents: input.removeDocumentIds,
  };
  await removeIdentifiers(ctx, personId, removed);
  await addIdentifiers(ctx, personId, added);
  await writeTraits(ctx, personId, input);
  const lists = [...Object.values(added), ...Object.values(removed)];
  if (input.preferredName !== undefined || lists.some((list) => list.length > 0))
    await refreshKeys(ctx, personId);
}

/** Names of what was changed; nothing added and nothing removed are left out, an emptied list is not. */
function changedFields({
  caseId: _case,
  version: _version,
  draftId: _draft,
  level: _level,
  answersRequestId: _answers,
  ...input
}: CaseChange): string[] {
  return Object.entries(input)
    .filter(([field, value]) => value !== undefined && !(/^(add|remove)/.test(field) && isEmptyList(value)))
    .map(([field]) => field);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
