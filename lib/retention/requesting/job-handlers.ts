import "server-only";
import type { System } from "@/lib/core/actor";
import type { JobHandler } from "@/lib/core/jobs";
import { organisationIds } from "@/lib/core/organisation-ids";
import { remindOfRequests } from "@/lib/retention/requesting/commands";
import { requestDue } from "@/lib/retention/requesting/jobs";
import { listDueRequests } from "@/lib/retention/requesting/queries";

const remind: JobHandler<typeof requestDue.payload> = {
  definition: requestDue,
  async handle(_payload, origin) {
    for (const organisationId of await organisationIds()) {
      const actor: System = { kind: "system", organisationId, name: "retention" };
      const { requests } = await listDueRequests.execute(actor, {}, origin);
      if (requests.length === 0) continue;
      await remindOfRequests.execute(actor, { requestIds: requests.map(({ id }) => id) }, origin);
    }
  },
};

export const handlers = [remind] as const;
