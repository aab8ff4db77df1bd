import "server-only";
import { reviewLateSql } from "@/lib/access/filter";
import { needLateSql, provinceSql } from "@/lib/cases/filter";
import { siteIdsOf, staffOf } from "@/lib/core/actor";
import type { Ctx } from "@/lib/core/context";
import { dayOf, startOfDay } from "@/lib/core/dates";
import { provinceList } from "@/lib/core/names";
import { defineQuery } from "@/lib/core/read";
import { selectRows } from "@/lib/core/select";
import { type FigureDefinition, figuresOf, helped } from "@/lib/dashboard/figures";
import {
  type CoordinatorDashboard,
  coordinatorDashboard,
  coordinatorDashboardInput,
  type Figure,
} from "@/lib/dashboard/schema";
import { childAgeGroups } from "@/lib/people/schema";

const shownWaiting = 10;

type Numbers = Record<keyof ReturnType<typeof figuresOf>, number> & {
  metBefore: number;
  overOneDay: number;
  glassLate: number;
  oldest: string | null;
  byProvince: Record<string, number> | null;
  waiting: CoordinatorDashboard["waiting"];
};

/** `dashboard.coordinator`: what stands out at the actor's sites, or at one of them. Each number names its list. */
export const getCoordinatorDashboard = defineQuery({
  name: "dashboard.coordinator",
  input: coordinatorDashboardInput,
  output: coordinatorDashboard,
  event: ({ siteId }, { waiting }) => ({
    entity: "case",
    entityId: null,
    detail: { ...(siteId && { siteId }), count: waiting.length },
  }),
  async run(ctx, { siteId }) {
    const since = startOfDay(dayOf(ctx.now), -6);
    const figures = figuresOf(since, siteId);
    const numbers = await numbersOf(ctx, since, siteId);
    const figure = (name: keyof typeof figures) => figureOf(figures[name], numbers[name]);
    return {
      asOf: ctx.now.toISOString(),
      siteId: siteId ?? null,
      sites: await sitesOf(ctx),
      met: { ...figure("met"), since: since.toISOString(), before: numbers.metBefore },
      noSafePlace: { ...figure("noSafePlace"), overOneDay: numbers.overOneDay },
      noCaseworker: { ...figure("noCaseworker"), oldest: numbers.oldest && iso(numbers.oldest) },
      referralsWaiting: figure("referralsWaiting"),
      referralsLate: figure("referralsLate"),
      criticalNeedsLate: figure("criticalNeedsLate"),
      glassUnreviewed: { ...figure("glassUnreviewed"), late: numbers.glassLate },
      overTheirTime: figure("overTheirTime"),
      erasuresWaiting: figure("erasuresWaiting"),
      byProvince: provinceList.map(({ code }) => ({
        ...figureOf(helped(siteId, code), numbers.byProvince?.[code] ?? 0),
        province: code,
      })),
      waiting: numbers.waiting.map((person) => ({ ...person, since: iso(person.since) })),
    };
  },
});

function figureOf({ list, search }: FigureDefinition, count: number): Figure {
  return { count, list, search };
}

/** All numbers in one statement. */
async function numbersOf(ctx: Ctx, since: Date, siteId?: string): Promise<Numbers> {
  const values: unknown[] = [];
  const on = (definition: FigureDefinition) => {
    const { tables, where, values: own } = definition.on(ctx.actor, values.length + 1);
    values.push(...own);
    return `from ${tables} where ${where}`;
  };
  const figures = figuresOf(since, siteId);
  const twoWeeks = figuresOf(startOfDay(dayOf(since), -7), siteId).met;
  const count = "select count(*)::int";
  const text = `with met as (${count} as n ${on(figures.met)}), waiting as (select c.* ${on(figures.noCaseworker)})
    select json_build_object(
      'met', (select n from met),
      'metBefore', (${count} ${on(twoWeeks)}) - (select n from met),
      'noSafePlace', (${count} ${on(figures.noSafePlace)}),
      'overOneDay', (${count} ${on(figures.noSafePlace)} and c.opened_at < now() - interval '24 hours'),
      'noCaseworker', (${count} from waiting),
      'oldest', (select min(opened_at) from waiting),
      'referralsWaiting', (${count} ${on(figures.referralsWaiting)}),
      'referralsLate', (${count} ${on(figures.referralsLate)}),
      'criticalNeedsLate', (${count} ${on(figures.criticalNeedsLate)}),
      'glassUnreviewed', (${count} ${on(figures.glassUnreviewed)}),
      'overTheirTime', (${count} ${on(figures.overTheirTime)}),
      'erasuresWaiting', (${count} ${on(figures.erasuresWaiting)}),
      'glassLate', (${count} ${on(figures.glassUnreviewed)} and ${reviewLateSql}),
      'byProvince', (select json_object_agg(place, n) from (
        select ${provinceSql} as place, count(*)::int as n ${on(helped(siteId))} group by 1) places),
      'waiting', ${waitingSql}) as body`;
  const [row] = await selectRows<{ body: Numbers }>(ctx, text, values);
  return row!.body;
}

/** The most pressing of `waiting`: for one reason, the longest wait first. */
const waitingSql = `(select coalesce(json_agg(first.row order by first.rank, first.opened_at, first.id), '[]'::json) from (
  select reasons.rank, c.opened_at, c.id, json_build_object('caseId', c.id, 'code', c.code, 'site', s.name,
    'language', p.preferred_language, 'interpreterNeeded', p.interpreter_needed, 'since', c.opened_at,
    'why', (array['no_safe_place', 'critical_need_late', 'child', 'longest_wait'])[reasons.rank]) as row
  from waiting c
  join person p on p.organisation_id = c.organisation_id and p.id = c.person_id
  join site s on s.organisation_id = c.organisation_id and s.id = c.site_id
  cross join lateral (select case
    when c.safe_tonight = 'no' then 1
    when exists (select 1 from need n where n.organisation_id = c.organisation_id and n.case_id = c.id
      and n.urgency = 'critical' and ${needLateSql}) then 2
    when c.child_present = 'yes' or p.age_group in (${childAgeGroups.map((group) => `'${group}'`).join(", ")}) then 3
    else 4 end as rank) reasons
  order by reasons.rank, c.opened_at, c.id limit ${shownWaiting}) first)`;

function sitesOf(ctx: Ctx): Promise<CoordinatorDashboard["sites"]> {
  return ctx.db.site.findMany({
    where: { organisationId: ctx.actor.organisationId, id: { in: siteIdsOf(staffOf(ctx.actor)) } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
}

function iso(timestamp: string): string {
  return new Date(timestamp).toISOString();
}
