import "server-only";
import { caseInSightSql } from "@/lib/cases/filter";
import { staffOf } from "@/lib/core/actor";
import { listViewed } from "@/lib/core/audit";
import { cursorOf } from "@/lib/core/cursor";
import { defineHotQuery } from "@/lib/core/read";
import { referralFilterSql, referralLateSql, referralTablesSql } from "@/lib/referrals/filter";
import { referralListInput, referralListOutput, type ReferralRow } from "@/lib/referrals/schema";
import { referralWorkflow } from "@/lib/referrals/workflow";

const countedUpTo = 1_000;
/** Referrals that nobody has to act on come last. */
const never = "9999-12-31T00:00:00.000Z";
const orderSql = `coalesce(r.next_due_at, '${never}'::timestamptz)`;

const rowSql = `json_build_object('id', r.id, 'caseId', r.case_id, 'caseCode', c.code, 'partnerId', r.partner_id,
  'partnerName', p.name, 'needCode', t.code, 'needLabel', coalesce(t.labels ->> $1, t.labels ->> 'en'),
  'category', t.category, 'sensitive', t.sensitive, 'urgency', r.urgency, 'status', r.status, 'late', ${referralLateSql},
  'nextDueAt', r.next_due_at, 'createdAt', r.created_at, 'sentAt', r.sent_at, 'version', r.version)`;

const namesSql = `join partner p on p.organisation_id = r.organisation_id and p.id = r.partner_id
  join need n on n.organisation_id = r.organisation_id and n.id = r.need_id
  join need_type t on t.code = n.type_code`;

/** `referral.list`: the referrals that a filter means, the soonest due first. */
export const listReferrals = defineHotQuery({
  name: "referral.list",
  input: referralListInput,
  output: referralListOutput,
  event: (filter) => listViewed("referral", filter),
  told: { count: "json_array_length(answer.body -> 'rows')" },
  statement: (actor, { after, limit, ...filter }) => {
    const { where, values } = referralFilterSql(actor, filter, 3);
    const [due, last] = after ?? [];
    const place = values.length + 3;
    const { caseId } = filter;
    const ofSight = caseId ? caseInSightSql(place + (after ? 2 : 0)) : "";
    const further = after ? `and (${orderSql}, r.id) > ($${place}::timestamptz, $${place + 1}::uuid)` : "";
    return {
      text: `select json_build_object(
          'total', (select count(*) from (select 1 from ${referralTablesSql} where ${where} limit ${countedUpTo}) counted),
          'rows', (select coalesce(json_agg(page.row order by page.due, page.id), '[]'::json) from (
            select ${orderSql} as due, r.id, ${rowSql} as row
            from ${referralTablesSql} ${namesSql}
            where ${where} ${further}
            order by 1, 2 limit $2) page)) as body ${ofSight}`,
      values: [
        staffOf(actor).locale,
        limit + 1,
        ...values,
        ...(after ? [due, last] : []),
        ...(caseId ? [caseId] : []),
      ],
    };
  },
  shape: ({ total, rows }: { total: number; rows: ReferralRow[] }, _actor, { limit }) => {
    const referrals = rows.slice(0, limit).map(shapeRow);
    const last = referrals.at(-1);
    const more = last && rows.length > limit;
    return { referrals, total, next: more ? cursorOf(last.nextDueAt ?? never, last.id) : null };
  },
});

function shapeRow(row: Omit<ReferralRow, "group">): ReferralRow {
  return {
    ...row,
    group: referralWorkflow[row.status].group,
    nextDueAt: row.nextDueAt && iso(row.nextDueAt),
    createdAt: iso(row.createdAt),
    sentAt: row.sentAt && iso(row.sentAt),
  };
}

function iso(timestamp: string): string {
  return new Date(timestamp).toISOString();
}
