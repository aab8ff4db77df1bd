import "server-only";
import { canEnd } from "@/lib/access/policy";
import {
  type AccessKind,
  accessOutput,
  askInput,
  breakGlassInput,
  endInput,
  glassMinutes,
  glassOutput,
  reviewHours,
} from "@/lib/access/schema";
import {
  accessInScope,
  accessPlace,
  caseOfCode,
  openCases,
  peopleOfCase,
  type PointedCase,
} from "@/lib/access/scope";
import { canMoveAccess } from "@/lib/access/workflow";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/core/jobs";
import { letterTo } from "@/lib/mail/jobs";
import { taskOpen } from "@/lib/tasks/jobs";
import { settleTasks } from "@/lib/tasks/scope";

/**
 * `access.ask`: asks who answers for a case to be let in for a time. A code that does not exist is NOT_FOUND, and so is
 * that of another organisation. @throws CONFLICT when the case is in sight or the question waits already.
 */
export const askForAccess = defineCommand({
  name: "access.ask",
  input: askInput,
  output: accessOutput,
  load: (ctx, { code }) => caseOfCode(ctx, code),
  allow: (actor) => actor.kind === "staff",
  async run(ctx, { reason }, file) {
    await refuseInSight(ctx, file);
    const { organisationId, userId } = staffOf(ctx.actor);
    const waiting = await ctx.db.caseAccess.findFirst({
      where: { organisationId, caseId: file.caseId, userId, status: "waiting" },
      select: { id: true },
    });
    if (waiting) throw conflict("access.error.askedAlready");
    const access = await addAccess(ctx, file, reason, { kind: "asked", status: "waiting" });
    return {
      result: access,
      events: [{ entity: "access", entityId: access.accessId, caseId: file.caseId }],
      jobs: await tellPeople(ctx, file, access.accessId, "access_asked"),
    };
  },
});

/**
 * `access.breakGlass`: lets oneself into one case for an hour, since somebody may come to harm otherwise. Everybody who
 * answers for the case is told at once, and a coordinator reviews it within three days. @throws CONFLICT when the case is
 * in sight.
 */
export const breakGlass = defineCommand({
  name: "access.breakGlass",
  input: breakGlassInput,
  output: glassOutput,
  load: (ctx, { code }) => caseOfCode(ctx, code),
  allow: (actor) => actor.kind === "staff",
  async run(ctx, { reason }, file) {
    await refuseInSight(ctx, file);
    const over = await endWhatIsOver(ctx, file.caseId);
    const endsAt = new Date(ctx.now.getTime() + glassMinutes * 60_000);
    const reviewDueAt = new Date(ctx.now.getTime() + reviewHours * 3_600_000);
    const access = await addAccess(ctx, file, reason, { kind: "glass", status: "open", endsAt, reviewDueAt });
    return {
      result: { ...access, caseId: file.caseId },
      events: [
        {
          entity: "access",
          entityId: access.accessId,
          caseId: file.caseId,
          covers: over,
          reason: "glass",
          detail: { minutes: glassMinutes },
        },
      ],
      jobs: await tellPeople(ctx, file, access.accessId, "glass_broken"),
    };
  },
});

/** `access.end`: leaves before the time is over, or takes back a question. @throws CONFLICT when it is over already. */
export const endAccess = defineCommand({
  name: "access.end",
  input: endInput,
  output: accessOutput,
  load: (ctx, { accessId }) => accessInScope(ctx, accessId),
  allow: canEnd,
  async run(ctx, _input, { id, caseId, kind, status, version }) {
    if (!canMoveAccess(status, "ended")) throw conflict("access.error.over");
    const { count } = await ctx.db.caseAccess.updateMany({
      where: { organisationId: ctx.actor.organisationId, id, status, version },
      data: { status: "ended", ...(status === "open" && { endsAt: ctx.now }), version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("access.error.over");
    const endsAt = status === "open" ? ctx.now.toISOString() : null;
    const settled = await settleTasks(ctx, "access_asked", [id]);
    return {
      result: { accessId: id, kind, status: "ended" as const, endsAt, version: version + 1 },
      events: [
        { entity: "access", entityId: id, caseId, covers: settled, detail: { from: status, to: "ended" } },
      ],
    };
  },
});

async function refuseInSight(ctx: Ctx, { caseId }: PointedCase): Promise<void> {
  if ((await openCases(ctx, [caseId])).size > 0) throw conflict("access.error.inSight");
}

type New = { kind: AccessKind; status: "waiting" | "open"; endsAt?: Date; reviewDueAt?: Date };

/** Adds an access of the actor, its reason sealed under a key of its own: who asks cannot open that of the case. */
async function addAccess(ctx: Ctx, { caseId }: PointedCase, reason: string, access: New) {
  const { organisationId, userId } = staffOf(ctx.actor);
  const id = newId();
  ctx.vault.prepareKey(id);
  const reasonSealed = await ctx.vault.seal(accessPlace(id, "reason_sealed"), reason);
  await ctx.db.caseAccess.createMany({
    data: [{ organisationId, id, caseId, userId, reasonSealed, createdAt: ctx.now, ...access }],
  });
  await ctx.vault.createKey("access", id);
  const { kind, status, endsAt } = access;
  return { accessId: id, kind, status, endsAt: endsAt?.toISOString() ?? null, version: 1 };
}

/** An hour that is over but not yet written down as such must not stand in the way of the next. Ids for the event. */
async function endWhatIsOver(ctx: Ctx, caseId: string): Promise<string[]> {
  const { organisationId, userId } = staffOf(ctx.actor);
  const where = { organisationId, caseId, userId, status: "open", endsAt: { lte: ctx.now } };
  const over = await ctx.db.caseAccess.findMany({ where, select: { id: true } });
  await ctx.db.caseAccess.updateMany({ where, data: { status: "ended", version: { increment: 1 } } });
  return over.map(({ id }) => id);
}

async function tellPeople(
  ctx: Ctx,
  { caseId }: PointedCase,
  accessId: string,
  kind: "access_asked" | "glass_broken",
) {
  const { organisationId } = ctx.actor;
  const people = await peopleOfCase(ctx, caseId);
  return people.flatMap(({ userId }) => [
    enqueue(taskOpen, { organisationId, caseId, kind, subjectId: accessId, assigneeId: userId }),
    letterTo(ctx, { userId, kind: "something_waiting" }),
  ]);
}
