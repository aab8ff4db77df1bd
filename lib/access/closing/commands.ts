import "server-only";
import { z } from "zod";
import { overdueAccesses } from "@/lib/access/closing/scope";
import { closedOutput } from "@/lib/access/schema";
import { defineCommand } from "@/lib/core/command";

const atOnce = 500;

/** `access.close`: writes down as ended what `access.overdue` counts, each on the trail of its case. */
export const closeAccesses = defineCommand({
  name: "access.close",
  input: z.strictObject({}),
  output: closedOutput,
  async load(ctx) {
    const over = await ctx.db.caseAccess.findMany({
      where: overdueAccesses(ctx),
      select: { id: true, caseId: true, kind: true },
      take: atOnce,
    });
    const [first, ...rest] = over;
    return first ? ([first, ...rest] as const) : null;
  },
  allow: (actor) => actor.kind === "system",
  async run(ctx, _input, [first, ...rest]) {
    const ids = [first, ...rest].map(({ id }) => id);
    await ctx.db.caseAccess.updateMany({
      where: { ...overdueAccesses(ctx), id: { in: ids } },
      data: { status: "ended", version: { increment: 1 } },
    });
    return { result: { ended: ids.length }, events: [eventOf(first), ...rest.map(eventOf)] };
  },
});

function eventOf({ id, caseId, kind }: { id: string; caseId: string; kind: string }) {
  return { entity: "access", entityId: id, caseId, detail: { kind } };
}
