import { z } from "zod";
import { id } from "@/lib/core/fields";
import type { JobDefinition } from "@/lib/core/jobs";

/** Checks the whole trail for somebody who asked. */
export const trailCheckJob = {
  name: "trail.check",
  payload: z.strictObject({ organisationId: id, checkId: id }),
} satisfies JobDefinition;
