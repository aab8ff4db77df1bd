import "server-only";
import { z } from "zod";
import { overdueOutput } from "@/lib/access/schema";
import { overdueAccesses } from "@/lib/access/closing/scope";
import { defineQuery } from "@/lib/core/read";

/** `access.overdue`: how many accesses are over and not yet written down as ended. */
export const countOverdue = defineQuery({
  name: "access.overdue",
  input: z.strictObject({}),
  output: overdueOutput,
  run: async (ctx) => ({ count: await ctx.db.caseAccess.count({ where: overdueAccesses(ctx) }) }),
});
