import "server-only";
import { z } from "zod";
import { auditExportJob } from "@/lib/audit/exporting/jobs";
import { downloaded, exportStatuses, hoursKept, mostRows } from "@/lib/audit/exporting/schema";
import { countMatching } from "@/lib/audit/queries";
import { auditScope } from "@/lib/audit/schema";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { sealForOrganisation, unsealForOrganisation } from "@/lib/core/crypto";
import { conflict, invalid } from "@/lib/core/errors";
import { id } from "@/lib/core/fields";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/core/jobs";

const filePlace = (row: string) => ({ table: "audit_export", column: "file_sealed", row });

/** `audit.export`: has what a question means written into a signed file. @throws INVALID when that is too much for one file */
export const askForExport = defineCommand({
  name: "audit.export",
  input: auditScope,
  output: z.strictObject({ exportId: id }),
  load: async (ctx, scope) => ({ count: await countMatching(ctx, scope, mostRows + 1, ctx.now) }),
  allow: (actor) => actor.kind === "staff",
  async run({ db, actor, now }, scope, { count }) {
    if (count > mostRows) throw invalid("audit.error.tooManyRows", "", { most: mostRows });
    const { organisationId, userId } = staffOf(actor);
    const exportId = newId();
    await db.auditExport.createMany({
      data: [{ organisationId, id: exportId, askedBy: userId, askedAt: now, filter: scope }],
    });
    return {
      result: { exportId },
      events: [{ entity: "audit", entityId: exportId, detail: { ...scope, count } }],
      jobs: [enqueue(auditExportJob, { organisationId, exportId })],
    };
  },
});

/** `audit.writeExport`: keeps the file that the worker has written and signed, sealed, or that it could not be written. */
export const writeExport = defineCommand({
  name: "audit.writeExport",
  input: z.strictObject({
    exportId: id,
    status: z.enum(exportStatuses).exclude(["asked"]),
    rows: z.int().min(0),
    sha256: z.string().nullable(),
    csv: z.string().nullable(),
  }),
  output: z.strictObject({}),
  load: (ctx, { exportId }) => exportOf(ctx, { id: exportId, status: "asked" }),
  allow: (actor) => actor.kind === "system",
  async run({ db, actor: { organisationId }, now }, { exportId, status, rows, sha256, csv }) {
    const fileSealed = csv === null ? null : sealForOrganisation(organisationId, csv, filePlace(exportId));
    const { count } = await db.auditExport.updateMany({
      where: { organisationId, id: exportId, status: "asked" },
      data: { status, rows, sha256, fileSealed, finishedAt: now },
    });
    if (count !== 1) throw conflict("core.error.stale");
    return {
      result: {},
      events: [{ entity: "audit", entityId: exportId, detail: { status, count: rows, sha256 } }],
    };
  },
});

/** `audit.download`: the finished file, to whoever asked for it, for a day. It leaves the house: the trail says so each time. */
export const downloadExport = defineCommand({
  name: "audit.download",
  input: z.strictObject({ exportId: id }),
  output: downloaded,
  opensSeals: true,
  load: (ctx, { exportId }) => {
    const finishedAt = { gt: new Date(ctx.now.getTime() - hoursKept * 3_600_000) };
    return exportOf(ctx, { id: exportId, status: "ready", finishedAt, fileSealed: { not: null } });
  },
  allow: (actor, { askedBy }) => staffOf(actor).userId === askedBy,
  async run({ actor: { organisationId } }, { exportId }, { fileSealed, askedAt, rows, sha256 }) {
    const minute = askedAt.toISOString().slice(0, 16).replaceAll(":", "");
    return {
      result: {
        name: `records-${minute}.csv`,
        csv: unsealForOrganisation(organisationId, fileSealed!, filePlace(exportId)),
      },
      events: [{ kind: "share", entity: "audit", entityId: exportId, detail: { count: rows, sha256 } }],
    };
  },
});

function exportOf({ db, actor: { organisationId } }: Ctx, where: object) {
  return db.auditExport.findFirst({
    where: { organisationId, ...where },
    select: { askedBy: true, askedAt: true, rows: true, sha256: true, fileSealed: true },
  });
}
