import "server-only";
import { z } from "zod";
import { defineQuery } from "@/lib/core/read";
import { retiredBefore } from "@/lib/keys/policy";

/** `key.retired`: how many keys were retired so long ago that they can be destroyed. */
export const countRetired = defineQuery({
  name: "key.retired",
  input: z.strictObject({}),
  output: z.strictObject({ count: z.int() }),
  async run({ actor, db, now }) {
    const where = { organisationId: actor.organisationId, retiredAt: { lt: retiredBefore(now) } };
    return { count: await db.organisationKey.count({ where }) };
  },
});
