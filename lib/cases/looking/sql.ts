import "server-only";
import { timeZone } from "@/lib/core/dates";

const kindSql = `case when e.kind = 'denied' then 'refused' when e.action in ('person.search', 'person.duplicates') then 'searched'
  when e.action in ('person.reveal', 'note.reveal') then 'revealed' when e.action = 'person.copy' then 'copied' else 'opened' end`;

/** Which notes there were tells something of the person: of a case that was erased no longer. */
const privacySql = `case when not exists (select 1 from case_file c where c.organisation_id = $1 and c.id = $2 and c.status = 'erased')
    then e.detail ->> 'privacy' end`;

const eventSql = (where: string) => `
  select e.at, e.action, e.actor_kind, e.actor_id, e.actor_role, e.reason, coalesce(e.detail ->> 'what', ${privacySql}) as what,
    ${kindSql} as kind, (e.at at time zone '${timeZone}')::date as day
  from audit_event e
  where e.organisation_id = $1 and e.actor_kind <> 'system' and ${where}
    and e.at >= coalesce($4::timestamptz, '-infinity') and e.at < coalesce($5::timestamptz, 'infinity')`;

/** Nobody stands for whoever is not known. */
const nobody = "00000000-0000-0000-0000-000000000000";
const actorSql = `coalesce(e.actor_id, '${nobody}')`;

/**
 * A page of lookers at case `$2`, by day and person, the latest first: of kind `$3`, between `$4` and `$5`, so many `$6`, after the
 * cursor `$7` day, `$8` last look, `$9` person. Refusals and searches are not of a case, but about it.
 */
export const lookersSql = `with look as (
    ${eventSql("e.case_id = $2 and (e.kind = 'view' or e.action in ('access.breakGlass', 'person.copy'))")}
    union all ${eventSql("e.entity_id = $2 and e.kind = 'denied'")}
    union all ${eventSql("e.id in (select searches_that_hit($2::uuid))")}),
  wanted as (select * from look e where $3::text is null or e.kind = $3),
  page as (
    select e.day, ${actorSql} as actor, max(e.at) as last_at, max(e.actor_kind) as actor_kind, max(e.actor_role) as role
    from wanted e group by 1, 2
    having $7::date is null or (e.day, max(e.at), ${actorSql}) < ($7::date, $8::timestamptz, $9::uuid)
    order by 1 desc, 3 desc, 2 desc limit $6),
  act as (
    select p.day, p.actor, e.kind, e.action, e.reason, e.what, count(*)::int as count, min(e.at) as first_at, max(e.at) as last_at
    from page p join wanted e on e.day = p.day and ${actorSql} = p.actor group by 1, 2, 3, 4, 5, 6),
  told as (
    select a.day, a.actor, json_agg(json_build_object('kind', a.kind, 'action', a.action, 'reason', a.reason, 'what', a.what,
      'count', a.count, 'firstAt', a.first_at, 'lastAt', a.last_at) order by a.last_at desc, a.action) as looks
    from act a group by 1, 2)
  select p.day::text, p.last_at as "lastAt", p.actor_kind as "actorKind", nullif(p.actor, '${nobody}') as "actorId", p.role,
    coalesce(u.display_name, o.name) as name, t.looks
  from page p
  join told t on t.day = p.day and t.actor = p.actor
  left join user_account u on p.actor_kind = 'staff' and u.organisation_id = $1 and u.id = p.actor
  left join referral r on p.actor_kind = 'partner' and r.organisation_id = $1 and r.id = p.actor
  left join partner o on o.organisation_id = r.organisation_id and o.id = r.partner_id
  order by 1 desc, 2 desc, p.actor desc`;
