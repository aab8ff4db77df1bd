import { z } from "zod";
import { id } from "@/lib/core/fields";
import type { JobDefinition } from "@/lib/core/jobs";

/** A day after two people agreed. */
export const factorResetCarryOut = {
  name: "factorReset.carryOut",
  payload: z.strictObject({ organisationId: id, resetId: id }),
} satisfies JobDefinition;
