import "server-only";
import { z } from "zod";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import { lockedOwnState, renewCodes } from "@/lib/users/factors/held";

/** `recovery.renew`: ten new recovery codes, said once; the former ones count no more. */
export const renewRecoveryCodes = defineCommand({
  name: "recovery.renew",
  input: z.strictObject({}),
  output: z.strictObject({ recoveryCodes: z.array(z.string()) }),
  opensSeals: true,
  load: lockedOwnState,
  allow: (actor, { person }) => staffOf(actor).userId === person.userId,
  async run(ctx, _input, { person }) {
    const recoveryCodes = await renewCodes(ctx, person);
    return { result: { recoveryCodes }, events: [{ entity: "user", entityId: person.userId }] };
  },
});
