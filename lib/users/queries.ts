import "server-only";
import { z } from "zod";
import { type Actor, staffOf } from "@/lib/core/actor";
import { id } from "@/lib/core/fields";
import { isPermitted, type Permission, permissions } from "@/lib/core/permissions";
import { defineHotQuery } from "@/lib/core/read";
import {
  type Account,
  account,
  type AccountInFull,
  accountInFull,
  type Colleague,
  colleague,
  type Me,
  me,
} from "@/lib/users/schema";

const membershipsSql = `coalesce((
  select json_agg(json_build_object('siteId', s.id, 'site', s.name, 'teamId', t.id, 'team', t.name) order by s.name, t.name, m.id)
  from membership m
  join site s on s.organisation_id = m.organisation_id and s.id = m.site_id
  left join team t on t.organisation_id = m.organisation_id and t.id = m.team_id
  where m.organisation_id = u.organisation_id and m.user_id = u.id and m.status = 'active'
    and (m.ends_at is null or m.ends_at > now())), '[]'::json)`;

const grantsSql = `coalesce((
  select json_agg(json_build_object('kind', g.kind, 'endsAt', g.ends_at) order by g.kind, g.id) from access_grant g
  where g.organisation_id = u.organisation_id and g.user_id = u.id and g.revoked_at is null
    and (g.ends_at is null or g.ends_at > now())), '[]'::json)`;

const openSessionSql = "s.revoked_at is null and s.idle_expires > now() and s.absolute_expires > now()";

/** `me.get`: who is signed in, where they work, what they may do, and until when this session, or a program's token, lasts. */
export const getMe = defineHotQuery({
  name: "me.get",
  input: z.strictObject({}),
  output: me,
  statement: (actor) => ({
    text: `select json_build_object('displayName', u.display_name, 'email', u.email, 'locale', u.locale,
        'organisation', o.name, 'isDemo', o.is_demo, 'memberships', ${membershipsSql},
        'sessionExpires', coalesce(least(s.idle_expires, s.absolute_expires), k.expires_at), 'now', now(),
        'factorReset', (select json_build_object('resetId', r.id, 'by', b.display_name, 'readyAt', r.ready_at) from factor_reset r
          join user_account b on b.organisation_id = r.organisation_id and b.id = r.proposed_by
          where r.organisation_id = u.organisation_id and r.user_id = u.id and r.done_at is null and r.cancelled_at is null
          order by r.id limit 1)) as body
      from user_account u
      join organisation o on o.id = u.organisation_id
      left join session s on s.organisation_id = u.organisation_id and s.user_id = u.id and s.id = $3
      left join api_token k on k.organisation_id = u.organisation_id and k.user_id = u.id and k.id = $3
      where u.organisation_id = $1 and u.id = $2`,
    values: [actor.organisationId, staffOf(actor).userId, staffOf(actor).sessionId],
  }),
  shape: (body: Omit<Me, "userId" | "role" | "permissions" | "sessionId">, actor) => {
    const { userId, role, sessionId } = staffOf(actor);
    return {
      ...body,
      userId,
      role,
      sessionId,
      permissions: (Object.keys(permissions) as Permission[]).filter((name) => isPermitted(actor, name)),
      sessionExpires: iso(body.sessionExpires),
      now: iso(body.now),
      factorReset: body.factorReset && {
        ...body.factorReset,
        readyAt: body.factorReset.readyAt && iso(body.factorReset.readyAt),
      },
    };
  },
});

const accountSql = `'id', u.id, 'name', u.display_name, 'email', u.email, 'role', u.role, 'status', u.status,
  'memberships', ${membershipsSql},
  'lastSeen', (select max(s.last_seen_at) from session s where s.organisation_id = u.organisation_id and s.user_id = u.id),
  'openSessions', (select count(*) from session s
    where s.organisation_id = u.organisation_id and s.user_id = u.id and ${openSessionSql}),
  'openCases', coalesce(c.open_cases, 0), 'createdAt', u.created_at, 'deactivatedAt', u.deactivated_at,
  'endsAt', u.ends_at, 'ended', coalesce(u.ends_at <= now(), false),
  'grants', ${grantsSql},
  'factors', json_build_object(
    'passkeys', (select count(*) from passkey p
      where p.organisation_id = u.organisation_id and p.user_id = u.id and p.revoked_at is null),
    'totp', exists (select 1 from totp t where t.organisation_id = u.organisation_id and t.user_id = u.id)),
  'proposedBy', (select json_build_object('id', b.id, 'name', b.display_name) from user_account b
    where u.pending_role is not null and b.organisation_id = u.organisation_id and b.id = u.pending_role_by),
  'version', u.version`;

