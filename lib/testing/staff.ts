import pg from "pg";
import type { GrantKind, Role, Staff } from "@/lib/core/actor";
import type { Origin } from "@/lib/core/audit";
import { newId } from "@/lib/core/ids";
import { loadKeys } from "@/lib/core/keys";
import { appVersion } from "@/lib/core/version";

/** A request without a browser. */
export const testOrigin: Origin = { requestId: "test", network: "192.0.2.0/24", device: "Test" };

export type TestSite = { id: string; teamIds: string[] };
export type TestOrganisation = { id: string; sites: TestSite[] };

type Rows = { table: string; covering: string; row: Record<string, unknown> };

/** Inserts rows as the owner in one transaction, with the event that the commit lock asks for. */
export async function insertAsOwner(
  ownerUrl: string,
  organisationId: string,
  rows: readonly Rows[],
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(
      "select set_config('app.organisation_id', $1, true), set_config('app.scope', 'system', true)",
      [organisationId],
    );
    for (const { table, row } of rows) {
      const columns = Object.keys(row);
      const places = columns.map((_, i) => `$${i + 1}`);
      await client.query(
        `insert into ${table} (${columns.join(", ")}) values (${places.join(", ")})`,
        Object.values(row),
      );
    }
    await client.query(
      `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, covers, request_id, app_version)
       values ($1, $2, 'write', 'setup', 'system', 'setup', $3, 'setup', $4)`,
      [organisationId, newId(), rows.map(({ covering }) => covering), appVersion],
    );
    await client.query("commit");
  } finally {
    await client.end();
  }
}

/** An organisation with `sites` sites of two teams each. */
export async function makeOrganisation(
  ownerUrl: string,
  { name = "Lantern House", sites = 2 } = {},
): Promise<TestOrganisation> {
  const id = newId();
  const made = Array.from({ length: sites }, () => ({ id: newId(), teamIds: [newId(), newId()] }));
  await insertAsOwner(ownerUrl, id, [
    { table: "organisation", covering: id, row: { id, name } },
    ...made.map((site, i) => ({
      table: "site",
      covering: site.id,
      row: { organisation_id: id, id: site.id, name: `Site ${i + 1}`, province: "KH-1" },
    })),
    ...made.flatMap((site) =>
      site.teamIds.map((teamId, i) => ({
        table: "team",
        covering: teamId,
        row: { organisation_id: id, id: teamId, site_id: site.id, name: `Team ${i + 1}` },
      })),
    ),
  ]);
  await loadKeys(id);
  return { id, sites: made };
}

/**
 * A member of staff, active, signed in with a second factor and ready to act. Caseworkers and the limited join the first
 * team of `site`, coordinators the whole site.
 */
export async function makeStaff(
  ownerUrl: string,
  organisation: TestOrganisation,
  role: Role,
  {
    site = organisation.sites[0]!,
    team = 0,
    name = "Dara",
    grants = [],
  }: { site?: TestSite; team?: number; name?: string; grants?: readonly GrantKind[] } = {},
): Promise<Staff> {
  const userId = newId();
  const teamId = role === "caseworker" || role === "limited" ? site.teamIds[team]! : null;
  const memberships = role === "administrator" ? [] : [{ siteId: site.id, teamId }];
  await insertAsOwner(ownerUrl, organisation.id, [
    {
      table: "user_account",
      covering: userId,
      row: {
        organisation_id: organisation.id,
        id: userId,
        email: `${userId}@example.org`,
        display_name: name,
        role,
        status: "active",
      },
    },
    ...memberships.map((membership) => ({
      table: "membership",
      covering: userId,
      row: {
        organisation_id: organisation.id,
        id: newId(),
        user_id: userId,
        site_id: membership.siteId,
        team_id: membership.teamId,
      },
    })),
    ...grants.map((kind) => ({
      table: "access_grant",
      covering: userId,
      row: { organisation_id: organisation.id, id: newId(), user_id: userId, kind },
    })),
  ]);
  return {
    kind: "staff",
    userId,
    organisationId: organisation.id,
    sessionId: newId(),
    role,
    displayName: name,
    locale: "en",
    memberships,
    grants: [...grants],
    visits: [],
    assurance: 2,
    steppedUp: true,
    limitedTo: null,
  };
}
