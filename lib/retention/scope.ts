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

/** Finishes what is left to do about these subjects, for everybody. Ids for the event to cover. */
export async function settleTasks(
  ctx: Ctx,
  kind: "hold_review" | "erasure_proposed",
  subjectIds: readonly string[],
): Promise<string[]> {
  const where = {
    ...{ organisationId: ctx.actor.organisationId, kind, subjectId: { in: [...subjectIds] } },
    status: { in: ["open", "later"] },
  };
  const tasks = await ctx.db.task.findMany({ where, select: { id: true } });
  await ctx.db.task.updateMany({
    where,
    data: { status: "done", doneAt: ctx.now, laterUntil: null, version: { increment: 1 } },
  });
  return tasks.map(({ id }) => id);
}
