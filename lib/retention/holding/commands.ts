import "server-only";
import { caseInScope } from "@/lib/cases/scope";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { AppError, conflict, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/core/jobs";
import {
  extendHoldInput,
  holdOutput,
  liftHoldInput,
  longestHoldMonths,
  placeHoldInput,
  remindHoldsInput,
  remindHoldsOutput,
} from "@/lib/retention/holding/schema";
import { holdInScope, holdPlace } from "@/lib/retention/holding/scope";
import { canHold } from "@/lib/retention/policy";
import { obstacleToDay } from "@/lib/retention/rules";
import { coordinatorsOf, isHeld } from "@/lib/retention/scope";
import { taskOpen } from "@/lib/tasks/jobs";
import { settleTasks } from "@/lib/tasks/scope";

/**
 * `hold.place`: nothing of the case is erased for now. An erasure that was proposed is over. @throws INVALID for a review that
 * is over or more than six months away; CONFLICT when a hold protects the case already.
 */
export const placeHold = defineCommand({
  name: "hold.place",
  input: placeHoldInput,
  output: holdOutput,
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: canHold,
  async run(ctx, { basis, reason, reviewAt }, { id: caseId }) {
    refuseUnfit(ctx, reviewAt);
    if (await isHeld(ctx, caseId)) throw conflict("retention.error.heldAlready");
    const { organisationId, userId } = staffOf(ctx.actor);
    const stopped = await stopErasure(ctx, caseId);
    const holdId = newId();
    const reasonSealed = reason ? await ctx.vault.seal(holdPlace(caseId, holdId), reason) : null;
    await ctx.db.legalHold.createMany({
      data: [
        {
          ...{ organisationId, id: holdId, caseId, basis, reasonSealed },
          ...{ placedBy: userId, placedAt: ctx.now, reviewAt },
        },
      ],
    });
    const detail = { basis, ...(stopped.length > 0 && { erasureStopped: true }) };
    return {
      result: { holdId, version: 1, reviewAt: reviewAt.toISOString(), liftedAt: null },
      events: [{ entity: "hold", entityId: holdId, caseId, covers: stopped, detail }],
    };
  },
});

/** `hold.extend`: it was looked at and is still needed. @throws INVALID for such a review, CONFLICT when it was lifted. */
export const extendHold = defineCommand({
  name: "hold.extend",
  input: extendHoldInput,
  output: holdOutput,
  load: (ctx, { holdId }) => holdInScope(ctx, holdId),
  allow: (actor, { file }) => canHold(actor, file),
  run(ctx, { version, reviewAt }, hold) {
    refuseUnfit(ctx, reviewAt);
    return change(ctx, hold, version, { reviewAt });
  },
});

/** `hold.lift`: the case may be erased again, once its time is over. @throws CONFLICT when it was lifted before. */
export const liftHold = defineCommand({
  name: "hold.lift",
  input: liftHoldInput,
  output: holdOutput,
  load: (ctx, { holdId }) => holdInScope(ctx, holdId),
  allow: (actor, { file }) => canHold(actor, file),
  run: (ctx, { version }, hold) =>
    change(ctx, hold, version, { liftedBy: staffOf(ctx.actor).userId, liftedAt: ctx.now }),
});

/** `hold.remind`: asks who coordinates the site of each to look at the hold again. */
export const remindOfHolds = defineCommand({
  name: "hold.remind",
  input: remindHoldsInput,
  output: remindHoldsOutput,
  async load(ctx, { holdIds }) {
    const holds = await ctx.db.legalHold.findMany({
      where: { organisationId: ctx.actor.organisationId, id: { in: holdIds }, liftedAt: null },
      select: { id: true, caseId: true, reviewAt: true, caseFile: { select: { siteId: true } } },
    });
    return holds.length === 0 ? null : holds;
  },
  allow: (actor) => actor.kind === "system",
  async run(ctx, _input, holds) {
    const [first, ...rest] = holds.map(({ id, caseId }) => ({ entity: "hold", entityId: id, caseId }));
    if (!first) throw new AppError("NOT_FOUND");
    const { organisationId } = ctx.actor;
    const jobs = holds.map(async ({ id: subjectId, caseId, reviewAt, caseFile }) => {
      const times = { dueAt: reviewAt.toISOString(), causedAt: ctx.now.toISOString() };
      const task = { organisationId, caseId, kind: "hold_review", subjectId, ...times } as const;
      const people = await coordinatorsOf(ctx, caseFile.siteId);
      // Where nobody coordinates, the caseworker of the case.
      if (people.length === 0) return [enqueue(taskOpen, task)];
      return people.map((assigneeId) => enqueue(taskOpen, { ...task, assigneeId }));
    });
    return {
      result: { reminded: holds.length },
      events: [first, ...rest],
      jobs: (await Promise.all(jobs)).flat(),
    };
  },
});

function refuseUnfit(ctx: Ctx, reviewAt: Date): void {
  const obstacle = obstacleToDay(ctx.now, reviewAt, longestHoldMonths);
  if (obstacle === "past") throw invalid("retention.error.dayInPast", "reviewAt");
  if (obstacle === "tooFar") throw invalid("retention.error.reviewTooFar", "reviewAt");
}

type Change = { reviewAt: Date } | { liftedBy: string; liftedAt: Date };

async function change(
  ctx: Ctx,
  { id, caseId, reviewAt, liftedAt }: { id: string; caseId: string; reviewAt: Date; liftedAt: Date | null },
  version: number,
  data: Change,
) {
  if (liftedAt) throw conflict("retention.error.liftedAlready");
  const { count } = await ctx.db.legalHold.updateMany({
    where: { organisationId: ctx.actor.organisationId, id, liftedAt: null, version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("core.error.stale");
  const covers = await settleTasks(ctx, "hold_review", [id]);
  const now = { reviewAt, liftedAt: null as Date | null, ...data };
  return {
    result: {
      holdId: id,
      version: version + 1,
      reviewAt: now.reviewAt.toISOString(),
      liftedAt: now.liftedAt?.toISOString() ?? null,
    },
    events: [{ entity: "hold", entityId: id, caseId, covers }] as const,
  };
}

/** Ends an erasure that waits for its second person. Ids for the event to cover. */
async function stopErasure(ctx: Ctx, caseId: string): Promise<string[]> {
  const where = { organisationId: ctx.actor.organisationId, caseId, status: "proposed" };
  const proposed = await ctx.db.erasure.findMany({ where, select: { id: true } });
  const ids = proposed.map(({ id }) => id);
  if (ids.length === 0) return [];
  // The erasure first, then the case: in the order in which a confirmation takes them.
  await ctx.db.erasure.updateMany({
    where: { ...where, id: { in: ids } },
    data: { status: "cancelled", endedAt: ctx.now, version: { increment: 1 } },
  });
  return [...ids, ...(await settleTasks(ctx, "erasure_proposed", ids))];
}
