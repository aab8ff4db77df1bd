import "server-only";
import { z } from "zod";
import type { System } from "@/lib/core/actor";
import { withContext } from "@/lib/core/context";
import type { JobHandler } from "@/lib/core/jobs";
import { organisationIds } from "@/lib/core/organisation-ids";

/** How long a repeated request still finds the answer to the first: longer than any phone stays without signal. */
const daysKept = 7;

const forgetAnswers = { name: "idempotency.forget", payload: z.strictObject({}), schedule: "20 3 * * *" };

/** Every night: drops the answers that were kept for repeated requests, since they can hold a partner's link. */
const handler: JobHandler<typeof forgetAnswers.payload> = {
  definition: forgetAnswers,
  async handle() {
    for (const organisationId of await organisationIds()) {
      const actor: System = { kind: "system", organisationId, name: "forgetting" };
      await withContext("idempotency.forget", actor, "ReadCommitted", async ({ db, now }) => {
        const createdAt = { lt: new Date(now.getTime() - daysKept * 24 * 3_600_000) };
        await db.idempotentAnswer.deleteMany({ where: { organisationId, createdAt } });
      });
    }
  },
};

export const handlers = [handler] as const;
