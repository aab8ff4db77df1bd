import "server-only";
import type { JobHandler } from "@/lib/core/jobs";
import { carryOutReset } from "@/lib/users/factors/resetting/commands";
import { factorResetCarryOut } from "@/lib/users/factors/resetting/jobs";

const carryOut: JobHandler<typeof factorResetCarryOut.payload> = {
  definition: factorResetCarryOut,
  async handle({ organisationId, resetId }, origin) {
    await carryOutReset.execute({ kind: "system", organisationId, name: "factors" }, { resetId }, origin);
  },
};

export const handlers = [carryOut] as const;
