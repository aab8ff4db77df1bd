import "server-only";
import { z } from "zod";
import { defineQuery } from "@/lib/core/read";
import { dueRequests, remindDays } from "@/lib/retention/requesting/schema";

const atOnce = 500;

/** `request.due`: open requests whose time ends within seven days, or has, and of which nobody has been reminded. */
export const listDueRequests = defineQuery({
  name: "request.due",
  input: z.strictObject({}),
  output: dueRequests,
  async run(ctx) {
    const { organisationId } = ctx.actor;
    const soon = new Date(ctx.now.getTime() + remindDays * 24 * 3_600_000);
    const waiting = await ctx.db.personRequest.findMany({
      where: { organisationId, status: "open", dueAt: { lte: soon } },
      orderBy: [{ dueAt: "asc" }, { id: "asc" }],
      select: { id: true, caseId: true, dueAt: true },
    });
    const reminders = await ctx.db.task.findMany({
      where: { organisationId, kind: "request_due", subjectId: { in: waiting.map(({ id }) => id) } },
      select: { subjectId: true },
    });
    const reminded = new Set(reminders.map(({ subjectId }) => subjectId));
    const requests = waiting.filter(({ id }) => !reminded.has(id)).slice(0, atOnce);
    return { requests: requests.map((row) => ({ ...row, dueAt: row.dueAt.toISOString() })) };
  },
});
