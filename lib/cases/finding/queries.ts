import "server-only";
import { parseCaseCode } from "@/lib/cases/code";
import {
  duplicatesInput,
  duplicatesOutput,
  foundPerson,
  searchInput,
  searchOutput,
} from "@/lib/cases/finding/schema";
import type { Actor } from "@/lib/core/actor";
import { defineHotQuery, defineQuery } from "@/lib/core/read";
import type { z } from "zod";
import { casesHit, findDuplicates } from "@/lib/people/duplicates";
import { openInitials, type SealedInitials, sealedInitialsSql } from "@/lib/people/initials";
import { matchStrengths } from "@/lib/people/schema";
import { isSameWholeName } from "@/lib/people/name-key";
import { argumentsOf, type Question, questionOf, questionTyped } from "@/lib/people/search";

const mostShown = 20;

type Body = (Omit<z.output<typeof foundPerson>, "initials" | "strength"> & {
  initials: SealedInitials | null;
  strength: number;
})[];

/**
 * `person.search`: people by code, name in any script, phone number or its last four digits, handle or document number.
 * Those whom the actor may not see come as a code and whom to ask. The trail says how somebody searched, not for whom.
 */
export const searchPeople = defineHotQuery({
  name: "person.search",
  input: searchInput,
  output: searchOutput,
  event: ({ q }, actor) => ({
    entity: "person",
    entityId: null,
    detail: { by: wayOf(q), ...(isOwnName(q, actor) && { ownName: true }) },
  }),
  told: { count: `least(json_array_length(answer.body), ${mostShown})`, covers: "answer.hits" },
  statement: (actor, { q }) => ({
    text: searchSql,
    values: [...argumentsOf(actor.organisationId, questionIn(q)), parseCaseCode(q)],
  }),
  shape: (rows: Body, { organisationId }) => ({
    people: rows.slice(0, mostShown).map(({ initials, strength, ...row }) => ({
      ...row,
      initials: row.personId && initials && openInitials(organisationId, row.personId, initials),
      strength: matchStrengths[strength - 1]!,
    })),
    more: rows.length > mostShown,
  }),
});

/** `person.duplicates`: who may be the same as somebody whose intake is not saved yet. The trail keeps whose files that hit. */
export const listDuplicates = defineQuery({
  name: "person.duplicates",
  input: duplicatesInput,
  output: duplicatesOutput,
  event: async (_input, { duplicates }, ctx) => ({
    entity: "person",
    entityId: null,
    covers: await casesHit(ctx, duplicates),
    detail: { count: duplicates.length },
  }),
  async run(ctx, { name, contact, document }) {
    const contacts = contact.map((value) => ({ method: "any", value }));
    return { duplicates: await findDuplicates(ctx, { names: name, contacts, documents: document }, null) };
  },
});

/** What is asked besides the code. Nothing, when a code was surely meant: its characters are no name. */
function questionIn(q: string): Question {
  return parseCaseCode(q) && /\d/.test(q) ? questionOf([], []) : questionTyped(q);
}

/** True when somebody looked for themselves. Of what they typed the trail keeps no more than that. */
function isOwnName(q: string, actor: Actor): boolean {
  return actor.kind === "staff" && wayOf(q) === "name" && isSameWholeName(q, actor.displayName);
}

/** How somebody searched, for the trail. */
function wayOf(q: string): "code" | "number" | "name" {
  if (parseCaseCode(q)) return "code";
  return /\p{Nd}.*\p{Nd}.*\p{Nd}.*\p{Nd}/u.test(q) ? "number" : "name";
}

const searchSql = `with candidate as (
    select f.person_id, min(f.strength) as strength, max(f.hits) as hits
    from find_people($1, $2::text[], $3::int[], $4::int[], $5::int[]) f group by f.person_id
    union all select person_of_code($6::text), 1, 0),
  best as (
    select person_id, min(strength) as strength, max(hits) as hits from candidate where person_id is not null
    group by person_id order by 2, 3 desc, 1 desc limit ${mostShown + 1})
  select coalesce(json_agg(json_build_object(
      'caseId', c.id, 'personId', p.id, 'code', coalesce(c.code, elsewhere.code),
      'initials', case when p.id is not null then ${sealedInitialsSql} end,
      'siteName', coalesce(c.site_name, elsewhere.site_name),
      'assigneeName', case when c.id is not null then c.assignee_name else elsewhere.assignee_name end,
      'visible', c.id is not null, 'strength', b.strength)
    order by b.strength, b.hits desc, b.person_id desc), '[]'::json) as body,
    cases_of_people(array_agg(b.person_id)) as hits
  from best b
  left join lateral (
    select c.id, c.code, s.name as site_name, u.display_name as assignee_name
    from case_file c
    join site s on s.organisation_id = c.organisation_id and s.id = c.site_id
    left join user_account u on u.organisation_id = c.organisation_id and u.id = c.assignee_id
    where c.organisation_id = $1 and c.person_id = b.person_id and c.status not in ('erased', 'duplicate_merged')
      and (c.status <> 'restricted' or c.code = $6::text)
    order by c.code = $6::text desc nulls last, c.closed_at is null desc, c.opened_at desc, c.id limit 1) c on true
  left join person p on c.id is not null and p.organisation_id = $1 and p.id = b.person_id
  left join lateral case_pointers(array[b.person_id]) elsewhere on c.id is null
  where c.id is not null or elsewhere.code is not null`;
