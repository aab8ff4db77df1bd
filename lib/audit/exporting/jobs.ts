import { z } from "zod";
import { id } from "@/lib/core/fields";
import type { JobDefinition } from "@/lib/core/jobs";

/** Writes and signs the file that somebody asked for. */
export const auditExportJob = {
  name: "audit.export",
  payload: z.strictObject({ organisationId: id, exportId: id }),
} satisfies JobDefinition;

/** Every hour: drops the files whose day is over. */
export const forgetExports = {
  name: "audit.forgetExports",
  payload: z.strictObject({}),
  schedule: "40 * * * *",
} satisfies JobDefinition;
