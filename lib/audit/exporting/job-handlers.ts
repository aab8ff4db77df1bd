import "server-only";
import { writeExport } from "@/lib/audit/exporting/commands";
import { contentOf } from "@/lib/audit/exporting/file";
import { auditExportJob, forgetExports } from "@/lib/audit/exporting/jobs";
import { hoursKept } from "@/lib/audit/exporting/schema";
import { signedFile } from "@/lib/audit/exporting/signature";
import { auditScope } from "@/lib/audit/schema";
import type { SigningKey } from "@/lib/audit/sealing/key";
import { installedKey } from "@/lib/audit/sealing/settings";
import type { System } from "@/lib/core/actor";
import { withContext } from "@/lib/core/context";
import type { JobHandler } from "@/lib/core/jobs";
import { describeError, log } from "@/lib/core/log";
import { organisationIds } from "@/lib/core/organisation-ids";

const system = (organisationId: string): System => ({ kind: "system", organisationId, name: "trail" });

const write: JobHandler<typeof auditExportJob.payload> = {
  definition: auditExportJob,
  async handle({ organisationId, exportId }, origin) {
    const actor = system(organisationId);
    const asked = await withContext("audit.export", actor, "RepeatableRead", ({ db }) =>
      db.auditExport.findFirst({
        where: { organisationId, id: exportId, status: "asked" },
        select: { filter: true, askedAt: true },
      }),
    );
    // Written already: a job can come twice.
    if (asked)
      await writeExport.execute(actor, { exportId, ...(await fileFor(actor, exportId, asked)) }, origin);
  },
};

const failed = { status: "failed", rows: 0, sha256: null, csv: null };

async function fileFor(
  actor: System,
  exportId: string,
  { filter, askedAt }: { filter: unknown; askedAt: Date },
) {
  try {
    const key = installedKey();
    if (key) return { status: "ready", ...(await signed(actor, exportId, filter, askedAt, key)) };
    log.error({}, "the record was not written into a file: there is no key to sign with");
  } catch (error) {
    log.error(describeError(error), "the record was not written into a file");
  }
  return failed;
}

async function signed(actor: System, exportId: string, filter: unknown, askedAt: Date, key: SigningKey) {
  const { content, rows } = await contentOf(actor, auditScope.parse(filter), askedAt);
  const { organisationId } = actor;
  return {
    rows,
    ...signedFile(content, { organisationId, exportId, rows, asOf: askedAt.toISOString() }, key),
  };
}

const forget: JobHandler<typeof forgetExports.payload> = {
  definition: forgetExports,
  async handle() {
    for (const organisationId of await organisationIds())
      await withContext(
        "audit.forgetExports",
        system(organisationId),
        "ReadCommitted",
        async ({ db, now }) => {
          const finishedAt = { lt: new Date(now.getTime() - hoursKept * 3_600_000) };
          await db.auditExport.updateMany({
            where: { organisationId, finishedAt, fileSealed: { not: null } },
            data: { fileSealed: null },
          });
        },
      );
  },
};

export const handlers = [write, forget] as const;
