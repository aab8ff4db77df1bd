import "server-only";
import { caseInUseSql, needLateSql } from "@/lib/cases/filter";
import { sealedInitialsSql } from "@/lib/people/initials";

/** SQL: what of `table` belongs to `case_file c`, each row as `object`, as one array. */
function arrayOf(object: string, from: string, order: string): string {
  return `coalesce((select json_agg(json_build_object(${object}) order by ${order}) from ${from}), '[]'::json)`;
}

/** SQL: rows of a table that hang on `case_file c`. */
const ofCase = (table: string, alias: string) =>
  `${table} ${alias} where ${alias}.organisation_id = c.organisation_id and ${alias}.case_id = c.id`;

/** SQL: how many values of a kind are kept for `person p`. */
const countOf = (table: string) =>
  `(select count(*)::int from ${table} x where x.organisation_id = p.organisation_id and x.person_id = p.id)`;

const personSql = `json_build_object('id', p.id, 'initials', ${sealedInitialsSql}, 'ageGroup', p.age_group,
  'ageCertainty', p.age_certainty, 'sexGender', p.sex_gender, 'nationalities', p.nationalities,
  'preferredLanguage', p.preferred_language, 'otherLanguages', p.other_languages, 'interpreterNeeded', p.interpreter_needed,
  'names', ${countOf("person_name")}, 'contacts', ${countOf("person_contact")}, 'documents', ${countOf("identity_document")},
  'hasBirthDate', p.birth_date_sealed is not null, 'otherCases', ${arrayOf(
    "'id', o.id, 'code', o.code, 'status', o.status, 'openedAt', o.opened_at",
    "case_file o where o.organisation_id = p.organisation_id and o.person_id = p.id and o.id <> c.id",
    "o.opened_at desc, o.id",
  )})`;

const answersSql = `json_build_object('canTalkSafely', c.can_talk_safely, 'safeTonight', c.safe_tonight,
  'childPresent', c.child_present, 'mayContact', c.may_contact, 'shelterNow', c.shelter_now, 'foodCash', c.food_cash,
  'travelDocument', c.travel_document, 'wishes', c.wishes, 'province', c.province)`;

const exitsSql = arrayOf(
  `'id', e.id, 'mode', e.mode, 'officialPresence', e.official_presence, 'exitDate', e.exit_date, 'province', e.province,
    'source', e.source, 'confidence', e.confidence, 'hasNote', e.note_sealed is not null`,
  ofCase("exit_event", "e"),
  "e.created_at, e.id",
);

const needsSql = arrayOf(
  `'id', n.id, 'code', n.type_code, 'category', t.category, 'labels', t.labels, 'sensitive', t.sensitive,
    'urgency', n.urgency, 'status', n.status, 'personAgrees', n.person_agrees, 'dueAt', n.due_at, 'late', ${needLateSql},
    'firstServiceAt', n.first_service_at, 'version', n.version`,
  `need n join need_type t on t.code = n.type_code where n.organisation_id = c.organisation_id and n.case_id = c.id`,
  "n.due_at, n.id",
);

const referralsSql = arrayOf(
  `'id', r.id, 'needId', r.need_id, 'needCode', rn.type_code, 'partnerId', r.partner_id, 'partnerName', rp.name,
    'status', r.status, 'urgency', r.urgency, 'sentAt', r.sent_at, 'nextDueAt', r.next_due_at, 'version', r.version`,
  `referral r
    join need rn on rn.organisation_id = r.organisation_id and rn.id = r.need_id
    join partner rp on rp.organisation_id = r.organisation_id and rp.id = r.partner_id
    where r.organisation_id = c.organisation_id and r.case_id = c.id`,
  "r.created_at desc, r.id",
);

const consentsSql = arrayOf(
  `'id', k.id, 'scope', k.scope, 'answer', k.answer, 'partnerId', k.partner_id, 'partnerName', kp.name,
    'elements', k.elements, 'givenAt', k.given_at, 'expiresAt', k.expires_at, 'withdrawnAt', k.withdrawn_at, 'version', k.version`,
  `consent k left join partner kp on kp.organisation_id = k.organisation_id and kp.id = k.partner_id
    where k.organisation_id = c.organisation_id and k.case_id = c.id`,
  "k.given_at desc, k.id",
);

/** The case `$2` of organisation `$1` in one row. */
export const caseSql = `select json_build_object('id', c.id, 'code', c.code, 'version', c.version, 'level', c.level,
    'status', c.status, 'siteId', c.site_id, 'siteName', s.name, 'teamId', c.team_id, 'teamName', t.name,
    'assigneeId', c.assignee_id, 'assigneeName', u.display_name, 'openedAt', c.opened_at, 'updatedAt', c.updated_at,
    'closedAt', c.closed_at, 'goalSealed', case when ${caseInUseSql} then encode(c.goal_sealed, 'base64') end, 'key', (
      select encode(k.wrapped, 'base64') from sealing_key k where k.organisation_id = c.organisation_id and k.id = c.id),
    'privateAnswered', c.private_sealed is not null,
    'held', exists (select 1 from ${ofCase("legal_hold", "h")} and h.lifted_at is null),
    'erasureId', (select x.id from ${ofCase("erasure", "x")} and x.status <> 'cancelled'), 'person', ${personSql}, 'answers', ${answersSql},
    'exits', ${exitsSql}, 'needs', ${needsSql}, 'referrals', ${referralsSql}, 'consents', ${consentsSql},
    'counts', json_build_object('notes', (select count(*)::int from ${ofCase("note", "x")}),
      'tasksOpen', (select count(*)::int from ${ofCase("task", "x")} and x.status <> 'done'))) as body
  from case_file c
  join person p on p.organisation_id = c.organisation_id and p.id = c.person_id
  join site s on s.organisation_id = c.organisation_id and s.id = c.site_id
  left join team t on t.organisation_id = c.organisation_id and t.id = c.team_id
  left join user_account u on u.organisation_id = c.organisation_id and u.id = c.assignee_id
  where c.organisation_id = $1 and c.id = $2`;

/** A page of acts on case `$2`: kinds `$3`, so many `$4`, older than the cursor `$5`, `$6`. A partner acts as its referral.
 * Of a case that was erased, what an act was about is left out: codes tell what somebody needed or agreed to. */
export const timelineSql = `select coalesce((
    select json_agg(json_build_object('id', e.id, 'at', e.at, 'kind', e.kind, 'action', e.action, 'actorKind', e.actor_kind,
      'actorName', coalesce(u.display_name, p.name), 'entity', e.entity, 'entityId', e.entity_id, 'reason', e.reason,
      'detail', case when c.status = 'erased' then '{}' else e.detail end) order by e.at desc, e.id)
    from (
      select * from audit_event e
      where e.organisation_id = $1 and e.case_id = c.id and e.kind = any ($3::text[])
        and ($5::timestamptz is null or (e.at <= $5 and (e.at < $5 or e.id > $6::uuid)))
      order by e.at desc, e.id limit $4) e
    left join user_account u on e.actor_kind = 'staff' and u.organisation_id = e.organisation_id and u.id = e.actor_id
    left join referral r on e.actor_kind = 'partner' and r.organisation_id = e.organisation_id and r.id = e.actor_id
    left join partner p on p.organisation_id = r.organisation_id and p.id = r.partner_id), '[]'::json) as body
  from case_file c where c.organisation_id = $1 and c.id = $2`;
