import type pg from "pg";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { staffOfRow } from "@/lib/core/sessions";
import { hashApiToken, newApiToken } from "@/lib/core/tokens";
import { appVersion } from "@/lib/core/version";
import { permissionsForTokens } from "@/lib/users/tokens/policy";
import { inOrganisation } from "../seed/database";
import { Unusable } from "../seed/options";
import type { TokenOptions } from "./options";

type Account = { organisation_id: string; organisation: string; user_id: string; strong: boolean };

/**
 * A token for a program that works in somebody's name, made by who runs the server. It is as strong as what this person
 * signs in with: with a second factor set up it may do what asks for one. @throws Unusable in one sentence.
 */
export async function makeToken(client: pg.Client, options: TokenOptions): Promise<string> {
  const account = await accountOf(client, options);
  const { organisation_id: organisationId, user_id: userId } = account;
  const assurance = account.strong ? 2 : 1;
  const permissions = await checked(client, account, options.permissions);
  const [id, token] = [newId(), newApiToken()];
  await inOrganisation(client, organisationId, async () => {
    await client.query(
      `insert into api_token (organisation_id, id, user_id, name, hash, permissions, assurance, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(days => $8))`,
      [organisationId, id, userId, options.name, hashApiToken(token), permissions, assurance, options.days],
    );
    await client.query(
      `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, entity_id, covers, detail, request_id, app_version)
       values ($1, $2, 'write', 'token.create', 'system', 'token', $3, $4, $5, 'command line', $6)`,
      [organisationId, newId(), id, [userId], JSON.stringify({ permissions }), appVersion],
    );
  });
  return token;
}

async function accountOf(client: pg.Client, { email, organisation }: TokenOptions): Promise<Account> {
  const { rows } = await client.query<Account>(
    `select u.organisation_id, o.name as organisation, u.id as user_id,
       exists (select from totp t where t.organisation_id = u.organisation_id and t.user_id = u.id)
         or exists (select from passkey p where p.organisation_id = u.organisation_id and p.user_id = u.id and p.revoked_at is null) as strong
     from user_account u join organisation o on o.id = u.organisation_id
     where u.email = $1 and u.status = 'active' and ($2::text is null or o.name = $2) order by o.created_at, o.id`,
    [email, organisation ?? null],
  );
  if (rows.length > 1)
    throw new Unusable(`${email} has several accounts: say which organisation with --organisation.`);
  if (!rows[0]) throw new Unusable(`${email} has no active account here.`);
  return rows[0];
}

async function checked(client: pg.Client, account: Account, wanted: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ actor: unknown }>(
    "select staff_actor($1, $2, $2, 2::smallint, false, null) as actor",
    [account.organisation_id, account.user_id],
  );
  const staff = staffOfRow(rows[0]!.actor);
  const allowed: readonly string[] = staff ? permissionsForTokens(staff satisfies Staff) : [];
  const refused = wanted.filter((name) => !allowed.includes(name));
  if (wanted.length === 0 || refused.length > 0)
    throw new Unusable(
      `--permissions has ${refused.join(", ") || "nothing in it"}: this account can give ${allowed.join(", ") || "nothing"}.`,
    );
  return [...new Set(wanted)].sort();
}
