import "server-only";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { letterTo } from "@/lib/mail/jobs";
import {
  accountInScope,
  casesToHandOver,
  endInvitations,
  endSessions,
  otherAdministrators,
} from "@/lib/users/accounts";
import { canManageAccounts, obstacleToDeactivating } from "@/lib/users/policy";
import { deactivatedUser, deactivateUserInput } from "@/lib/users/schema";

/**
 * `user.deactivate`: the account is closed, and everything that opens something in its name is dead in the same moment:
 * sessions, tokens, links, accesses for a time, waiting changes of factors. Answers what ended, and the codes of the open
 * cases that now wait for somebody else.
 */
export const deactivateUser = defineCommand({
  name: "user.deactivate",
  input: deactivateUserInput,
  output: deactivatedUser,
  load: (ctx, { userId }) => accountInScope(ctx, userId),
  allow: (actor) => canManageAccounts(actor),
  async run(ctx, { userId, version }, account) {
    const obstacle = obstacleToDeactivating(ctx.actor, account, await otherAdministrators(ctx, userId));
    if (obstacle) throw conflict(obstacle);
    const { count } = await ctx.db.userAccount.updateMany({
      where: { organisationId: ctx.actor.organisationId, id: userId, version, status: account.status },
      data: {
        status: "deactivated",
        deactivatedAt: ctx.now,
        pendingRole: null,
        pendingRoleBy: null,
        version: { increment: 1 },
      },
    });
    if (count !== 1) throw conflict("core.error.stale");
    const sessions = await endSessions(ctx, userId);
    const invitations = await endInvitations(ctx, userId);
    const tokens = await endTokens(ctx, userId);
    const accesses = await endAccesses(ctx, userId);
    await cancelFactorResets(ctx, userId);
    const cases = await casesToHandOver(ctx, userId);
    const counts = { sessions, tokens, invitations, accesses: accesses.length, openCases: cases.length };
    return {
      result: { ...counts, cases },
      events: [
        { entity: "user", entityId: userId, covers: accesses, detail: { role: account.role, ...counts } },
      ],
      jobs: [letterTo(ctx, { userId, kind: "access_ended" })],
    };
  },
});

async function endTokens(ctx: Ctx, userId: string): Promise<number> {
  const { count } = await ctx.db.apiToken.updateMany({
    where: { organisationId: ctx.actor.organisationId, userId, revokedAt: null },
    data: { revokedAt: ctx.now, revokedBy: staffOf(ctx.actor).userId },
  });
  return count;
}

/** An administrator sees no case and so no access to one; the database ends them and says which. */
async function endAccesses(ctx: Ctx, userId: string): Promise<string[]> {
  const [row] = await ctx.db.$queryRaw<
    { ended: string[] }[]
  >`select end_accesses_of(${userId}::uuid) as ended`;
  return row!.ended;
}

async function cancelFactorResets(ctx: Ctx, userId: string): Promise<void> {
  await ctx.db.factorReset.updateMany({
    where: { organisationId: ctx.actor.organisationId, userId, doneAt: null, cancelledAt: null },
    data: { cancelledAt: ctx.now, cancelledBy: staffOf(ctx.actor).userId },
  });
}
