import "server-only";
import type { Ctx } from "@/lib/core/context";
import { timeZone } from "@/lib/core/dates";
import { selectRows } from "@/lib/core/select";
import { type Thresholds, usualThresholds, type WatchRule, watchRules } from "@/lib/watch/schema";

export type Finding = { userId: string; rule: WatchRule; periodStart: Date; count: number };

/** Rows can come to light a little after their time, when a transaction took long. */
const overlapMinutes = 10;
/** How far the very first look goes back. */
const firstLookDays = 7;
/** A quiet look is written down so often, so that the next need not go back further. */
const quietHours = 6;

const day = (at: string) => `date_trunc('day', ${at} at time zone '${timeZone}') at time zone '${timeZone}'`;
/** The ten in the evening before. */
const nightOf = (at: string) =>
  `(date_trunc('day', (${at} at time zone '${timeZone}') + interval '2 hours') - interval '2 hours') at time zone '${timeZone}'`;

/**
 * What happened at least so often within an hour that ends now: a burst across the full hour counts as one. Only people and
 * hours in which it could be are looked at moment by moment.
 */
const withinAnHour = (rule: WatchRule, source: string, counted: string, threshold: string) => `
  select e.actor_id, '${rule}' as rule, date_trunc('hour', e.at) as period_start, max(n.n)::int as count
  from (
    select s.actor_id, hours.hour from ${source} s
    cross join lateral (values (date_trunc('hour', s.at)), (date_trunc('hour', s.at) + interval '1 hour')) hours (hour)
    group by 1, 2 having count(distinct s.${counted}) >= ${threshold}) busy
  join ${source} e on e.actor_id = busy.actor_id and date_trunc('hour', e.at) = busy.hour
  cross join lateral (select count(distinct s.${counted}) as n from ${source} s
    where s.actor_id = e.actor_id and s.at > e.at - interval '1 hour' and s.at <= e.at) n
  where e.at > $2 and n.n >= ${threshold} group by 1, 3`;

/**
 * Parameters: organisation, since when, and the thresholds in the order of `watchRules`. Of other teams: not one's own, one's
 * team's, one's site's as a coordinator, nor what a colleague let one into or one registered oneself; a broken glass counts.
 */
const findingsSql = `with seen as materialized (
    select e.actor_id, e.case_id, e.at from audit_event e
    where e.organisation_id = $1 and e.at > least($2::timestamptz - interval '8 hours', ${day("$2::timestamptz")})
      and e.kind = 'view' and e.actor_kind = 'staff' and e.case_id is not null),
  refused as materialized (
    select e.actor_id, e.id, e.at from audit_event e
    where e.organisation_id = $1 and e.at > $2::timestamptz - interval '1 hour' and e.kind = 'denied' and e.actor_kind = 'staff'),
  found as (
    ${withinAnHour("many_cases", "seen", "case_id", "$3")}
    union all
    select e.actor_id, 'other_teams', ${day("e.at")}, count(distinct e.case_id)::int
    from seen e join case_file c on c.organisation_id = $1 and c.id = e.case_id
    where e.at >= ${day("$2::timestamptz")} and c.assignee_id is distinct from e.actor_id and c.registered_by <> e.actor_id
      and not exists (select 1 from membership m where m.organisation_id = $1 and m.user_id = e.actor_id and m.status = 'active'
        and (m.team_id = c.team_id or (m.team_id is null and m.site_id = c.site_id)))
      and not exists (select 1 from case_access a where a.organisation_id = $1 and a.case_id = e.case_id and a.user_id = e.actor_id
        and a.kind = 'asked' and e.at between a.answered_at and a.ends_at)
    group by 1, 3 having count(distinct e.case_id) >= $4
    union all
    select e.actor_id, 'night', ${nightOf("e.at")}, count(distinct e.case_id)::int
    from seen e
    where e.at >= ${nightOf("$2::timestamptz")}
      and (extract(hour from e.at at time zone '${timeZone}') >= 22 or extract(hour from e.at at time zone '${timeZone}') < 5)
    group by 1, 3 having count(distinct e.case_id) >= $5
    union all
    select e.actor_id, 'own_name', ${day("e.at")}, count(*)::int
    from audit_event e
    where e.organisation_id = $1 and e.at >= ${day("$2::timestamptz")} and e.action = 'person.search'
      and e.actor_kind = 'staff' and e.detail ->> 'ownName' = 'true'
    group by 1, 3 having count(*) >= $6
    union all
    ${withinAnHour("denied", "refused", "id", "$7")})
  select f.actor_id as "userId", f.rule, f.period_start as "periodStart", f.count from found f
  where not exists (select 1 from watch_alert w where w.organisation_id = $1 and w.user_id = f.actor_id and w.rule = f.rule
    and w.period_start = f.period_start)
  order by f.period_start, f.rule, f.actor_id`;

/** What the organisation wants to be told from how many on. */
export async function thresholdsOf(ctx: Ctx): Promise<Thresholds> {
  const rows = await ctx.db.watchSetting.findMany({
    where: { organisationId: ctx.actor.organisationId },
    select: { rule: true, threshold: true },
  });
  return { ...usualThresholds, ...Object.fromEntries(rows.map(({ rule, threshold }) => [rule, threshold])) };
}

/** Unusual reading since the last look that is not yet an alert, and whether it is time to write down that one looked. */
export async function lookNow(ctx: Ctx): Promise<{ findings: Finding[]; due: boolean }> {
  const { organisationId } = ctx.actor;
  const [last] = await ctx.db.auditEvent.findMany({
    where: { organisationId, entityId: organisationId, action: "watch.scan" },
    orderBy: { at: "desc" },
    take: 1,
    select: { at: true },
  });
  const hours = 3_600_000;
  const since = last
    ? last.at.getTime() - overlapMinutes * 60_000
    : ctx.now.getTime() - firstLookDays * 24 * hours;
  const thresholds = await thresholdsOf(ctx);
  const values = [organisationId, new Date(since), ...watchRules.map((rule) => thresholds[rule])];
  const findings = await selectRows<Finding>(ctx, findingsSql, values);
  const quietFor = ctx.now.getTime() - (last?.at.getTime() ?? 0);
  return { findings, due: findings.length > 0 || quietFor > quietHours * hours };
}
