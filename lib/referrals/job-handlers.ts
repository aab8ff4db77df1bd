import "server-only";
import { referralStopSharing } from "@/lib/consents/jobs";
import type { System } from "@/lib/core/actor";
import type { JobHandler } from "@/lib/core/jobs";
import { markLate, stopSharing } from "@/lib/referrals/closing/commands";
import { referralClockState } from "@/lib/referrals/closing/queries";
import { referralClock } from "@/lib/referrals/jobs";

const watchClock: JobHandler<typeof referralClock.payload> = {
  definition: referralClock,
  async handle({ organisationId, ...step }, origin) {
    const { late } = await referralClockState.execute(actor(organisationId), step, origin);
    if (late) await markLate.execute(actor(organisationId), step, origin);
  },
};

const closeLinks: JobHandler<typeof referralStopSharing.payload> = {
  definition: referralStopSharing,
  async handle({ organisationId, ...ended }, origin) {
    await stopSharing.execute(actor(organisationId), ended, origin);
  },
};

function actor(organisationId: string): System {
  return { kind: "system", organisationId, name: "referrals" };
}

export const handlers = [watchClock, closeLinks] as const;
