import "server-only";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { hashToken, opaqueToken } from "@/lib/core/crypto";
import { env } from "@/lib/core/env";
import { AppError, conflict } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Job } from "@/lib/core/jobs";
import { letterTo } from "@/lib/mail/jobs";
import {
  accountInScope,
  checkedRights,
  endInvitations,
  replaceGrants,
  replacePlaces,
} from "@/lib/users/accounts";
import {
  inviteInput,
  linkHours,
  type MadeLink,
  madeLink,
  renewInvitationInput,
} from "@/lib/users/inviting/schema";
import { canManageAccounts } from "@/lib/users/policy";
import type { Rights } from "@/lib/users/rights/policy";
import type { InvitationPurpose } from "@/lib/users/schema";

/**
 * `user.invite`: an account for somebody new and a link with which they choose a password, once, within 24 hours. A new
 * administrator is `limited` until a second administrator confirms. @throws INVALID by field; CONFLICT on `email` when
 * there is an account of that address.
 */
export const inviteUser = defineCommand({
  name: "user.invite",
  input: inviteInput,
  output: madeLink,
  load: async () => ({}),
  allow: (actor) => canManageAccounts(actor),
  async run(ctx, { email, displayName, ...wish }) {
    const rights = await checkedRights(ctx, wish);
    const userId = newId();
    await insertAccount(ctx, { userId, email, displayName }, rights);
    await replacePlaces(ctx, userId, rights.places);
    await replaceGrants(ctx, userId, rights.grants);
    const { result, jobs } = await makeLink(ctx, { userId, email }, "join");
    const grants = rights.grants.map(({ kind }) => kind);
    const detail = { role: rights.role, places: rights.places.length, grants, sent: result.link === null };
    return { result, jobs, events: [{ entity: "user", entityId: userId, detail }] };
  },
});

/**
 * `user.renewInvitation`: a new link to join, or to choose a new password; every older link is dead. Second factors stay
 * as they are. @throws CONFLICT for oneself and for an account that has no use for such a link.
 */
export const renewInvitation = defineCommand({
  name: "user.renewInvitation",
  input: renewInvitationInput,
  output: madeLink,
  load: (ctx, { userId }) => accountInScope(ctx, userId),
  allow: (actor) => canManageAccounts(actor),
  async run(ctx, { userId, purpose }, { status }) {
    if (userId === staffOf(ctx.actor).userId) throw conflict("users.error.notYourOwnRights");
    if (status === "deactivated") throw conflict("users.error.alreadyDeactivated");
    if ((purpose === "join") !== (status === "invited"))
      throw conflict(status === "invited" ? "users.error.notJoined" : "users.error.joinedAlready");
    const row = await ctx.db.userAccount.findFirst({
      where: { organisationId: ctx.actor.organisationId, id: userId },
      select: { email: true },
    });
    await endInvitations(ctx, userId);
    const { result, jobs } = await makeLink(ctx, { userId, email: row!.email }, purpose);
    const detail = { purpose, sent: result.link === null };
    return { result, jobs, events: [{ entity: "user", entityId: userId, detail }] };
  },
});

async function insertAccount(
  ctx: Ctx,
  { userId, email, displayName }: { userId: string; email: string; displayName: string },
  { role, endsAt }: Rights,
): Promise<void> {
  const [now, later] = role === "administrator" ? ["limited", role] : [role, null];
  const proposer = later && staffOf(ctx.actor).userId;
  const count = await ctx.db.$executeRaw`
    insert into user_account (organisation_id, id, email, display_name, role, status, ends_at, pending_role, pending_role_by)
    values (${ctx.actor.organisationId}::uuid, ${userId}::uuid, ${email}, ${displayName}, ${now}, 'invited', ${endsAt},
      ${later}, ${proposer}::uuid)
    on conflict (organisation_id, email) do nothing`;
  if (count !== 1) throw new AppError("CONFLICT", { fields: { email: "users.error.emailTaken" } });
}

/** The link, for the screen or for the letter that takes it there. */
async function makeLink(
  ctx: Ctx,
  { userId, email }: { userId: string; email: string },
  purpose: InvitationPurpose,
): Promise<{ result: MadeLink; jobs: Job[] }> {
  const token = opaqueToken();
  const expiresAt = new Date(ctx.now.getTime() + linkHours * 3_600_000);
  await ctx.db.invitation.createMany({
    data: [
      {
        organisationId: ctx.actor.organisationId,
        id: newId(),
        userId,
        hash: new Uint8Array(hashToken(token)),
        purpose,
        expiresAt,
      },
    ],
  });
  const kind = purpose === "join" ? "invitation" : "password_reset";
  const link = env.mail ? null : `/invitation/${token}`;
  return {
    result: { userId, email, link, expiresAt: expiresAt.toISOString() },
    jobs: [letterTo(ctx, { userId, kind, token })],
  };
}
