import "server-only";
import { closeAccesses } from "@/lib/access/closing/commands";
import { countOverdue } from "@/lib/access/closing/queries";
import { accessClose } from "@/lib/access/jobs";
import type { System } from "@/lib/core/actor";
import type { JobHandler } from "@/lib/core/jobs";
import { organisationIds } from "@/lib/core/organisation-ids";

const close: JobHandler<typeof accessClose.payload> = {
  definition: accessClose,
  async handle(_payload, origin) {
    for (const organisationId of await organisationIds()) {
      const actor: System = { kind: "system", organisationId, name: "access" };
      const { count } = await countOverdue.execute(actor, {}, origin);
      if (count > 0) await closeAccesses.execute(actor, {}, origin);
    }
  },
};

export const handlers = [close] as const;
