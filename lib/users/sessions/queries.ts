import "server-only";
import { z } from "zod";
import { staffOf } from "@/lib/core/actor";
import { id } from "@/lib/core/fields";
import { defineQuery } from "@/lib/core/read";
import { canEndSessionsOf } from "@/lib/users/policy";
import { openSession } from "@/lib/users/sessions/schema";

/** `session.list`: one's own open sessions, or for administrators those of `userId`; the latest used comes first. */
export const listSessions = defineQuery({
  name: "session.list",
  input: z.strictObject({ userId: id.optional() }),
  output: z.strictObject({ sessions: z.array(openSession) }),
  async run(ctx, input) {
    const { now } = ctx;
    const actor = staffOf(ctx.actor);
    const userId = input.userId ?? actor.userId;
    if (!canEndSessionsOf(actor, userId)) return null;
    const user = await ctx.db.userAccount.findFirst({
      where: { organisationId: actor.organisationId, id: userId },
      select: {
        sessions: {
          where: { revokedAt: null, idleExpires: { gt: now }, absoluteExpires: { gt: now } },
          orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
          select: {
            id: true,
            device: true,
            network: true,
            createdAt: true,
            lastSeenAt: true,
            idleExpires: true,
            absoluteExpires: true,
          },
        },
      },
    });
    return (
      user && {
        sessions: user.sessions.map(
          ({ id, device, network, createdAt, lastSeenAt, idleExpires, absoluteExpires }) => ({
            id,
            device,
            network,
            openedAt: createdAt.toISOString(),
            lastSeenAt: lastSeenAt.toISOString(),
            expiresAt: (idleExpires < absoluteExpires ? idleExpires : absoluteExpires).toISOString(),
            current: id === actor.sessionId,
          }),
        ),
      }
    );
  },
});
