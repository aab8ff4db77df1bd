import type pg from "pg";
import { hashToken, opaqueToken } from "@/lib/core/crypto";
import { newId } from "@/lib/core/ids";
import { appVersion } from "@/lib/core/version";
import { inOrganisation } from "../seed/database";
import { Unusable } from "../seed/options";

export type Invited = { token: string; organisation: string; hours: number };
export type ListedAccount = {
  organisation: string;
  name: string;
  email: string;
  role: string;
  status: string;
};

type Place = { id: string; name: string; isNew: boolean };

const hours = 24;

/**
 * Invites an administrator: by name into that organisation, which is made if there is none of the name, else into the
 * only one. Somebody invited before gets a new link, and the old one ends. @throws Unusable in one sentence.
 */
export async function inviteAdministrator(
  client: pg.Client,
  { email, name, organisation }: { email: string; name: string; organisation: string | undefined },
): Promise<Invited> {
  const place = await placeFor(client, organisation);
  const token = opaqueToken();
  await inOrganisation(client, place.id, async () => {
    if (place.isNew)
      await client.query("insert into organisation (id, name) values ($1, $2)", [place.id, place.name]);
    const userId = await accountFor(client, place, email, name);
    await client.query(
      "update invitation set expires_at = now() where organisation_id = $1 and user_id = $2 and used_at is null",
      [place.id, userId],
    );
    await client.query(
      "insert into invitation (organisation_id, id, user_id, hash, expires_at) values ($1, $2, $3, $4, now() + make_interval(hours => $5))",
      [place.id, newId(), userId, hashToken(token), hours],
    );
    await client.query(
      `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, entity_id, covers, request_id, app_version)
       values ($1, $2, 'write', 'setup', 'system', 'user', $3, $4, 'command line', $5)`,
      [place.id, newId(), userId, [place.id], appVersion],
    );
  });
  return { token, organisation: place.name, hours };
}

/** Every account of every organisation, by organisation and name. */
export async function listAccounts(client: pg.Client): Promise<ListedAccount[]> {
  const { rows } = await client.query<ListedAccount>(
    `select o.name as organisation, u.display_name as name, u.email, u.role, u.status
     from user_account u join organisation o on o.id = u.organisation_id order by o.name, o.id, u.display_name, u.id`,
  );
  return rows;
}

async function placeFor(client: pg.Client, wanted: string | undefined): Promise<Place> {
  const { rows } = await client.query<{ id: string; name: string }>(
    "select id, name from organisation order by created_at, id",
  );
  const fitting = wanted === undefined ? rows : rows.filter(({ name }) => name === wanted);
  if (fitting.length > 1) {
    const names = [...new Set(rows.map(({ name }) => JSON.stringify(name)))].join(", ");
    throw new Unusable(
      wanted === undefined
        ? `There are several organisations: say which with --organisation, one of ${names}.`
        : `Several organisations are called ${JSON.stringify(wanted)}: give them different names first.`,
    );
  }
  const [found] = fitting;
  return found
    ? { ...found, isNew: false }
    : { id: newId(), name: wanted ?? "Our organisation", isNew: true };
}

/** The invited account of this address, made if there is none. */
async function accountFor(
  client: pg.Client,
  { id: organisationId, name: organisation }: Place,
  email: string,
  name: string,
): Promise<string> {
  const { rows } = await client.query<{ id: string; role: string; status: string }>(
    "select id, role, status from user_account where organisation_id = $1 and email = $2 for update",
    [organisationId, email],
  );
  const [known] = rows;
  if (known && (known.status !== "invited" || known.role !== "administrator"))
    throw new Unusable(
      `${email} has an account in ${organisation} already (${known.role}, ${known.status}): use another address.`,
    );
  if (known) return known.id;
  const id = newId();
  await client.query(
    "insert into user_account (organisation_id, id, email, display_name, role, status) values ($1, $2, $3, $4, 'administrator', 'invited')",
    [organisationId, id, email, name],
  );
  return id;
}
