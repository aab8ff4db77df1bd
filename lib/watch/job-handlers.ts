import "server-only";
import type { System } from "@/lib/core/actor";
import type { JobHandler } from "@/lib/core/jobs";
import { organisationIds } from "@/lib/core/organisation-ids";
import { scanWatch } from "@/lib/watch/commands";
import { watchScan } from "@/lib/watch/jobs";
import { isWatchDue } from "@/lib/watch/queries";

const scan: JobHandler<typeof watchScan.payload> = {
  definition: watchScan,
  async handle(_payload, origin) {
    for (const organisationId of await organisationIds()) {
      const actor: System = { kind: "system", organisationId, name: "watch" };
      const { due } = await isWatchDue.execute(actor, {}, origin);
      if (due) await scanWatch.execute(actor, {}, origin);
    }
  },
};

export const handlers = [scan] as const;
