import "server-only";
import type { Ctx } from "@/lib/core/context";
import { type RetentionDays, usualDays } from "@/lib/retention/schema";

/** How many days the organisation keeps each class. */
export async function daysOf(ctx: Ctx): Promise<RetentionDays> {
  const rows = await ctx.db.retentionSetting.findMany({
    where: { organisationId: ctx.actor.organisationId },
    select: { class: true, days: true },
  });
  return { ...usualDays, ...Object.fromEntries(rows.map((row) => [row.class, row.days])) };
}

/** True while a legal hold protects the case. */
export async function isHeld(ctx: Ctx, caseId: string): Promise<boolean> {
  const { organisationId } = ctx.actor;
  return (await ctx.db.legalHold.count({ where: { organisationId, caseId, liftedAt: null } })) > 0;
}

/** Who coordinates a site at present. */
export async function coordinatorsOf(ctx: Ctx, siteId: string): Promise<string[]> {
  const live = { OR: [{ endsAt: null }, { endsAt: { gt: ctx.now } }] };
  const rows = await ctx.db.userAccount.findMany({
    where: {
      organisationId: ctx.actor.organisationId,
      ...{ role: "coordinator", status: "active", ...live },
      memberships: { some: { siteId, teamId: null, status: "active", ...live } },
    },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id }) => id);
}

/** Who guards the data of the organisation at present. */
export async function officersOf(ctx: Ctx): Promise<string[]> {
  const live = { OR: [{ endsAt: null }, { endsAt: { gt: ctx.now } }] };
  const rows = await ctx.db.accessGrant.findMany({
    where: {
      organisationId: ctx.actor.organisationId,
      ...{ kind: "data_protection_officer", revokedAt: null, ...live },
      user: { status: "active", ...live },
    },
    select: { userId: true },
  });
  return [...new Set(rows.map(({ userId }) => userId))];
}
