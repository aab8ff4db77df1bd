import "server-only";
import type { System } from "@/lib/core/actor";
import type { JobHandler } from "@/lib/core/jobs";
import { organisationIds } from "@/lib/core/organisation-ids";
import { remindOfHolds } from "@/lib/retention/holding/commands";
import { holdReview } from "@/lib/retention/holding/jobs";
import { listHoldsDue } from "@/lib/retention/holding/queries";

const review: JobHandler<typeof holdReview.payload> = {
  definition: holdReview,
  async handle(_payload, origin) {
    for (const organisationId of await organisationIds()) {
      const actor: System = { kind: "system", organisationId, name: "retention" };
      const { holdIds } = await listHoldsDue.execute(actor, {}, origin);
      if (holdIds.length > 0) await remindOfHolds.execute(actor, { holdIds }, origin);
    }
  },
};

export const handlers = [review] as const;
