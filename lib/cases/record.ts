import "server-only";
import type { CaseAnswers, ExitIn, PrivateAnswers } from "@/lib/cases/schema";
import { caseAnswers, privateAnswers, privateAnswersOut } from "@/lib/cases/schema";
import type { Ctx } from "@/lib/core/context";
import type { Sealed } from "@/lib/core/crypto";
import { boundsOf, dayOf } from "@/lib/core/dates";
import { conflict, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";

/** The answers that have columns of their own; what is undefined stays as it is. */
export function answerColumns(input: CaseAnswers): CaseAnswers {
  return picked(caseAnswers, input);
}

/** The answers of class C3 among the input, without empty ones; null when there are none. */
export function privateOf(input: PrivateAnswers): PrivateAnswers | null {
  const answers = picked(privateAnswers, input);
  const told = Object.entries(answers).filter(([, value]) => value !== undefined && !isEmpty(value));
  return told.length === 0 ? null : (Object.fromEntries(told) as PrivateAnswers);
}

/** What is known after new answers came: they replace old ones, and a spoken answer ends a no-answer to the same question. */
export function mergedPrivate(
  before: PrivateAnswers | null,
  input: PrivateAnswers & { goal?: string },
): PrivateAnswers | null {
  const after = { ...before, ...picked(privateAnswers, input) };
  const noAnswers = { ...before?.noAnswers, ...input.noAnswers };
  for (const question of ["mayTell", "mustNotTell", "goal"] as const) {
    if (input[question]) delete noAnswers[question];
  }
  return privateOf({ ...after, noAnswers });
}

/** Seals private answers for a case; null stays null. */
export async function sealPrivate(
  ctx: Ctx,
  caseId: string,
  answers: PrivateAnswers | null,
): Promise<Sealed | null> {
  return answers && ctx.vault.seal(privatePlace(caseId), JSON.stringify(answers));
}

/** The private answers of a visible case, or null when nobody has given any. */
export async function openPrivate(ctx: Ctx, caseId: string): Promise<PrivateAnswers | null> {
  const row = await ctx.db.caseFile.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: caseId },
    select: { privateSealed: true },
  });
  const text = await ctx.vault.unseal(privatePlace(caseId), row?.privateSealed ?? null);
  return text === null ? null : privateAnswersOut.parse(JSON.parse(text));
}

/** What the person wants, sealed; null for an empty text. */
export async function sealGoal(ctx: Ctx, caseId: string, goal: string): Promise<Sealed | null> {
  return goal
    ? ctx.vault.seal({ subject: caseId, table: "case_file", column: "goal_sealed", row: caseId }, goal)
    : null;
}

/** Adds a way out and gives its id. @throws AppError INVALID for a date in the future. */
export async function addExit(
  ctx: Ctx,
  caseId: string,
  { note, exitDate, ...exit }: ExitIn,
): Promise<string> {
  if (exitDate && boundsOf(exitDate).first > dayOf(ctx.now))
    throw invalid("cases.error.dateInFuture", "exit.exitDate");
  const id = newId();
  const noteSealed = note ? await ctx.vault.seal(exitNotePlace(caseId, id), note) : null;
  await ctx.db.exitEvent.createMany({
    data: [
      {
        organisationId: ctx.actor.organisationId,
        id,
        caseId,
        ...exit,
        exitDate: exitDate ?? null,
        noteSealed,
        createdAt: ctx.now,
      },
    ],
  });
  return id;
}

/** Where the note of an exit is sealed. */
export function exitNotePlace(caseId: string, exitId: string) {
  return { subject: caseId, table: "exit_event", column: "note_sealed", row: exitId };
}

/** Ends the draft that became a record, with its key. Of two tabs that save the same draft, one is refused. */
export async function endDraft(ctx: Ctx, draftId: string | undefined): Promise<string[]> {
  if (draftId === undefined) return [];
  const { organisationId } = ctx.actor;
  // The key first: it is visible only with its draft.
  await ctx.db.sealingKey.deleteMany({ where: { organisationId, id: draftId, kind: "draft" } });
  const { count } = await ctx.db.intakeDraft.deleteMany({ where: { organisationId, id: draftId } });
  if (count !== 1) throw conflict("intake.error.draftGone");
  return [draftId];
}

function privatePlace(caseId: string) {
  return { subject: caseId, table: "case_file", column: "private_sealed", row: caseId };
}

function picked<Shape extends object, Input extends object>(
  shape: Shape,
  input: Input,
): Pick<Input, keyof Shape & keyof Input> {
  const entries = Object.entries(input).filter(([key, value]) => key in shape && value !== undefined);
  return Object.fromEntries(entries) as Pick<Input, keyof Shape & keyof Input>;
}

function isEmpty(value: unknown): boolean {
  return value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}
