import "server-only";
import { caseInScope } from "@/lib/cases/scope";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict, invalid, sqlState } from "@/lib/core/errors";
import { canClearPrivate, canConfigure, canKeep } from "@/lib/retention/policy";
import {
  clearPrivateInput,
  clearPrivateOutput,
  configureRetentionInput,
  keepInput,
  keepOutput,
  longestKeepMonths,
  retentionSettingsOutput,
} from "@/lib/retention/reviewing/schema";
import { keptInScope } from "@/lib/retention/reviewing/scope";
import { obstacleToDay } from "@/lib/retention/rules";
import { retentionClasses, usualDays } from "@/lib/retention/schema";
import { daysOf, isHeld } from "@/lib/retention/scope";

/**
 * `retention.keep`: somebody looked at the case and decided to keep it until then; its rules wait as long. @throws INVALID for a
 * day that is over or more than 24 months away.
 */
export const keepCase = defineCommand({
  name: "retention.keep",
  input: keepInput,
  output: keepOutput,
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: canKeep,
  async run(ctx, { version, until, because }, { id: caseId }) {
    const obstacle = obstacleToDay(ctx.now, until, longestKeepMonths);
    if (obstacle === "past") throw invalid("retention.error.dayInPast", "until");
    if (obstacle === "tooFar") throw invalid("retention.error.keepTooFar", "until");
    await changeCase(ctx, caseId, version, { keptUntil: until, keptBecause: because });
    return {
      result: { caseId, version: version + 1, keptUntil: until.toISOString() },
      events: [
        {
          ...{ entity: "case", entityId: caseId, caseId },
          detail: { because, until: until.toISOString() },
        },
      ],
    };
  },
});

/**
 * `retention.clearPrivate`: of a case in which help has ended, answers and notes for few eyes go; the rest stays. @throws
 * CONFLICT when a legal hold protects the case or nothing of the kind is left.
 */
export const clearPrivate = defineCommand({
  name: "retention.clearPrivate",
  input: clearPrivateInput,
  output: clearPrivateOutput,
  load: (ctx, { caseId }) => keptInScope(ctx, caseId),
  allow: (actor, { file }) => canClearPrivate(actor, file),
  async run(ctx, { version }, { file, kept, hasPrivateAnswers: answers }) {
    if (await isHeld(ctx, file.id)) throw conflict("retention.error.held");
    if (!kept.privateLeft) throw conflict("retention.error.nothingPrivate");
    await changeCase(ctx, file.id, version, { privateSealed: null });
    const gone = await clearNotes(ctx, file.id);
    return {
      result: { caseId: file.id, version: version + 1, answers, notes: gone.length },
      events: [
        {
          ...{ entity: "case", entityId: file.id, caseId: file.id, covers: gone },
          detail: { answers, notes: gone.length },
        },
      ],
    };
  },
});

/** `retention.configure`: how many days each class is kept, within bounds. What is as usual has no row. */
export const configureRetention = defineCommand({
  name: "retention.configure",
  input: configureRetentionInput,
  output: retentionSettingsOutput,
  load: daysOf,
  allow: canConfigure,
  async run(ctx, days, before) {
    const { organisationId } = ctx.actor;
    const changed = retentionClasses.filter((one) => days[one] !== before[one]);
    await ctx.db.retentionSetting.deleteMany({ where: { organisationId, class: { in: changed } } });
    await ctx.db.retentionSetting.createMany({
      data: changed
        .filter((one) => days[one] !== usualDays[one])
        .map((one) => ({ organisationId, class: one, days: days[one] })),
    });
    const now = changed.map((one) => `${one}: ${before[one]} → ${days[one]}`);
    return {
      result: { days },
      events: [{ entity: "organisation", entityId: organisationId, detail: { days: now } }],
    };
  },
});

type Change = { keptUntil: Date; keptBecause: string } | { privateSealed: null };

async function changeCase(ctx: Ctx, id: string, version: number, data: Change): Promise<void> {
  const { count } = await ctx.db.caseFile.updateMany({
    where: { organisationId: ctx.actor.organisationId, id, version, status: { not: "erased" } },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("core.error.stale");
}

async function clearNotes(ctx: Ctx, caseId: string): Promise<string[]> {
  try {
    const [row] = await ctx.db.$queryRaw<
      [{ ids: string[] }]
    >`select clear_private_notes(${caseId}::uuid) as ids`;
    return row.ids;
  } catch (error) {
    // It was placed while this ran.
    if (sqlState(error) === "OW004") throw conflict("retention.error.held");
    throw error;
  }
}
