import "server-only";
import { z } from "zod";
import { caseInUseSql, needLateSql } from "@/lib/cases/filter";
import { type Actor, staffOf } from "@/lib/core/actor";
import { timeZone } from "@/lib/core/dates";
import { defineHotQuery } from "@/lib/core/read";
import { inOrder } from "@/lib/day/order";
import { type Day, day, type DayDraft, type DayNeed, type DayReferral, type DayTask } from "@/lib/day/schema";
import { pagesOf } from "@/lib/intake/questions";
import { draftLevels } from "@/lib/intake/schema";
import { needFilterSql, needTablesSql } from "@/lib/needs/filter";
import { openInitials, type SealedInitials, sealedInitialsSql } from "@/lib/people/initials";
import {
  referralFilterSql,
  referralLateSql,
  referralTablesSql,
  waitingReferrals,
} from "@/lib/referrals/filter";
import { draftAbandonedSql } from "@/lib/retention/filter";
import type { TaskKind } from "@/lib/tasks/schema";

const mostShown = 50;
const lists = ["tasks", "needs", "referrals", "waiting", "drafts"];
const shownSql = lists.map((list) => `json_array_length(answer.body -> '${list}')`).join(" + ");

type Sealed<Row> = Omit<Row, "initials"> & { personId: string; initials: SealedInitials };
type Body = {
  now: string;
  tasks: Sealed<DayTask>[];
  needs: Sealed<DayNeed>[];
  referrals: Sealed<DayReferral>[];
  waiting: Sealed<DayReferral>[];
  drafts: Omit<DayDraft, "pages">[];
};

/** `day.get`: what today asks of whoever is signed in, and what they wait for. */
export const getDay = defineHotQuery({
  name: "day.get",
  input: z.strictObject({}),
  output: day,
  event: () => ({ entity: "case", entityId: null }),
  told: { count: shownSql },
  statement: (actor) => dayStatement(actor),
  shape({ now, tasks, needs, referrals, waiting, drafts }: Body, { organisationId }): Day {
    const open = <Row extends Opened>(row: Row) => opened(organisationId, row);
    const all = tasks.map(open).map((task) => ({
      ...task,
      dueAt: iso(task.dueAt),
      laterUntil: task.laterUntil && iso(task.laterUntil),
    }));
    const isLater = ({ laterUntil }: DayTask) => laterUntil !== null && laterUntil > iso(now);
    return {
      now: iso(now),
      tasks: inOrder(all.filter((task) => !isLater(task))).map((task) => ({ ...task, laterUntil: null })),
      needs: needs.map(open).map((need) => ({ ...need, dueAt: iso(need.dueAt) })),
      referrals: referrals.map(open).map(referralOf),
      waiting: waiting.map(open).map(referralOf),
      drafts: drafts.map((draft) => ({
        ...draft,
        pages: pagesOf(z.enum(draftLevels).parse(draft.level), { continuing: draft.caseId !== null }).length,
        updatedAt: iso(draft.updatedAt),
      })),
      later: all.filter(isLater).sort((a, b) => Date.parse(a.laterUntil!) - Date.parse(b.laterUntil!)),
    };
  },
});

const personSql = `'caseId', c.id, 'code', c.code, 'personId', p.id, 'initials', ${sealedInitialsSql}, 'language', p.preferred_language`;
const joinPersonSql = "join person p on p.organisation_id = c.organisation_id and p.id = c.person_id";
const midnightSql = `(date_trunc('day', now() at time zone '${timeZone}') + interval '1 day') at time zone '${timeZone}'`;

/** Everything in one statement. Parameters 1 to 3 are organisation, user and language. */
function dayStatement(actor: Actor): { text: string; values: unknown[] } {
  const { organisationId, userId, locale } = staffOf(actor);
  const values: unknown[] = [organisationId, userId, locale];
  const where = (condition: (first: number) => { where: string; values: unknown[] }) => {
    const { where: text, values: own } = condition(values.length + 1);
    values.push(...own);
    return text;
  };
  const needs = where((first) => needFilterSql(actor, { open: true, assignee: "me" }, first));
  const late = where((first) => referralFilterSql(actor, { mine: true, late: true }, first));
  const waiting = where((first) =>
    referralFilterSql(actor, { mine: true, group: [...waitingReferrals.group] }, first),
  );
  const told = `exists (select 1 from task t where t.organisation_id = r.organisation_id and t.subject_id = r.id
    and t.kind = 'referral_late' and t.status = 'open' and t.assignee_id = $2)`;
  const text = `select json_build_object('now', now(),
    'tasks', ${rows(tasksSql)},
    'needs', ${rows(needsSql(`${needs} and n.due_at < ${midnightSql}`))},
    'referrals', ${rows(referralsSql(`${late} and not ${told}`))},
    'waiting', ${rows(referralsSql(`${waiting} and not ${referralLateSql}`))},
    'drafts', ${rows(draftsSql)}) as body`;
  return { text, values };
}

