import "server-only";
import { caseFilterSql, needLateSql, needOpenSql } from "@/lib/cases/filter";
import { type CaseRow, caseListInput, caseListOutput } from "@/lib/cases/listing/schema";
import { listViewed } from "@/lib/core/audit";
import { cursorOf } from "@/lib/core/cursor";
import { defineHotQuery } from "@/lib/core/read";
import { openInitials, type SealedInitials, sealedInitialsSql } from "@/lib/people/initials";

const mostCounted = 1_000;

type Body = {
  rows: (Omit<CaseRow, "initials"> & { personId: string; initials: SealedInitials })[];
  total: number;
};

/** `case.list`: one page of the cases that the actor may see, last changed first, with codes and initials only. */
export const listCases = defineHotQuery({
  name: "case.list",
  input: caseListInput,
  output: caseListOutput,
  event: (filter) => listViewed("case", filter),
  told: { count: "answer.count" },
  statement(actor, { after, limit, ...filter }) {
    const { where, values } = caseFilterSql(actor, filter);
    const [size, at, last] = [1, 2, 3].map((place) => `$${values.length + place}`);
    const fromCursor = after ? `and c.updated_at <= ${at} and (c.updated_at < ${at} or c.id > ${last})` : "";
    return {
      text: listSql(where, fromCursor, size!),
      values: [...values, limit + 1, ...(after ?? [])],
    };
  },
  shape({ rows, total }: Body, { organisationId }, { limit }) {
    const cases = rows.slice(0, limit).map((row) => rowOf(organisationId, row));
    const last = cases.at(-1);
    return {
      cases,
      total: Math.min(total, mostCounted),
      totalCapped: total > mostCounted,
      next: last && rows.length > limit ? cursorOf(last.updatedAt, last.id) : null,
    };
  },
});

function listSql(where: string, fromCursor: string, limit: string): string {
  return `with page as (
      select c.* from case_file c where ${where} ${fromCursor} order by c.updated_at desc, c.id limit ${limit})
    select json_build_object(
      'total', (select count(*)::int from (select 1 from case_file c where ${where} limit ${mostCounted + 1}) counted),
      'rows', coalesce((select json_agg(json_build_object(
        'id', c.id, 'code', c.code, 'personId', p.id, 'initials', ${sealedInitialsSql}, 'level', c.level, 'status', c.status,
        'siteId', s.id, 'siteName', s.name, 'assigneeId', c.assignee_id, 'assigneeName', u.display_name,
        'preferredLanguage', p.preferred_language, 'interpreterNeeded', p.interpreter_needed,
        'safeTonight', c.safe_tonight, 'openedAt', c.opened_at, 'updatedAt', c.updated_at,
        'nextDueAt', least(needs.due, referrals.due), 'needsOpen', needs.open, 'needsLate', needs.late)
        order by c.updated_at desc, c.id)
      from page c
      join person p on p.organisation_id = c.organisation_id and p.id = c.person_id
      join site s on s.organisation_id = c.organisation_id and s.id = c.site_id
      left join user_account u on u.organisation_id = c.organisation_id and u.id = c.assignee_id
      cross join lateral (
        select count(*)::int as open, (count(*) filter (where ${needLateSql}))::int as late,
          min(n.due_at) filter (where n.first_service_at is null) as due
        from need n where n.organisation_id = c.organisation_id and n.case_id = c.id and ${needOpenSql}) needs
      cross join lateral (
        select min(r.next_due_at) as due
        from referral r where r.organisation_id = c.organisation_id and r.case_id = c.id) referrals), '[]'::json)) as body,
      (select count(*)::int from page) as count`;
}

function rowOf(organisationId: string, { personId, initials, ...row }: Body["rows"][number]): CaseRow {
  return {
    ...row,
    initials: openInitials(organisationId, personId, initials),
    openedAt: iso(row.openedAt),
    updatedAt: iso(row.updatedAt),
    nextDueAt: row.nextDueAt && iso(row.nextDueAt),
  };
}

function iso(timestamp: string): string {
  return new Date(timestamp).toISOString();
}
