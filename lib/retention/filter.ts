import { closedCaseStatuses } from "@/lib/cases/workflow";
import { type Actor, siteIdsOf, staffOf } from "@/lib/core/actor";
import type { ErasureFilter } from "@/lib/retention/erasing/schema";
import type { ReviewFilter } from "@/lib/retention/reviewing/schema";
import { restrictedDays, reviewRuleRows } from "@/lib/retention/rules";
import { type RetentionClass, type ReviewRule, reviewRules, usualDays } from "@/lib/retention/schema";

/** A condition with its parameters. */
export type Condition = { where: string; values: unknown[] };

/** SQL: how many days the organisation keeps a class, as a number of the whole statement. */
function daysSql(of: RetentionClass): string {
  return `(select coalesce(max(s.days), ${usualDays[of]}) from retention_setting s
    where s.organisation_id = app_organisation() and s.class = '${of}')`;
}

/** SQL: the time of a rule, as an interval. */
function timeOf(rule: ReviewRule): string {
  const { days } = reviewRuleRows[rule];
  return `${days ? daysSql(days) : restrictedDays} * interval '24 hours'`;
}

/** SQL: nobody has gone on with `intake_draft d` for as long as drafts are kept. */
export const draftAbandonedSql = `d.updated_at <= now() - ${daysSql("draft")} * interval '24 hours'`;

/** SQL: when help ended on `case_file c`. */
const endedAtSql = "coalesce(c.closed_at, c.updated_at)";

/** SQL: answers or notes for few eyes of `case_file c` are still there. Asked case by case: never of all notes at once. */
const privateLeftSql = `(c.private_sealed is not null or (select true from note n
  where n.organisation_id = c.organisation_id and n.case_id = c.id and n.privacy <> 'case' limit 1))`;

const closedSql = `c.status in (${closedCaseStatuses.map((status) => `'${status}'`).join(", ")})`;
const over = (from: string, rule: ReviewRule) => `${from} <= now() - ${timeOf(rule)}`;

/** SQL: the rule by which the time of `case_file c` is over, the one that proposes most; null when none is. As `rules.ts` says it. */
const overRuleSql = `case
  when c.status = 'erased' or c.kept_until > now() then null
  when c.status = 'restricted' then case when ${over("c.restricted_at", "restricted")} then 'restricted' end
  when ${closedSql} then case
    when ${over(endedAtSql, "closed")} then 'closed'
    when ${over(endedAtSql, "closed_private")} and ${privateLeftSql} then 'closed_private' end
  when c.level = 'l0' then case when ${over("c.opened_at", "contact")} then 'contact' end
  when ${over("c.opened_at", "active")} then 'active' end`;

/** SQL over `overTablesSql`: from when the days of the rule count, and when they were over. */
export const overFromSql = `case kept.rule when 'restricted' then c.restricted_at
  when 'contact' then c.opened_at when 'active' then c.opened_at else ${endedAtSql} end`;
export const overSinceSql = `greatest(c.kept_until, ${overFromSql} + case kept.rule
  ${reviewRules.map((rule) => `when '${rule}' then ${timeOf(rule)}`).join(" ")} end)`;

export const overTablesSql = `case_file c cross join lateral (select ${overRuleSql} as rule) kept`;

/**
 * Cases over their time at the sites that the actor coordinates, or at one of them, of which nobody has decided anything: no
 * hold protects them, no erasure is proposed. SQL on `overTablesSql`; parameters are numbered from `first`.
 */
export function overFilterSql(actor: Actor, { siteId, rule }: ReviewFilter, first = 1): Condition {
  const values: unknown[] = [actor.organisationId, sitesOf(actor, siteId)];
  const conditions = [
    `c.organisation_id = $${first} and c.site_id = any ($${first + 1}::uuid[]) and kept.rule is not null`,
    `not exists (select 1 from legal_hold h where h.organisation_id = c.organisation_id and h.case_id = c.id and h.lifted_at is null)`,
    `not exists (select 1 from erasure e where e.organisation_id = c.organisation_id and e.case_id = c.id and e.status = 'proposed')`,
  ];
  if (rule) conditions.push(`kept.rule = $${first + values.push(rule) - 1}`);
  return { where: conditions.join("\n and "), values };
}

export const erasureTablesSql =
  "erasure e left join case_file c on c.organisation_id = e.organisation_id and c.id = e.case_id";

/** Erasures that the actor may know of: of cases in sight, and for the officer who guards data of all. */
export function erasureFilterSql(actor: Actor, { status, siteId }: ErasureFilter, first = 1): Condition {
  const values: unknown[] = [actor.organisationId];
  const conditions = [`e.organisation_id = $${first}`];
  if (status !== "all") conditions.push(`e.status = $${first + values.push(status) - 1}`);
  if (siteId) conditions.push(`c.site_id = $${first + values.push(siteId) - 1}::uuid`);
  return { where: conditions.join("\n and "), values };
}

function sitesOf(actor: Actor, siteId: string | undefined): string[] {
  return siteIdsOf(staffOf(actor)).filter((id) => siteId === undefined || id === siteId);
}
