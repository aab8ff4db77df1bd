import "server-only";
import { z } from "zod";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { type AccountState, canManageAccounts, obstacleToDeactivating } from "@/lib/users/policy";
import { deactivateUserInput } from "@/lib/users/schema";

/**
 * `user.deactivate`: the account is closed and every session of it ended in the same moment. Answers how many sessions
 * ended and how many open cases now wait for somebody else.
 */
export const deactivateUser = defineCommand({
  name: "user.deactivate",
  input: deactivateUserInput,
  output: z.strictObject({ sessions: z.int(), openCases: z.int() }),
  load: (ctx, { userId }) => accountInScope(ctx, userId),
  allow: (actor) => canManageAccounts(actor),
  async run(ctx, { userId, version }, account) {
    const obstacle = obstacleToDeactivating(ctx.actor, account, await lockedAdministrators(ctx));
    if (obstacle) throw conflict(obstacle);
    const { organisationId } = ctx.actor;
    const { count } = await ctx.db.userAccount.updateMany({
      where: { organisationId, id: userId, version, status: account.status },
      data: { status: "deactivated", deactivatedAt: ctx.now, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("core.error.stale");
    const { count: sessions } = await ctx.db.session.updateMany({
      where: { organisationId, userId, revokedAt: null },
      data: { revokedAt: ctx.now, revokedBy: staffOf(ctx.actor).userId },
    });
    const openCases = await openCasesOf(ctx, userId);
    return {
      result: { sessions, openCases },
      events: [{ entity: "user", entityId: userId, detail: { role: account.role, sessions, openCases } }],
    };
  },
});

async function accountInScope(ctx: Ctx, userId: string): Promise<AccountState | null> {
  const row = await ctx.db.userAccount.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: userId },
    select: { id: true, role: true, status: true },
  });
  return row as AccountState | null;
}

/** How many administrators are active. Locks their rows, so that two of them cannot close each other's account at once. */
async function lockedAdministrators(ctx: Ctx): Promise<number> {
  const rows = await ctx.db.$queryRaw<unknown[]>`select id from user_account
    where organisation_id = ${ctx.actor.organisationId}::uuid and role = 'administrator' and status = 'active'
    order by id for update`;
  return rows.length;
}

async function openCasesOf(ctx: Ctx, userId: string): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ open_cases: number }[]>`
    select open_cases from open_case_counts(array[${userId}::uuid])`;
  return row?.open_cases ?? 0;
}
