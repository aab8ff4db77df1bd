import pg from "pg";
import { caseFilter, caseFilterSql } from "@/lib/cases/filter";
import type { Staff } from "@/lib/core/actor";
import { hotQuery } from "@/lib/core/hot";
import { asOwner, type DatabaseUrls } from "./database";
import { median, tableOf } from "./report";

/** What row-level security may cost on a list or a count: at most three times the same statement without it, and 1 ms. */
const most = { ratio: 3, milliseconds: 1 };
const rounds = 400;

/**
 * Multiplies the seeded cases to about `cases`, then asks for the same list and the same count of them in turn as the
 * restricted role, through row-level security, and as the owner, whom no policy of `case_file` binds. True when both
 * limits hold for every statement.
 */
export async function measureSight(urls: DatabaseUrls, cases: number): Promise<boolean> {
  const actors = await asOwner(urls.owner, async (client) => {
    await multiply(client, cases);
    return [await actorOf(client, "caseworker"), await actorOf(client, "coordinator")];
  });
  const rows: string[][] = [["", "with ms", "without ms", "ratio", "more ms", ""]];
  let good = true;
  await asOwner(urls.owner, async (client) => {
    for (const actor of actors)
      for (const status of ["open", "all"] as const)
        for (const [what, text, values] of statements(actor, status)) {
          const { through, past } = await compare(client, actor, text, values);
          const held = through <= past * most.ratio || through - past <= most.milliseconds / 2;
          good &&= held && through - past <= most.milliseconds;
          rows.push([
            `${actor.role}, ${what} of ${status}`,
            through.toFixed(2),
            past.toFixed(2),
            (through / past).toFixed(2),
            (through - past).toFixed(2),
            held ? "held" : "MISSED",
          ]);
        }
  });
  console.log(`\n${tableOf(rows)}\n\nmedians of ${rounds} each, one connection, in turn`);
  return good;
}

type Statement = [what: string, text: string, values: unknown[]];

function statements(actor: Staff, status: "open" | "all"): Statement[] {
  const { where, values } = caseFilterSql(actor, caseFilter.parse({ status }));
  return [
    [
      "a page",
      `select json_agg(page) as body from (
        select c.id, c.code, c.updated_at from case_file c where ${where} order by c.updated_at desc, c.id limit 26) page`,
      values,
    ],
    [
      "the count",
      `select json_build_object('n', count(*)) as body from (
        select 1 from case_file c where ${where} limit 1001) counted`,
      values,
    ],
  ];
}

/** Median milliseconds through row-level security and past it, asked in turn. */
async function compare(client: pg.Client, actor: Staff, text: string, values: unknown[]) {
  const times = { through: [] as number[], past: [] as number[] };
  const timed = async (into: number[], ask: () => Promise<unknown>) => {
    const started = performance.now();
    await ask();
    into.push(performance.now() - started);
  };
  const name = `sight ${text.length} ${values.length} ${actor.role}`;
  for (let round = 0; round < rounds; round++) {
    await timed(times.through, () => hotQuery(actor, { text, values }));
    await timed(times.past, () => client.query({ name, text, values }));
  }
  return { through: median(times.through), past: median(times.past) };
}

/** Copies of the seeded cases under new ids and codes; the people stay the same. Only in a database that is thrown away. */
async function multiply(client: pg.Client, cases: number): Promise<void> {
  const { rows } = await client.query<{ n: number }>("select count(*)::int as n from case_file");
  const copies = Math.ceil(cases / rows[0]!.n) - 1;
  await client.query("alter table case_file disable trigger user");
  await client.query(
    `insert into case_file (organisation_id, id, code, person_id, site_id, team_id, assignee_id, registered_by, status, level,
        opened_at, updated_at)
      select organisation_id, gen_random_uuid(), code || '-' || n, person_id, site_id, team_id, assignee_id, registered_by, status,
        level, opened_at - n * interval '1 minute', updated_at - n * interval '1 minute'
      from case_file, generate_series(1, $1) n`,
    [copies],
  );
  await client.query("alter table case_file enable trigger user");
  await client.query("alter table case_file enable always trigger audited");
  await client.query("analyze case_file");
}

async function actorOf(client: pg.Client, role: Staff["role"]): Promise<Staff> {
  const { rows } = await client.query<Omit<Staff, "kind">>(
    `select u.organisation_id as "organisationId", u.id as "userId", u.role, u.display_name as "displayName", u.locale,
        json_agg(json_build_object('siteId', m.site_id, 'teamId', m.team_id)) as memberships
      from user_account u join membership m on m.organisation_id = u.organisation_id and m.user_id = u.id
      where u.role = $1 and u.status = 'active' group by u.organisation_id, u.id order by u.id limit 1`,
    [role],
  );
  const rest = {
    sessionId: "",
    grants: [],
    visits: [],
    assurance: 2,
    steppedUp: false,
    limitedTo: null,
  } as const;
  return { ...rows[0]!, ...rest, kind: "staff" };
}