/** `user.list`: every account of the organisation, by name. */
export const listUsers = defineHotQuery({
  name: "user.list",
  input: z.strictObject({}),
  output: z.strictObject({ users: z.array(account) }),
  statement: (actor) => ({
    text: `select coalesce(json_agg(json_build_object(${accountSql}) order by u.display_name, u.id), '[]'::json) as body
      from user_account u
      left join open_case_counts(array(select id from user_account where organisation_id = $1)) c on c.user_id = u.id
      where u.organisation_id = $1`,
    values: [actor.organisationId],
  }),
  shape: (rows: Account[]) => ({ users: rows.map(withTimes) }),
});

/** `user.get`: one account, with what opens something in its name and the codes of its open cases. No case content. */
export const getUser = defineHotQuery({
  name: "user.get",
  input: z.strictObject({ userId: id }),
  output: accountInFull,
  statement: (actor, { userId }) => ({
    text: `select json_build_object(${accountSql},
        'tokens', (select count(*) from api_token t where t.organisation_id = u.organisation_id and t.user_id = u.id
          and t.revoked_at is null and t.expires_at > now()),
        'invitation', (select json_build_object('purpose', i.purpose, 'expiresAt', i.expires_at) from invitation i
          where i.organisation_id = u.organisation_id and i.user_id = u.id and i.used_at is null and i.expires_at > now()
          order by i.created_at desc limit 1),
        'cases', cases_to_hand_over(u.id)) as body
      from user_account u left join open_case_counts(array[$2::uuid]) c on c.user_id = u.id
      where u.organisation_id = $1 and u.id = $2`,
    values: [actor.organisationId, userId],
  }),
  shape: (row: AccountInFull) => ({
    ...row,
    ...withTimes(row),
    invitation: row.invitation && { ...row.invitation, expiresAt: iso(row.invitation.expiresAt) },
  }),
});

/** `colleague.list`: who can take on a case at the actor's sites, or at one of them, by place and name. */
export const listColleagues = defineHotQuery({
  name: "colleague.list",
  input: z.strictObject({ siteId: id.optional() }),
  output: z.strictObject({ colleagues: z.array(colleague) }),
  statement: (actor, { siteId }) => ({
    text: `select coalesce(json_agg(json_build_object('id', u.id, 'name', u.display_name, 'role', u.role, 'siteId', s.id,
        'site', s.name, 'teamId', t.id, 'team', t.name, 'openCases', coalesce(c.open_cases, 0))
        order by s.name, t.name, u.display_name, u.id), '[]'::json) as body
      from membership m
      join user_account u on u.organisation_id = m.organisation_id and u.id = m.user_id
      join site s on s.organisation_id = m.organisation_id and s.id = m.site_id
      left join team t on t.organisation_id = m.organisation_id and t.id = m.team_id
      left join open_case_counts(array(
        select user_id from membership where organisation_id = $1 and site_id = any ($2::uuid[]))) c on c.user_id = u.id
      where m.organisation_id = $1 and m.site_id = any ($2::uuid[]) and m.status = 'active'
        and (m.ends_at is null or m.ends_at > now()) and u.status = 'active' and u.role in ('caseworker', 'coordinator')`,
    values: [actor.organisationId, sitesOf(actor).filter((site) => siteId === undefined || site === siteId)],
  }),
  shape: (colleagues: Colleague[]) => ({ colleagues }),
});

function sitesOf(actor: Actor): string[] {
  return [...new Set(staffOf(actor).memberships.map(({ siteId }) => siteId))];
}

function withTimes<Row extends Account>(row: Row): Row {
  return {
    ...row,
    lastSeen: row.lastSeen && iso(row.lastSeen),
    createdAt: iso(row.createdAt),
    deactivatedAt: row.deactivatedAt && iso(row.deactivatedAt),
    endsAt: row.endsAt && iso(row.endsAt),
    grants: row.grants.map(({ kind, endsAt }) => ({ kind, endsAt: endsAt && iso(endsAt) })),
  };
}

function iso(timestamp: string): string {
  return new Date(timestamp).toISOString();
}
