import { caseFilterSql, needLateSql, needOpenSql } from "@/lib/cases/filter";
import type { Actor } from "@/lib/core/actor";
import type { NeedFilter } from "@/lib/needs/schema";

/** A condition on `need n join case_file c` with its parameters. */
export type NeedCondition = { where: string; values: unknown[] };

export const needTablesSql = `need n
  join case_file c on c.organisation_id = n.organisation_id and c.id = n.case_id`;

/** The dashboard's number of people's critical needs that no service reached in time, and the list it links to. */
export const criticalNeedsLate = { urgency: ["critical"], late: true } as const satisfies NeedFilter;

/**
 * The needs of the actor that a filter means, as SQL on `needTablesSql`; parameters are numbered from `first`. Open and
 * late needs are those of cases in which help goes on. Lists and counts are made with this one function.
 */
export function needFilterSql(actor: Actor, filter: NeedFilter, first = 1): NeedCondition {
  const ofOpenCases = Boolean(filter.open || filter.late);
  const { siteId, assignee, caseId } = filter;
  const status = ofOpenCases ? "open" : caseId ? "any" : "all";
  const cases = caseFilterSql(actor, { status, siteId, assignee }, first);
  const values = [...cases.values];
  const conditions = [cases.where, `n.organisation_id = c.organisation_id`];
  const bind = (value: unknown) => `$${first + values.push(value) - 1}`;

  if (filter.open) conditions.push(needOpenSql);
  if (filter.late) conditions.push(needLateSql);
  if (caseId) conditions.push(`n.case_id = ${bind(caseId)}`);
  if (filter.urgency) conditions.push(`n.urgency = any (${bind(filter.urgency)}::text[])`);
  if (filter.code) conditions.push(`n.type_code = any (${bind(filter.code)}::text[])`);
  return { where: conditions.join("\n and "), values };
}
