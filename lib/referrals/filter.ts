import { caseFilterSql } from "@/lib/cases/filter";
import type { Actor } from "@/lib/core/actor";
import type { ReferralFilter } from "@/lib/referrals/schema";
import { statusesIn } from "@/lib/referrals/workflow";

/** A condition on `referralTablesSql` with its parameters. */
export type ReferralCondition = { where: string; values: unknown[] };

export const referralTablesSql = `referral r
  join case_file c on c.organisation_id = r.organisation_id and c.id = r.case_id`;

/** SQL: somebody should have acted on a referral `r` by now. The clock stands still where nobody has to. */
export const referralLateSql = "coalesce(r.next_due_at < now(), false)";

/** The dashboard's numbers of referrals without an answer and past their time, and the lists they link to. */
export const waitingReferrals = { group: ["waiting"] } as const satisfies ReferralFilter;
export const lateReferrals = { late: true } as const satisfies ReferralFilter;

/**
 * The referrals of the actor that a filter means, as SQL on `referralTablesSql`; parameters are numbered from `first`.
 * Lists and counts are made with this one function.
 */
export function referralFilterSql(actor: Actor, filter: ReferralFilter, first = 1): ReferralCondition {
  const { siteId, mine, caseId } = filter;
  const status = caseId ? "any" : "all";
  const cases = caseFilterSql(actor, { status, siteId, ...(mine && { assignee: "me" }) }, first);
  const values = [...cases.values];
  const conditions = [cases.where, "r.organisation_id = c.organisation_id"];
  const bind = (value: unknown) => `$${first + values.push(value) - 1}`;

  const groups = filter.group?.filter((group) => group !== "all");
  if (groups?.length === filter.group?.length && groups) {
    conditions.push(`r.status = any (${bind(groups.flatMap(statusesIn))}::text[])`);
  }
  if (filter.late) conditions.push(referralLateSql);
  if (filter.partnerId) conditions.push(`r.partner_id = ${bind(filter.partnerId)}`);
  if (caseId) conditions.push(`r.case_id = ${bind(caseId)}`);
  if (filter.urgency) conditions.push(`r.urgency = any (${bind(filter.urgency)}::text[])`);
  return { where: conditions.join("\n and "), values };
}
