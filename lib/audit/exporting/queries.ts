import "server-only";
import { z } from "zod";
import { type ExportStatus, exportState, hoursKept } from "@/lib/audit/exporting/schema";
import { staffOf } from "@/lib/core/actor";
import { defineQuery } from "@/lib/core/read";

/** `audit.exportState`: the last file that the actor asked for; asked again and again while it is written. */
export const exportStateNow = defineQuery({
  name: "audit.exportState",
  input: z.strictObject({}),
  output: exportState,
  async run({ db, actor, now }) {
    const { organisationId, userId } = staffOf(actor);
    const last = await db.auditExport.findFirst({
      where: { organisationId, askedBy: userId },
      orderBy: { askedAt: "desc" },
      select: { id: true, status: true, askedAt: true, rows: true, sha256: true, finishedAt: true },
    });
    if (!last) return { export: null };
    const { finishedAt, askedAt, status, ...rest } = last;
    const until = finishedAt && new Date(finishedAt.getTime() + hoursKept * 3_600_000);
    return {
      export: {
        ...rest,
        status: status as ExportStatus,
        askedAt: askedAt.toISOString(),
        until: status === "ready" && until && until > now ? until.toISOString() : null,
      },
    };
  },
});