function rows(select: string): string {
  return `(select coalesce(json_agg(found.row order by found.at, found.id), '[]'::json) from (${select} order by at, id limit ${mostShown}) found)`;
}

/** What is owed to a person, and notices of who came, also while nobody uses the record. */
const tasksAtRest: TaskKind[] = [
  "tell_partner",
  "request_due",
  "hold_review",
  "erasure_proposed",
  "access_asked",
  "access_answered",
  "glass_broken",
];

const tasksSql = `select t.due_at as at, t.id, json_build_object('caseId', c.id, 'code', coalesce(c.code, elsewhere.code),
    'personId', coalesce(p.id, t.case_id), 'initials', ${sealedInitialsSql}, 'language', p.preferred_language, 'id', t.id, 'kind', t.kind, 'subjectId', t.subject_id,
    'dueAt', t.due_at, 'late', t.due_at < now(), 'laterUntil', t.later_until, 'version', t.version) as row
  from task t
  left join case_file c on c.organisation_id = t.organisation_id and c.id = t.case_id
  left join lateral cases_pointed_at(null, array[t.case_id]) elsewhere on c.id is null
  left ${joinPersonSql}
  where t.organisation_id = $1 and t.assignee_id = $2 and t.status in ('open', 'later')
    and (c.id is not null or elsewhere.code is not null)
    and (c.id is null or ${caseInUseSql} or t.kind in (${tasksAtRest.map((kind) => `'${kind}'`).join(", ")}))`;

const needsSql = (
  where: string,
) => `select n.due_at as at, n.id, json_build_object(${personSql}, 'id', n.id, 'typeCode', n.type_code,
    'label', coalesce(k.labels ->> $3, k.labels ->> 'en'), 'category', k.category, 'sensitive', k.sensitive, 'urgency', n.urgency,
    'status', n.status, 'dueAt', n.due_at, 'late', ${needLateSql}) as row
  from ${needTablesSql} ${joinPersonSql} join need_type k on k.code = n.type_code where ${where}`;

const referralsSql = (
  where: string,
) => `select coalesce(r.next_due_at, r.created_at) as at, r.id, json_build_object(${personSql}, 'id', r.id,
    'partnerName', o.name, 'needLabel', coalesce(k.labels ->> $3, k.labels ->> 'en'), 'category', k.category, 'sensitive', k.sensitive, 'urgency', r.urgency,
    'status', r.status, 'late', ${referralLateSql}, 'nextDueAt', r.next_due_at, 'sentAt', r.sent_at) as row
  from ${referralTablesSql} ${joinPersonSql}
  join partner o on o.organisation_id = r.organisation_id and o.id = r.partner_id
  join need n on n.organisation_id = r.organisation_id and n.id = r.need_id
  join need_type k on k.code = n.type_code where ${where}`;

const draftsSql = `select -extract(epoch from d.updated_at) as at, d.id, json_build_object('draftId', d.id, 'level', d.level, 'step', d.step,
    'answered', d.answered, 'caseId', c.id, 'code', c.code, 'updatedAt', d.updated_at, 'abandoned', ${draftAbandonedSql}, 'version', d.version) as row
  from intake_draft d left join case_file c on c.organisation_id = d.organisation_id and c.id = d.case_id
  where d.organisation_id = $1 and d.owner_id = $2 and (c.id is null or ${caseInUseSql})`;

type Opened = { personId: string; initials: SealedInitials };

function opened<Row extends Opened>(organisationId: string, { personId, initials, ...row }: Row) {
  return { ...row, initials: openInitials(organisationId, personId, initials) } as Omit<
    Row,
    "personId" | "initials"
  > & {
    initials: string | null;
  };
}

function referralOf(row: DayReferral): DayReferral {
  return { ...row, nextDueAt: row.nextDueAt && iso(row.nextDueAt), sentAt: row.sentAt && iso(row.sentAt) };
}

function iso(timestamp: string): string {
  return new Date(timestamp).toISOString();
}
