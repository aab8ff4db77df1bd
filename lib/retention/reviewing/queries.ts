import "server-only";
import { z } from "zod";
import { defineQuery } from "@/lib/core/read";
import { cursorOf } from "@/lib/core/cursor";
import type { Ctx } from "@/lib/core/context";
import { selectRows } from "@/lib/core/select";
import { openInitials, type SealedInitials, sealedInitialsSql } from "@/lib/people/initials";
import { canCopy } from "@/lib/retention/copying/policy";
import { erasureOf, rowOf } from "@/lib/retention/erasing/scope";
import {
  erasureFilterSql,
  erasureTablesSql,
  overFilterSql,
  overFromSql,
  overSinceSql,
  overTablesSql,
} from "@/lib/retention/filter";
import { holdOf } from "@/lib/retention/holding/scope";
import { canClearPrivate, canHold, canKeep, canPropose } from "@/lib/retention/policy";
import { canAnswer, canReceive } from "@/lib/retention/requesting/policy";
import { requestsOf } from "@/lib/retention/requesting/scope";
import { canRestrict, canUnrestrict } from "@/lib/retention/restricting/policy";
import {
  type CaseRule,
  type KeptOfCase,
  ofCaseInput,
  ofCaseOutput,
  retentionSettingsOutput,
  reviewInput,
  reviewOutput,
  type ReviewRow,
} from "@/lib/retention/reviewing/schema";
import { type KeptInScope, keptInScope } from "@/lib/retention/reviewing/scope";
import { reviewRuleRows, rulesOf } from "@/lib/retention/rules";
import { daysOf } from "@/lib/retention/scope";

/** `retention.ofCase`: how long a case is kept and why, what stands against erasing it, what the actor may do about it. */
export const getKeptOfCase = defineQuery({
  name: "retention.ofCase",
  input: ofCaseInput,
  output: ofCaseOutput,
  event: ({ caseId }) => ({ entity: "case", entityId: caseId, caseId }),
  async run(ctx, { caseId }): Promise<KeptOfCase | null> {
    const found = await keptInScope(ctx, caseId);
    if (!found) return null;
    const { file, kept, closedAt, keptBecause } = found;
    const days = await daysOf(ctx);
    const hold = await holdOf(ctx, file);
    const erasure = await erasureOf(ctx, caseId);
    const requests = await requestsOf(ctx, file);
    return {
      now: ctx.now.toISOString(),
      ...{ caseId, code: file.code, status: file.status, version: file.version },
      openedAt: kept.openedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      rules: rulesOf(kept, days, ctx.now).map(ruleOut),
      keptUntil: kept.keptUntil?.toISOString() ?? null,
      keptBecause,
      restriction: restrictionOf(found),
      hold,
      requests: [...requests.filter(isOpen), ...requests.filter((request) => !isOpen(request))],
      erasure: erasure && rowOf(ctx, erasure),
      privateLeft: kept.privateLeft,
      backupDays: days.backup,
      may: mayOf(ctx, found, hold !== null, erasure !== null),
    };
  },
});

const isOpen = ({ status }: { status: string }) => status === "open";

function ruleOut({ from, dueAt, ...rule }: ReturnType<typeof rulesOf>[number]): CaseRule {
  return { ...rule, from: from.toISOString(), dueAt: dueAt.toISOString() };
}

function restrictionOf({ kept: { restrictedAt }, restrictedBecause }: KeptInScope) {
  return restrictedAt && restrictedBecause
    ? { at: restrictedAt.toISOString(), because: restrictedBecause }
    : null;
}

function mayOf({ actor }: Ctx, { file, kept }: KeptInScope, held: boolean, erasing: boolean) {
  return {
    keep: canKeep(actor, file),
    clearPrivate: kept.privateLeft && !held && canClearPrivate(actor, file),
    proposeErasure: !held && !erasing && canPropose(actor, file),
    placeHold: !held && canHold(actor, file),
    reviewHold: held && canHold(actor, file),
    receiveRequest: canReceive(actor, file),
    answerRequest: canAnswer(actor, file),
    copy: canCopy(actor, file),
    restrict: canRestrict(actor, file),
    unrestrict: canUnrestrict(actor, file),
  };
}

type Found = Omit<ReviewRow, "initials" | "proposal" | "from" | "dueAt"> & {
  personId: string;
  initials: SealedInitials | null;
  from: Date;
  dueAt: Date;
};

const listSql = (
  where: string,
  place: (n: number) => string,
) => `select c.id as "caseId", c.version, c.code, s.name as "siteName",
    c.status, kept.rule, ${overFromSql} as "from", due.at as "dueAt", p.id as "personId",
    case when c.status <> 'restricted' then ${sealedInitialsSql} end as initials
  from ${overTablesSql} cross join lateral (select ${overSinceSql} as at) due
  join person p on p.organisation_id = c.organisation_id and p.id = c.person_id
  join site s on s.organisation_id = c.organisation_id and s.id = c.site_id
  where ${where} and (${place(1)}::timestamptz is null or (due.at, c.id) > (${place(1)}, ${place(2)}::uuid))
  order by due.at, c.id limit ${place(3)}`;

/**
 * `retention.list`: cases over their time at the sites that the actor coordinates, the longest over first. Nothing happens to them
 * until somebody decides. Of a restricted one not even initials are shown.
 */
export const listOverTheirTime = defineQuery({
  name: "retention.list",
  input: reviewInput,
  output: reviewOutput,
  async run(ctx, { after, limit, ...filter }) {
    const { where, values } = overFilterSql(ctx.actor, filter);
    const [at, last] = after ?? [null, null];
    const text = listSql(where, (n) => `$${values.length + n}`);
    const found = await selectRows<Found>(ctx, text, [...values, at, last, limit + 1]);
    const end = found.length > limit ? found[limit - 1] : undefined;
    return {
      now: ctx.now.toISOString(),
      rows: found.slice(0, limit).map((row) => reviewRowOf(ctx, row)),
      next: end ? cursorOf(end.dueAt.toISOString(), end.caseId) : null,
      erasuresWaiting: await countWaiting(ctx, filter.siteId),
    };
  },
  event: ({ siteId, rule }, { rows }) => ({
    entity: "case",
    entityId: null,
    detail: { ...(siteId && { siteId }), ...(rule && { rule }), count: rows.length },
  }),
});

function reviewRowOf({ actor }: Ctx, { personId, initials, from, dueAt, ...row }: Found): ReviewRow {
  return {
    ...row,
    initials: initials && openInitials(actor.organisationId, personId, initials),
    proposal: reviewRuleRows[row.rule].proposal,
    from: from.toISOString(),
    dueAt: dueAt.toISOString(),
  };
}

async function countWaiting(ctx: Ctx, siteId: string | undefined): Promise<number> {
  const { where, values } = erasureFilterSql(ctx.actor, { status: "proposed", siteId });
  const text = `select count(*)::int as n from ${erasureTablesSql} where ${where}`;
  const [row] = await selectRows<{ n: number }>(ctx, text, values);
  return row!.n;
}

/** `retention.settings`: how many days each class is kept. */
export const getRetentionSettings = defineQuery({
  name: "retention.settings",
  input: z.strictObject({}),
  output: retentionSettingsOutput,
  run: async (ctx) => ({ days: await daysOf(ctx) }),
});
