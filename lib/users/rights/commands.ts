import "server-only";
import { z } from "zod";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import {
  accountInScope,
  type AccountRow,
  casesToHandOver,
  checkedRights,
  endSessions,
  otherAdministrators,
  replaceGrants,
  replacePlaces,
} from "@/lib/users/accounts";
import { canManageAccounts } from "@/lib/users/policy";
import { obstacleToChanging, obstacleToConfirming } from "@/lib/users/rights/policy";
import { answerProposalInput, updateUserInput } from "@/lib/users/rights/schema";

/**
 * `user.update`: one account as it is to be from now on. What changes its rights ends its open sessions, so that they sign
 * in afresh; their tokens lose what they may no longer do at the next request. A new administrator keeps what they have
 * until a second administrator confirms. @throws INVALID by field; CONFLICT for oneself, a closed account, a stale version
 * and the last administrator.
 */
export const updateUser = defineCommand({
  name: "user.update",
  input: updateUserInput,
  output: z.strictObject({ version: z.int(), sessions: z.int(), proposed: z.boolean() }),
  load: (ctx, { userId }) => accountInScope(ctx, userId),
  allow: (actor) => canManageAccounts(actor),
  async run(ctx, { userId, version, ...wish }, account) {
    const rights = await checkedRights(ctx, wish);
    const obstacle = obstacleToChanging(ctx.actor, account, rights, await otherAdministrators(ctx, userId));
    if (obstacle) throw conflict(obstacle);
    const proposed = rights.role === "administrator" && account.role !== "administrator";
    await changeAccount(ctx, account, version, {
      displayName: wish.displayName,
      endsAt: rights.endsAt,
      ...(proposed ? proposal(ctx, account) : { role: rights.role, ...noProposal }),
    });
    const moved = !proposed && (await replacePlaces(ctx, userId, rights.places));
    const granted = await replaceGrants(ctx, userId, rights.grants);
    const other = (!proposed && rights.role !== account.role) || !sameTime(rights.endsAt, account.endsAt);
    const sessions = moved || granted || other ? await endSessions(ctx, userId) : 0;
    return {
      result: { version: version + 1, sessions, proposed },
      events: [
        {
          entity: "user",
          entityId: userId,
          detail: {
            from: account.role,
            to: rights.role,
            places: rights.places.length,
            grants: rights.grants.map(({ kind }) => kind),
            endsAt: rights.endsAt?.toISOString() ?? null,
            sessions,
          },
        },
      ],
    };
  },
});

/**
 * `user.confirmAdministrator`: the second administrator agrees. The person loses their places, since administrators see
 * no case, and signs in afresh; answers the codes of the cases that they leave behind.
 */
export const confirmAdministrator = defineCommand({
  name: "user.confirmAdministrator",
  input: answerProposalInput,
  output: z.strictObject({ sessions: z.int(), cases: z.array(z.string()) }),
  load: (ctx, { userId }) => accountInScope(ctx, userId),
  allow: (actor) => canManageAccounts(actor),
  async run(ctx, { userId, version }, account) {
    const obstacle = obstacleToConfirming(ctx.actor, account);
    if (obstacle) throw conflict(obstacle);
    const cases = await casesToHandOver(ctx, userId);
    await changeAccount(ctx, account, version, { role: "administrator", ...noProposal });
    await replacePlaces(ctx, userId, []);
    const sessions = await endSessions(ctx, userId);
    return {
      result: { sessions, cases },
      events: [{ entity: "user", entityId: userId, detail: { from: account.role, sessions } }],
    };
  },
});

/** `user.declineAdministrator`: the proposal is gone; whoever made it may take it back as well. The account stays as it is. */
export const declineAdministrator = defineCommand({
  name: "user.declineAdministrator",
  input: answerProposalInput,
  output: z.strictObject({}),
  load: (ctx, { userId }) => accountInScope(ctx, userId),
  allow: (actor) => canManageAccounts(actor),
  async run(ctx, { userId, version }, account) {
    if (account.pendingRole === null) throw conflict("users.error.notProposed");
    await changeAccount(ctx, account, version, noProposal);
    return { result: {}, events: [{ entity: "user", entityId: userId }] };
  },
});

const noProposal = { pendingRole: null, pendingRoleBy: null };

/** Whoever proposed first stays who proposed. */
function proposal(ctx: Ctx, { pendingRole, pendingRoleBy }: AccountRow) {
  return {
    pendingRole: "administrator",
    pendingRoleBy: pendingRole ? pendingRoleBy : staffOf(ctx.actor).userId,
  };
}

async function changeAccount(ctx: Ctx, { id, status }: AccountRow, version: number, data: object) {
  const { count } = await ctx.db.userAccount.updateMany({
    where: { organisationId: ctx.actor.organisationId, id, version, status },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("core.error.stale");
}

function sameTime(a: Date | null, b: Date | null): boolean {
  return a?.getTime() === b?.getTime();
}
