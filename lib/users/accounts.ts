import "server-only";
import { staffOf } from "@/lib/core/actor";
import type { Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Proposal, type Rights, rightsOf, wrongInRights } from "@/lib/users/rights/policy";
import type { RightsWish } from "@/lib/users/rights/schema";

export type AccountRow = Proposal & { version: number; endsAt: Date | null };

/** An account of the organisation; null when there is none. */
export async function accountInScope(ctx: Ctx, userId: string): Promise<AccountRow | null> {
  const [row] = await ctx.db.$queryRaw<AccountRow[]>`
    select id, role, status, version, ends_at as "endsAt", pending_role as "pendingRole", pending_role_by as "pendingRoleBy"
    from user_account where organisation_id = ${ctx.actor.organisationId}::uuid and id = ${userId}::uuid`;
  return row ?? null;
}

/**
 * How many administrators besides this account are active without an end date. Locks the rows of all administrators, so
 * that two of them cannot take the rights of each other at once.
 */
export async function otherAdministrators(ctx: Ctx, userId: string): Promise<number> {
  const rows = await ctx.db.$queryRaw<{ id: string; lasts: boolean }[]>`
    select id, ends_at is null as lasts from user_account
    where organisation_id = ${ctx.actor.organisationId}::uuid and role = 'administrator' and status = 'active'
    order by id for update`;
  return rows.filter(({ id, lasts }) => id !== userId && lasts).length;
}

/** The rights of a wish, with every end decided. @throws INVALID by field. */
export async function checkedRights(
  ctx: Ctx,
  wish: Pick<RightsWish, "role" | "places" | "grants" | "endsAt">,
): Promise<Rights> {
  const sites = await ctx.db.site.findMany({
    where: { organisationId: ctx.actor.organisationId },
    select: { id: true, teams: { select: { id: true } } },
  });
  const rights = rightsOf(wish, ctx.now);
  const fields = wrongInRights(rights, sites, ctx.now);
  if (fields) throw new AppError("INVALID", { fields });
  return rights;
}

/** Ends every open session of somebody; answers how many. */
export async function endSessions(ctx: Ctx, userId: string, except?: string): Promise<number> {
  const { count } = await ctx.db.session.updateMany({
    where: {
      organisationId: ctx.actor.organisationId,
      userId,
      revokedAt: null,
      ...(except && { NOT: { id: except } }),
    },
    data: { revokedAt: ctx.now, revokedBy: staffOf(ctx.actor).userId },
  });
  return count;
}

/** Ends every link that was made for somebody and not used yet; answers how many. */
export async function endInvitations(ctx: Ctx, userId: string): Promise<number> {
  const { count } = await ctx.db.invitation.updateMany({
    where: {
      organisationId: ctx.actor.organisationId,
      userId,
      usedAt: null,
      expiresAt: { gt: ctx.now },
    },
    data: { expiresAt: ctx.now },
  });
  return count;
}

/** Codes of the open cases of somebody, for who has to give them to others. */
export async function casesToHandOver(ctx: Ctx, userId: string): Promise<string[]> {
  const [row] = await ctx.db.$queryRaw<{ codes: string[] }[]>`
    select cases_to_hand_over(${userId}::uuid) as codes`;
  return row!.codes;
}

/** Makes somebody's places exactly these; answers whether that changed anything. */
export async function replacePlaces(ctx: Ctx, userId: string, places: Rights["places"]): Promise<boolean> {
  const { organisationId } = ctx.actor;
  const present = await ctx.db.membership.findMany({
    where: {
      organisationId,
      userId,
      status: "active",
      OR: [{ endsAt: null }, { endsAt: { gt: ctx.now } }],
    },
    select: { id: true, siteId: true, teamId: true },
  });
  const same = (a: Rights["places"][number], b: Rights["places"][number]) =>
    a.siteId === b.siteId && a.teamId === b.teamId;
  const gone = present.filter((old) => !places.some((place) => same(old, place)));
  const fresh = places.filter((place) => !present.some((old) => same(old, place)));
  if (gone.length > 0)
    await ctx.db.membership.updateMany({
      where: { organisationId, id: { in: gone.map(({ id }) => id) } },
      data: { status: "ended", endsAt: ctx.now },
    });
  if (fresh.length > 0)
    await ctx.db.membership.createMany({
      data: fresh.map((place) => ({ organisationId, id: newId(), userId, ...place })),
    });
  return gone.length + fresh.length > 0;
}

/** Makes somebody's grants exactly these; a grant whose end moves is a new one. Answers whether that changed anything. */
export async function replaceGrants(ctx: Ctx, userId: string, grants: Rights["grants"]): Promise<boolean> {
  const { organisationId } = ctx.actor;
  const present = await ctx.db.accessGrant.findMany({
    where: { organisationId, userId, revokedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: ctx.now } }] },
    select: { id: true, kind: true, endsAt: true },
  });
  const same = (a: { kind: string; endsAt: Date | null }, b: { kind: string; endsAt: Date | null }) =>
    a.kind === b.kind && a.endsAt?.getTime() === b.endsAt?.getTime();
  const gone = present.filter((old) => !grants.some((grant) => same(old, grant)));
  const fresh = grants.filter((grant) => !present.some((old) => same(old, grant)));
  if (gone.length > 0)
    await ctx.db.accessGrant.updateMany({
      where: { organisationId, id: { in: gone.map(({ id }) => id) } },
      data: { revokedAt: ctx.now },
    });
  if (fresh.length > 0)
    await ctx.db.accessGrant.createMany({
      data: fresh.map((grant) => ({
        organisationId,
        id: newId(),
        userId,
        grantedBy: staffOf(ctx.actor).userId,
        ...grant,
      })),
    });
  return gone.length + fresh.length > 0;
}
