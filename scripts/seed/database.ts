import type pg from "pg";
import type { PartnerType } from "@/lib/partners/schema";
import type { Batch } from "./rows/batch";
import type { NeedKind, Partner, Team, World } from "./stories/world";

/** Works in one transaction that row-level security takes for the organisation's own program, or for one of its staff. */
export async function inOrganisation<T>(
  client: pg.Client,
  organisationId: string,
  work: () => Promise<T>,
  userId = "",
): Promise<T> {
  await client.query("begin");
  try {
    await client.query(
      "select set_config('app.organisation_id', $1, true), set_config('app.user_id', $2, true), set_config('app.scope', $3, true)",
      [organisationId, userId, userId ? "staff" : "system"],
    );
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** Inserts a batch, one statement a table, within the running transaction. */
export async function insert(client: pg.Client, batch: Batch): Promise<void> {
  for (const [table, rows] of batch.filled()) {
    const columns = Object.keys(rows[0]!)
      .filter((column) => table !== "organisation" || column !== "organisation_id")
      .join(", ");
    await client.query({
      name: `seed_${table}`,
      text: `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
      values: [JSON.stringify(rows)],
    });
  }
}

/** Ids of the organisations that hold made-up people only, oldest first, and how many hold real ones. */
export async function organisationsIn(client: pg.Client): Promise<{ demo: string[]; real: number }> {
  const { rows } = await client.query<{ id: string; is_demo: boolean }>(
    "select id, is_demo from organisation order by created_at, id",
  );
  const demo = rows.filter(({ is_demo }) => is_demo).map(({ id }) => id);
  return { demo, real: rows.length - demo.length };
}

/** An organisation as made-up people find it. */
export function loadWorld(client: pg.Client, organisationId: string): Promise<World> {
  return inOrganisation(client, organisationId, async () => {
    const { rows: teams } = await client.query<Team>(teamsSql, [organisationId]);
    const { rows: partners } = await client.query<Partner & { type: PartnerType }>(partnersSql, [
      organisationId,
    ]);
    const { rows: needKinds } = await client.query<NeedKind>(
      `select code, category, labels ->> 'en' as label, default_urgency as "defaultUrgency", raise_labels is not null as raisable from need_type order by sort`,
    );
    return {
      organisationId,
      teams: teams.filter(({ workerIds }) => workerIds.length > 0),
      partners,
      needKinds,
    };
  });
}

const staffSql = (role: string, team: string) => `array(
  select u.id::text from membership m join user_account u on u.organisation_id = m.organisation_id and u.id = m.user_id
  where m.organisation_id = t.organisation_id and m.site_id = t.site_id and ${team} and m.status = 'active'
    and u.role = '${role}' and u.status = 'active' order by u.id)`;

const teamsSql = `select t.id, t.site_id as "siteId", s.province,
    ${staffSql("caseworker", "m.team_id = t.id")} as "workerIds", ${staffSql("coordinator", "m.team_id is null")} as "coordinatorIds"
  from team t join site s on s.organisation_id = t.organisation_id and s.id = t.site_id
  where t.organisation_id = $1 order by t.id`;

const partnersSql = `select p.id, p.type, array(
    select v.need_code from partner_service v where v.organisation_id = p.organisation_id and v.partner_id = p.id order by 1) as "needCodes"
  from partner p where p.organisation_id = $1 and p.active order by p.id`;
