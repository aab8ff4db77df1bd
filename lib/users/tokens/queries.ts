import "server-only";
import { z } from "zod";
import { staffOf } from "@/lib/core/actor";
import { id } from "@/lib/core/fields";
import { defineQuery } from "@/lib/core/read";
import { canEndSessionsOf } from "@/lib/users/policy";
import { apiToken } from "@/lib/users/tokens/schema";

/** `token.list`: one's own living tokens, or for administrators those of `userId`; the newest first. */
export const listTokens = defineQuery({
  name: "token.list",
  input: z.strictObject({ userId: id.optional() }),
  output: z.strictObject({ tokens: z.array(apiToken) }),
  async run(ctx, input) {
    const { organisationId, userId: own } = staffOf(ctx.actor);
    const userId = input.userId ?? own;
    if (!canEndSessionsOf(ctx.actor, userId)) return null;
    const user = await ctx.db.userAccount.findFirst({
      where: { organisationId, id: userId },
      select: {
        tokens: {
          where: { revokedAt: null, expiresAt: { gt: ctx.now } },
          orderBy: [{ createdAt: "desc" }, { id: "desc" }],
          select: {
            id: true,
            name: true,
            permissions: true,
            createdAt: true,
            expiresAt: true,
            lastUsedAt: true,
          },
        },
      },
    });
    return (
      user && {
        tokens: user.tokens.map(({ createdAt, expiresAt, lastUsedAt, ...token }) => ({
          ...token,
          createdAt: createdAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          lastUsedAt: lastUsedAt?.toISOString() ?? null,
        })),
      }
    );
  },
});
