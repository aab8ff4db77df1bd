import "server-only";
import { z } from "zod";
import { caseInSightSql, needLateSql } from "@/lib/cases/filter";
import type { CaseStatus } from "@/lib/cases/schema";
import { caseWorkflow } from "@/lib/cases/workflow";
import { type Actor, staffOf } from "@/lib/core/actor";
import { listViewed } from "@/lib/core/audit";
import { cursorOf } from "@/lib/core/cursor";
import { id } from "@/lib/core/fields";
import { defineHotQuery, defineQuery } from "@/lib/core/read";
import { needFilterSql, needTablesSql } from "@/lib/needs/filter";
import {
  needDetail,
  needListInput,
  needListOutput,
  type NeedRow,
  type NeedStatus,
  needType,
  type NeedType,
} from "@/lib/needs/schema";
import { labelIn } from "@/lib/needs/kinds";
import { needWorkflow } from "@/lib/needs/workflow";

const countedUpTo = 1_000;

/** One row of the list; the label is in the language bound as `$locale`, else in English. */
const rowSql = (locale: string) => `json_build_object('id', n.id, 'caseId', n.case_id, 'caseCode', c.code,
  'code', n.type_code, 'label', coalesce(t.labels ->> ${locale}, t.labels ->> 'en'), 'category', t.category,
  'sensitive', t.sensitive, 'urgency', n.urgency, 'status', n.status, 'personAgrees', n.person_agrees,
  'identifiedAt', n.identified_at, 'dueAt', n.due_at, 'late', ${needLateSql}, 'firstServiceAt', n.first_service_at,
  'endedAt', n.ended_at, 'unmetReason', n.unmet_reason,
  'hasText', n.detail_sealed is not null or n.how_met_sealed is not null, 'version', n.version)`;

/** `need.list`: the needs that a filter means, the soonest due first. */
export const listNeeds = defineHotQuery({
  name: "need.list",
  input: needListInput,
  output: needListOutput,
  event: (filter) => listViewed("need", filter),
  told: { count: "json_array_length(answer.body -> 'rows')" },
  statement: (actor, { after, limit, ...filter }) => {
    const { where, values } = needFilterSql(actor, filter, 3);
    const [due, last] = after ?? [];
    const place = values.length + 3;
    const { caseId } = filter;
    const ofSight = caseId ? caseInSightSql(place + (after ? 2 : 0)) : "";
    const further = after ? `and (n.due_at, n.id) > ($${place}::timestamptz, $${place + 1}::uuid)` : "";
    return {
      text: `select json_build_object(
          'total', (select count(*) from (select 1 from ${needTablesSql} where ${where} limit ${countedUpTo}) counted),
          'rows', (select coalesce(json_agg(page.row order by page.due_at, page.id), '[]'::json) from (
            select n.due_at, n.id, ${rowSql("$1")} as row
            from ${needTablesSql} join need_type t on t.code = n.type_code
            where ${where} ${further}
            order by n.due_at, n.id limit $2) page)) as body ${ofSight}`,
      values: [
        localeOf(actor),
        limit + 1,
        ...values,
        ...(after ? [due, last] : []),
        ...(caseId ? [caseId] : []),
      ],
    };
  },
  shape: ({ total, rows }: { total: number; rows: NeedRow[] }, _actor, { limit }) => {
    const needs = rows.slice(0, limit).map(shapeNeed);
    const last = needs.at(-1);
    return { needs, total, next: last && rows.length > limit ? cursorOf(last.dueAt, last.id) : null };
  },
});

/** `need.get`: one need with its texts, which stay shut while the case is restricted. Leaves a view event. */
export const getNeed = defineQuery({
  name: "need.get",
  input: z.strictObject({ needId: id }),
  output: needDetail,
  async run(ctx, { needId }) {
    const { organisationId } = ctx.actor;
    const need = await ctx.db.need.findFirst({
      where: { organisationId, id: needId },
      select: {
        caseId: true,
        urgency: true,
        status: true,
        personAgrees: true,
        identifiedAt: true,
        dueAt: true,
        firstServiceAt: true,
        endedAt: true,
        unmetReason: true,
        detailSealed: true,
        howMetSealed: true,
        version: true,
        caseFile: { select: { code: true, status: true } },
        type: { select: { code: true, category: true, labels: true, sensitive: true } },
      },
    });
    if (!need) return null;
    const { caseFile, type, detailSealed, howMetSealed, ...facts } = need;
    const rests = caseWorkflow[caseFile.status as CaseStatus].rests;
    const open = (column: string, sealed: Uint8Array | null) =>
      rests ? null : ctx.vault.unseal({ subject: need.caseId, table: "need", column, row: needId }, sealed);
    return {
      ...shapeNeed(facts as unknown as NeedRow),
      id: needId,
      caseCode: caseFile.code,
      code: type.code,
      label: labelIn(type.labels, localeOf(ctx.actor)),
      category: type.category as NeedRow["category"],
      sensitive: type.sensitive,
      late: needWorkflow[need.status as NeedStatus].waits && need.dueAt < ctx.now,
      hasText: detailSealed !== null || howMetSealed !== null,
      detail: await open("detail_sealed", detailSealed),
      howMet: await open("how_met_sealed", howMetSealed),
    };
  },
  event: (_input, { id: needId, caseId }) => ({ entity: "need", entityId: needId, caseId }),
});

/** `needType.list`: every kind of need in the order of the grid. */
export const listNeedTypes = defineHotQuery({
  name: "needType.list",
  input: z.strictObject({}),
  output: z.strictObject({ types: z.array(needType) }),
  statement: (actor) => ({
    text: `select coalesce(json_agg(json_build_object('code', t.code, 'category', t.category,
        'label', coalesce(t.labels ->> $1, t.labels ->> 'en'), 'defaultUrgency', t.default_urgency,
        'raiseLabel', coalesce(t.raise_labels ->> $1, t.raise_labels ->> 'en'), 'requiresConsent', t.requires_consent,
        'sensitive', t.sensitive) order by t.sort), '[]'::json) as body
      from need_type t`,
    values: [localeOf(actor)],
  }),
  shape: (types: NeedType[]) => ({ types }),
});

function shapeNeed(row: NeedRow): NeedRow {
  return {
    ...row,
    identifiedAt: iso(row.identifiedAt),
    dueAt: iso(row.dueAt),
    firstServiceAt: row.firstServiceAt && iso(row.firstServiceAt),
    endedAt: row.endedAt && iso(row.endedAt),
  };
}

function localeOf(actor: Actor): string {
  return staffOf(actor).locale;
}

function iso(timestamp: string | Date): string {
  return new Date(timestamp).toISOString();
}
