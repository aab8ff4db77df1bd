import "server-only";
import { z } from "zod";
import { type Staff, staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { canEndSessionsOf } from "@/lib/users/policy";
import { revokeSessionInput } from "@/lib/users/sessions/schema";

type Target = { userId: string; sessionId?: string; except?: string };

/**
 * `session.revoke`: ends the session that asks, another one, all of one's own, or all of somebody's. Ended means that
 * its very next request is anonymous. Answers how many were open; ending what has ended already is no error.
 */
export const revokeSession = defineCommand({
  name: "session.revoke",
  input: revokeSessionInput,
  output: z.strictObject({ ended: z.int() }),
  async load(ctx, input) {
    const target = await targetOf(ctx, staffOf(ctx.actor), input);
    return target && canEndSessionsOf(ctx.actor, target.userId) ? target : null;
  },
  allow: (actor, { userId }) => canEndSessionsOf(actor, userId),
  async run(ctx, _input, { userId, sessionId, except }) {
    const { count: ended } = await ctx.db.session.updateMany({
      where: {
        organisationId: ctx.actor.organisationId,
        userId,
        revokedAt: null,
        ...(sessionId && { id: sessionId }),
        ...(except && { NOT: { id: except } }),
      },
      data: { revokedAt: ctx.now, revokedBy: staffOf(ctx.actor).userId },
    });
    const entity = sessionId
      ? { entity: "session", entityId: sessionId, covers: [userId] }
      : { entity: "user", entityId: userId };
    return { result: { ended }, events: [{ ...entity, detail: { ended } }] };
  },
});

async function targetOf(
  ctx: Ctx,
  actor: Staff,
  input: z.output<typeof revokeSessionInput>,
): Promise<Target | null> {
  const { organisationId, userId, sessionId } = actor;
  if ("sessionId" in input) {
    const session = await ctx.db.session.findFirst({
      where: { organisationId, id: input.sessionId },
      select: { userId: true },
    });
    return session && { userId: session.userId, sessionId: input.sessionId };
  }
  if (!("all" in input)) return { userId, sessionId };
  if (input.all === "theirs") {
    const user = await ctx.db.userAccount.findFirst({
      where: { organisationId, id: input.userId },
      select: { id: true },
    });
    return user && { userId: user.id };
  }
  return { userId, ...(input.all === "mine_except_this" && { except: sessionId }) };
}
