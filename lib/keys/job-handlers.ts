import "server-only";
import type { System } from "@/lib/core/actor";
import type { JobHandler } from "@/lib/core/jobs";
import { organisationIds } from "@/lib/core/organisation-ids";
import { forgetRetiredKeys } from "@/lib/keys/commands";
import { keyForget } from "@/lib/keys/jobs";
import { countRetired } from "@/lib/keys/queries";

const forget: JobHandler<typeof keyForget.payload> = {
  definition: keyForget,
  async handle(_payload, origin) {
    for (const organisationId of await organisationIds()) {
      const actor: System = { kind: "system", organisationId, name: "keys" };
      const { count } = await countRetired.execute(actor, {}, origin);
      if (count > 0) await forgetRetiredKeys.execute(actor, {}, origin);
    }
  },
};

export const handlers = [forget] as const;
