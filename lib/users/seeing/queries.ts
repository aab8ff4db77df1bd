import "server-only";
import { z } from "zod";
import type { Staff } from "@/lib/core/actor";
import type { Ctx } from "@/lib/core/context";
import { id } from "@/lib/core/fields";
import { defineQuery } from "@/lib/core/read";
import type { Role, UserStatus } from "@/lib/users/schema";
import { reachOf } from "@/lib/users/seeing/policy";
import { reach } from "@/lib/users/seeing/schema";

/** `user.access`: what somebody can see and do, answered by the rules themselves. Of their cases only the number. */
export const seeAccess = defineQuery({
  name: "user.access",
  input: z.strictObject({ userId: id }),
  output: reach,
  async run(ctx, { userId }) {
    const user = await accountWithRights(ctx, userId);
    if (!user) return null;
    const { displayName: name, endsAt, passkeys, totp } = user;
    const [role, status] = [user.role as Role, user.status as UserStatus];
    const grants = user.grants.map(({ kind, endsAt }) => ({
      kind: kind as Staff["grants"][number],
      endsAt: endsAt?.toISOString() ?? null,
    }));
    const memberships = user.memberships.map(({ siteId, teamId, site, team }) => ({
      ...{ siteId, teamId },
      site: site.name,
      team: team?.name ?? null,
    }));
    const staff: Staff = {
      kind: "staff",
      ...{ userId, organisationId: ctx.actor.organisationId, sessionId: userId, displayName: name },
      ...{ role, memberships, locale: user.locale, visits: [], limitedTo: null },
      ...{ grants: grants.map(({ kind }) => kind), assurance: 2, steppedUp: true },
    };
    return {
      ...{ userId, name, role, status, memberships, grants },
      open: status === "active" && (endsAt === null || endsAt > ctx.now),
      endsAt: endsAt?.toISOString() ?? null,
      files: await visibleFiles(ctx, userId),
      factors: { passkeys: passkeys.length, totp: totp !== null },
      ...reachOf(staff),
    };
  },
  event: ({ userId }) => ({ entity: "user", entityId: userId }),
});

async function accountWithRights(ctx: Ctx, userId: string) {
  const now = { OR: [{ endsAt: null }, { endsAt: { gt: ctx.now } }] };
  return ctx.db.userAccount.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: userId },
    select: {
      displayName: true,
      role: true,
      status: true,
      locale: true,
      endsAt: true,
      memberships: {
        where: { status: "active", ...now },
        orderBy: [{ site: { name: "asc" } }, { id: "asc" }],
        select: {
          siteId: true,
          teamId: true,
          site: { select: { name: true } },
          team: { select: { name: true } },
        },
      },
      grants: {
        where: { revokedAt: null, ...now },
        orderBy: [{ kind: "asc" }, { id: "asc" }],
        select: { kind: true, endsAt: true },
      },
      passkeys: { where: { revokedAt: null }, select: { id: true } },
      totp: { select: { createdAt: true } },
    },
  });
}

async function visibleFiles(ctx: Ctx, userId: string): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ files: number }[]>`
    select visible_case_count(${userId}::uuid) as files`;
  return row!.files;
}
