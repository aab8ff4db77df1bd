import "server-only";
import { z } from "zod";
import { staffOf } from "@/lib/core/actor";
import { defineQuery } from "@/lib/core/read";
import { heldBy, holderOf } from "@/lib/users/factors/held";
import { needsPasskey, nextStep } from "@/lib/users/factors/policy";
import { ownFactors } from "@/lib/users/factors/schema";

/** `factor.list`: one's own second factors, and what comes next on the way in. Never a seed, key or code. */
export const listFactors = defineQuery({
  name: "factor.list",
  input: z.strictObject({}),
  output: ownFactors,
  async run(ctx) {
    const actor = staffOf(ctx.actor);
    const where = { organisationId: actor.organisationId, userId: actor.userId };
    const [totp, passkeys, codes, held, holder] = await Promise.all([
      ctx.db.totp.findFirst({ where, select: { createdAt: true } }),
      ctx.db.passkey.findMany({
        where: { ...where, revokedAt: null },
        orderBy: { id: "asc" },
        select: { id: true, name: true, createdAt: true, lastUsedAt: true },
      }),
      ctx.db.recoveryCode.findMany({ where, select: { createdAt: true, usedAt: true } }),
      heldBy(ctx, actor.userId),
      holderOf(ctx, actor),
    ]);
    return {
      totp: totp && { since: totp.createdAt.toISOString() },
      passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
        id,
        name,
        addedAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
      recoveryCodes: {
        left: codes.filter(({ usedAt }) => usedAt === null).length,
        madeAt: codes[0]?.createdAt.toISOString() ?? null,
      },
      needsPasskey: needsPasskey(holder),
      step: nextStep(actor, held),
    };
  },
});
