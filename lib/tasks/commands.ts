import "server-only";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { canHandle, isOpen, obstacleToDelay } from "@/lib/tasks/policy";
import {
  finishTaskInput,
  openTaskInput,
  postponeTaskInput,
  taskOutput,
  type TaskStatus,
} from "@/lib/tasks/schema";

/**
 * `task.open`: asks the caseworker of a case, or somebody named, to look at something. One task for each kind and subject
 * (and person named), however often it is asked for; only a cause that is newer than the task opens it again.
 */
export const openTask = defineCommand({
  name: "task.open",
  input: openTaskInput,
  output: taskOutput,
  load: (ctx, { caseId }) =>
    ctx.db.caseFile.findFirst({
      where: { organisationId: ctx.actor.organisationId, id: caseId },
      select: { id: true, assigneeId: true },
    }),
  allow: (actor) => actor.kind === "system",
  async run(
    ctx,
    { kind, subjectId, assigneeId: named, dueAt = ctx.now, causedAt },
    { id: caseId, assigneeId },
  ) {
    const one = {
      ...{ organisationId: ctx.actor.organisationId, kind, subjectId },
      ...(named && { assigneeId: named }),
    };
    const due = { status: "open", assigneeId: named ?? assigneeId, dueAt, createdAt: causedAt ?? ctx.now };
    const known = await ctx.db.task.findFirst({ where: one, select: { id: true } });
    if (!known) {
      // Of two at once, one makes it.
      await ctx.db.task.createMany({ data: [{ ...one, id: newId(), caseId, ...due }], skipDuplicates: true });
    } else if (causedAt) {
      await ctx.db.task.updateMany({
        where: { ...one, status: { in: ["later", "done"] }, createdAt: { lt: causedAt } },
        data: { ...due, laterUntil: null, doneAt: null, version: { increment: 1 } },
      });
    }
    const task = await ctx.db.task.findFirstOrThrow({ where: one, select: shape });
    return {
      result: answer(task),
      events: [{ entity: "task", entityId: task.id, caseId, detail: { kind } }],
    };
  },
});

/** `task.finish`: it is done. @throws CONFLICT when it was done already or has changed. */
export const finishTask = defineCommand({
  name: "task.finish",
  input: finishTaskInput,
  output: taskOutput,
  load: (ctx, { taskId }) => taskInSight(ctx, taskId),
  allow: canHandle,
  run: (ctx, { version }, task) =>
    move(ctx, task, version, { status: "done", doneAt: ctx.now, laterUntil: null }),
});

/** `task.postpone`: not now, but until then, at most 30 days on. @throws INVALID for a time outside. */
export const postponeTask = defineCommand({
  name: "task.postpone",
  input: postponeTaskInput,
  output: taskOutput,
  load: (ctx, { taskId }) => taskInSight(ctx, taskId),
  allow: canHandle,
  run(ctx, { version, until }, task) {
    const obstacle = obstacleToDelay(ctx.now, until);
    if (obstacle) throw invalid(obstacle, "until");
    return move(ctx, task, version, { status: "later", laterUntil: until });
  },
});

const shape = {
  id: true,
  caseId: true,
  assigneeId: true,
  kind: true,
  status: true,
  dueAt: true,
  version: true,
} as const;
type Task = {
  id: string;
  caseId: string;
  assigneeId: string | null;
  kind: string;
  status: string;
  dueAt: Date;
  version: number;
};

function taskInSight(ctx: Ctx, id: string): Promise<Task | null> {
  return ctx.db.task.findFirst({ where: { organisationId: ctx.actor.organisationId, id }, select: shape });
}

async function move(
  ctx: Ctx,
  task: Task,
  version: number,
  data: { status: TaskStatus; doneAt?: Date; laterUntil: Date | null },
) {
  const status = task.status as TaskStatus;
  if (!isOpen({ status })) throw conflict("tasks.error.alreadyDone");
  const { count } = await ctx.db.task.updateMany({
    where: { organisationId: ctx.actor.organisationId, id: task.id, status, version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("core.error.stale");
  const detail = { kind: task.kind, from: status, to: data.status };
  return {
    result: answer({ ...task, status: data.status, version: version + 1 }),
    events: [{ entity: "task", entityId: task.id, caseId: task.caseId, detail }] as const,
  };
}

function answer({ id, status, dueAt, version }: Task) {
  return { id, status: status as TaskStatus, dueAt: dueAt.toISOString(), version };
}
