import "server-only";
import { z } from "zod";
import { defineQuery } from "@/lib/core/read";
import { lookNow, thresholdsOf } from "@/lib/watch/rules";
import {
  alertFilter,
  type AlertOut,
  type AlertOutcome,
  alertsOutput,
  dueOutput,
  settingsOutput,
  type WatchRule,
} from "@/lib/watch/schema";

const mostShown = 200;

/** `watch.due`: whether there is unusual reading that is no alert yet, or it was quiet for long. */
export const isWatchDue = defineQuery({
  name: "watch.due",
  input: z.strictObject({}),
  output: dueOutput,
  run: async (ctx) => ({ due: (await lookNow(ctx)).due }),
});

/** `watch.list`: alerts about unusual reading, the latest first; never those about whoever asks. */
export const listAlerts = defineQuery({
  name: "watch.list",
  input: alertFilter,
  output: alertsOutput,
  async run(ctx, { show }) {
    const { organisationId } = ctx.actor;
    const rows = await ctx.db.watchAlert.findMany({
      where: { organisationId, ...(show === "open" && { closedAt: null }) },
      include: { user: { select: { displayName: true } } },
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      take: mostShown,
    });
    const closers = await ctx.db.userAccount.findMany({
      where: { organisationId, id: { in: rows.flatMap(({ closedBy }) => closedBy ?? []) } },
      select: { id: true, displayName: true },
    });
    const names = new Map(closers.map(({ id, displayName }) => [id, displayName]));
    const alerts = rows.map((row): AlertOut => ({
      id: row.id,
      version: row.version,
      userId: row.userId,
      userName: row.user.displayName,
      rule: row.rule as WatchRule,
      periodStart: row.periodStart.toISOString(),
      count: row.count,
      createdAt: row.createdAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
      closedByName: names.get(row.closedBy ?? "") ?? null,
      outcome: row.outcome as AlertOutcome | null,
    }));
    return { alerts };
  },
  event: ({ show }, { alerts }) => ({
    entity: "watch_alert",
    entityId: null,
    detail: { show, count: alerts.length },
  }),
});

/** `watch.settings`: from how many on each rule tells. */
export const getWatchSettings = defineQuery({
  name: "watch.settings",
  input: z.strictObject({}),
  output: settingsOutput,
  run: async (ctx) => ({ thresholds: await thresholdsOf(ctx) }),
});
