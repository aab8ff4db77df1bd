import "server-only";
import type { Ctx } from "@/lib/core/context";
import type { TaskKind } from "@/lib/tasks/schema";

/**
 * Finishes what is left to do about these subjects, for everybody, since it has been done otherwise. Gives the ids of the
 * tasks, for the event to cover.
 */
export async function settleTasks(
  ctx: Ctx,
  kind: TaskKind,
  subjectIds: readonly string[],
): Promise<string[]> {
  const left = {
    ...{ organisationId: ctx.actor.organisationId, kind, subjectId: { in: [...subjectIds] } },
    status: { in: ["open", "later"] },
  };
  const tasks = await ctx.db.task.findMany({ where: left, select: { id: true } });
  const ids = tasks.map(({ id }) => id);
  await ctx.db.task.updateMany({
    where: { ...left, id: { in: ids } },
    data: { status: "done", doneAt: ctx.now, laterUntil: null, version: { increment: 1 } },
  });
  return ids;
}
