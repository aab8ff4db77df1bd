import "server-only";
import { z } from "zod";
import { staffOf } from "@/lib/core/actor";
import type { Event } from "@/lib/core/audit";
import { defineCommand } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { canClose } from "@/lib/watch/policy";
import { lookNow, thresholdsOf } from "@/lib/watch/rules";
import {
  closeAlertInput,
  closeAlertOutput,
  configureInput,
  scanOutput,
  settingsOutput,
  usualThresholds,
  watchRules,
} from "@/lib/watch/schema";

/**
 * `watch.scan`: makes an alert of each unusual reading since the last look, one for each rule, person and period. That it
 * looked is itself written down: the next look begins there, however long the program stood still.
 */
export const scanWatch = defineCommand({
  name: "watch.scan",
  input: z.strictObject({}),
  output: scanOutput,
  load: lookNow,
  allow: (actor) => actor.kind === "system",
  async run(ctx, _input, { findings }) {
    const { organisationId } = ctx.actor;
    const alerts = findings.map((finding) => ({
      ...finding,
      organisationId,
      id: newId(),
      createdAt: ctx.now,
    }));
    await ctx.db.watchAlert.createMany({ data: alerts, skipDuplicates: true });
    const looked: Event = {
      entity: "organisation",
      entityId: organisationId,
      detail: { count: alerts.length },
    };
    const noticed = alerts.map(({ id, userId, rule }): Event => ({
      entity: "user",
      entityId: userId,
      covers: [id],
      detail: { rule },
    }));
    return { result: { alerts: alerts.length }, events: [looked, ...noticed] };
  },
});

/** `watch.close`: what was found out about an alert. Nobody closes one about themselves. @throws CONFLICT when it is closed. */
export const closeAlert = defineCommand({
  name: "watch.close",
  input: closeAlertInput,
  output: closeAlertOutput,
  load: (ctx, { alertId }) =>
    ctx.db.watchAlert.findFirst({
      where: { organisationId: ctx.actor.organisationId, id: alertId },
      select: { id: true, userId: true, rule: true },
    }),
  allow: canClose,
  async run(ctx, { version, outcome }, { id, userId, rule }) {
    const { count } = await ctx.db.watchAlert.updateMany({
      where: { organisationId: ctx.actor.organisationId, id, closedAt: null, version },
      data: { closedBy: staffOf(ctx.actor).userId, closedAt: ctx.now, outcome, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("watch.error.closedAlready");
    return {
      result: { alertId: id, version: version + 1, outcome },
      events: [{ entity: "user", entityId: userId, covers: [id], detail: { rule, outcome } }],
    };
  },
});

/** `watch.configure`: from how many on each rule tells. What is as usual has no row. */
export const configureWatch = defineCommand({
  name: "watch.configure",
  input: configureInput,
  output: settingsOutput,
  load: thresholdsOf,
  allow: (actor) => actor.kind === "staff",
  async run(ctx, thresholds, before) {
    const { organisationId } = ctx.actor;
    const changed = watchRules.filter((rule) => thresholds[rule] !== before[rule]);
    await ctx.db.watchSetting.deleteMany({ where: { organisationId, rule: { in: changed } } });
    await ctx.db.watchSetting.createMany({
      data: changed
        .filter((rule) => thresholds[rule] !== usualThresholds[rule])
        .map((rule) => ({ organisationId, rule, threshold: thresholds[rule] })),
    });
    const now = changed.map((rule) => `${rule}: ${before[rule]} → ${thresholds[rule]}`);
    return {
      result: { thresholds },
      events: [{ entity: "organisation", entityId: organisationId, detail: { thresholds: now } }],
    };
  },
});
