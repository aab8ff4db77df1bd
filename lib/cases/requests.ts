import "server-only";
import { staffOf } from "@/lib/core/actor";
import type { Event } from "@/lib/core/audit";
import type { Ctx } from "@/lib/core/context";
import { settleTasks } from "@/lib/tasks/scope";

/** What an act can be the answer to. */
type RequestKind = "copy" | "correction" | "restriction" | "erasure";

/**
 * Answers what the person asked of this kind about their case, since the act itself just now did it; the reminder of it
 * ends with it. Nothing when nobody waits for an answer, or, with `requestId`, when that one is not waiting.
 */
export async function answerRequests(
  ctx: Ctx,
  caseId: string,
  kind: RequestKind,
  requestId?: string,
): Promise<Event[]> {
  const { organisationId } = ctx.actor;
  const waiting = { organisationId, caseId, kind, status: "open" };
  const requests = await ctx.db.personRequest.findMany({
    where: { ...waiting, ...(requestId && { id: requestId }) },
    select: { id: true },
  });
  const ids = requests.map(({ id }) => id);
  if (ids.length === 0) return [];
  await ctx.db.personRequest.updateMany({
    where: { ...waiting, id: { in: ids } },
    data: {
      status: "answered",
      outcome: "done",
      answeredBy: staffOf(ctx.actor).userId,
      answeredAt: ctx.now,
      version: { increment: 1 },
    },
  });
  const tasks = await settleTasks(ctx, "request_due", ids);
  return ids.map((id) => ({
    action: "request.answer",
    entity: "request",
    entityId: id,
    caseId,
    covers: tasks,
    detail: { kind, outcome: "done" },
  }));
}
