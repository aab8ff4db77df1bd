import "server-only";
import { z } from "zod";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { id, instantOut } from "@/lib/core/fields";
import { newId } from "@/lib/core/ids";
import { hashApiToken, newApiToken } from "@/lib/core/tokens";
import { canEndSessionsOf } from "@/lib/users/policy";
import { usualTokenEnd, wrongInToken } from "@/lib/users/tokens/policy";
import { createTokenInput } from "@/lib/users/tokens/schema";

/**
 * `token.create`: a token for a program that works in one's own name; its text is in this answer and nowhere else. It is
 * as strong as the session that makes it. @throws INVALID for permissions that one does not have or that ask for a factor
 * just now, and for an end that has passed or is over a year away.
 */
export const createToken = defineCommand({
  name: "token.create",
  input: createTokenInput,
  output: z.strictObject({ id, token: z.string(), expiresAt: instantOut }),
  load: async () => ({}),
  // A program makes no programs.
  allow: (actor) => actor.kind === "staff" && actor.limitedTo === null,
  async run(ctx, { name, permissions, expiresAt = usualTokenEnd(ctx.now) }) {
    const { userId, organisationId, assurance } = staffOf(ctx.actor);
    const fields = wrongInToken(ctx.actor, { permissions, expiresAt }, ctx.now);
    if (fields) throw new AppError("INVALID", { fields });
    const [tokenId, token] = [newId(), newApiToken()];
    const chosen = [...new Set(permissions)].sort();
    await ctx.db.apiToken.createMany({
      data: [
        {
          organisationId,
          id: tokenId,
          userId,
          name,
          hash: new Uint8Array(hashApiToken(token)),
          permissions: chosen,
          assurance,
          expiresAt,
        },
      ],
    });
    return {
      result: { id: tokenId, token, expiresAt: expiresAt.toISOString() },
      events: [
        {
          entity: "token",
          entityId: tokenId,
          covers: [userId],
          detail: { permissions: chosen, expiresAt: expiresAt.toISOString() },
        },
      ],
    };
  },
});

/** `token.revoke`: the token is dead at its next request. One's own, or as administrator anybody's; twice is no error. */
export const revokeToken = defineCommand({
  name: "token.revoke",
  input: z.strictObject({ tokenId: id }),
  output: z.strictObject({ ended: z.int() }),
  async load(ctx, { tokenId }) {
    const token = await ctx.db.apiToken.findFirst({
      where: { organisationId: ctx.actor.organisationId, id: tokenId },
      select: { id: true, userId: true },
    });
    return token && canEndSessionsOf(ctx.actor, token.userId) ? token : null;
  },
  allow: (actor, { userId }) => canEndSessionsOf(actor, userId),
  async run(ctx, { tokenId }, { userId }) {
    const { count: ended } = await ctx.db.apiToken.updateMany({
      where: { organisationId: ctx.actor.organisationId, id: tokenId, revokedAt: null },
      data: { revokedAt: ctx.now, revokedBy: staffOf(ctx.actor).userId },
    });
    return {
      result: { ended },
      events: [{ entity: "token", entityId: tokenId, covers: [userId], detail: { ended } }],
    };
  },
});
