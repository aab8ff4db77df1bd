import "server-only";
import { remindOfConsents } from "@/lib/consents/commands";
import { consentExpiring } from "@/lib/consents/jobs";
import { listExpiringConsents } from "@/lib/consents/queries";
import type { System } from "@/lib/core/actor";
import type { JobHandler } from "@/lib/core/jobs";
import { organisationIds } from "@/lib/core/organisation-ids";

const remind: JobHandler<typeof consentExpiring.payload> = {
  definition: consentExpiring,
  async handle(_payload, origin) {
    for (const organisationId of await organisationIds()) {
      const actor: System = { kind: "system", organisationId, name: "consents" };
      const { consents } = await listExpiringConsents.execute(actor, {}, origin);
      if (consents.length === 0) continue;
      await remindOfConsents.execute(actor, { consentIds: consents.map(({ id }) => id) }, origin);
    }
  },
};

export const handlers = [remind] as const;
