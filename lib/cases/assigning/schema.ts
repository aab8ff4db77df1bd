import { z } from "zod";
import { id, version } from "@/lib/core/fields";

/** `case.assign`: `assigneeId` null leaves the case to the team. */
export const assignment = z.strictObject({
  caseId: id,
  version,
  assigneeId: id.nullable(),
  teamId: id.optional(),
});
