import type pg from "pg";
import type { Staff } from "@/lib/core/actor";
import type { Origin } from "@/lib/core/audit";
import { openSession, sessionCookie, staffOfToken } from "@/lib/core/sessions";
import { commands, queries } from "@/lib/registry";
import { Random } from "@/lib/testing/random";
import { inOrganisation, organisationsIn } from "../seed/database";
import { Unusable } from "../seed/options";
import { drawCountry, drawName } from "../seed/stories/words";
import { type Door, floors } from "./floors";
import type { Call } from "./load";
import { record, type Tape, type Target, templateOf } from "./tape";
import type { Recording } from "./bare";

/** One door under load: its calls in turn, and the least share of the bare server's throughput that it must reach. */
export type Workload = { name: string; floor: number; calls: Call[] };

/** Somebody signed in, for whom everything is asked. */
export type Asker = { actor: Staff; headers: Record<string, string> };

const benchOrigin: Origin = { requestId: "bench", network: null, device: null };
const variants = { reads: 300, writes: 500 };

/** Signs in the first caseworker of the first organisation, second factor and all. */
export async function signIn(client: pg.Client, origin: string): Promise<Asker> {
  const [organisationId] = (await organisationsIn(client)).demo;
  const { rows } = await client.query<{ id: string }>(
    "select id from user_account where organisation_id = $1 and role = 'caseworker' and status = 'active' order by id limit 1",
    [organisationId],
  );
  const token = await openSession(organisationId!, rows[0]!.id, benchOrigin, "passkey");
  const actor = await staffOfToken(token);
  return { actor: actor!, headers: { cookie: `${sessionCookie}=${token}`, origin } };
}

/** The workloads with their calls, and what the bare server needs to answer the same. */
export async function prepare(
  client: pg.Client,
  asker: Asker,
): Promise<{ workloads: Workload[]; recording: Recording }> {
  const { actor } = asker;
  const random = new Random("bench");
  const cases = await visibleCases(client, actor);
  const recording: Recording = { actor, reads: new Map(), writes: new Map() };
  const read = async (name: Door, inputs: Record<string, string>[]): Promise<Workload> => {
    const calls = inputs.map((input): Call => ({
      method: "GET",
      path: `/api/queries/${name}?${new URLSearchParams(input)}`,
    }));
    for (const [i, { path }] of calls.entries())
      recording.reads.set(path, await recordRead(actor, name, inputs[i]!));
    return { name, floor: floors[name], calls };
  };
  const workloads = [
    await read("case.list", listInputs(random)),
    await read(
      "case.get",
      random.sample(cases, variants.reads).map((caseId) => ({ caseId })),
    ),
    await read("person.search", await searchInputs(client, random, actor)),
    await prepareReferrals(client, actor, recording),
  ];
  return { workloads, recording };
}

/** The filters that a caseworker uses in a day, mostly their own open cases. */
function listInputs(random: Random): Record<string, string>[] {
  const filters: Record<string, string>[] = [
    {},
    { assignee: "me" },
    { safeTonight: "no" },
    { assignee: "none" },
    { status: "all" },
    { criticalLate: "1" },
  ];
  return Array.from({ length: 60 }, (_, i) => ({
    ...random.pick(filters),
    limit: i % 3 === 0 ? "50" : "25",
  }));
}

/** Names in many scripts, numbers and codes; some known, some not. */
async function searchInputs(
  client: pg.Client,
  random: Random,
  { organisationId }: Staff,
): Promise<Record<string, string>[]> {
  const { rows } = await client.query<{ code: string }>(
    "select code from case_file where organisation_id = $1 order by id limit 50",
    [organisationId],
  );
  return Array.from({ length: variants.reads }, (_, i) => {
    const name = drawName(random, drawCountry(random), random.pick(["feminine", "masculine"]));
    if (i % 10 === 0) return { q: random.pick(rows).code };
    if (i % 10 === 1)
      return {
        q: `${random.pick(["010", "012", "015"])} 00${random.between(0, 9)} ${random.between(100, 999)}`,
      };
    return { q: random.chance(0.6) ? name.own : name.latin };
  });
}

async function prepareReferrals(client: pg.Client, actor: Staff, { writes }: Recording): Promise<Workload> {
  const name = "referral.create";
  const targets = await referralTargets(client, actor);
  if (targets.length < 2)
    throw new Unusable("These are too few cases to refer anybody: say --cases 500 or more.");
  const inputOf = ({ caseId, needId, partnerId }: Target) => ({
    caseId,
    needId,
    partnerId,
    elements: ["sex_age_group", "needs_requested"],
  });
  const [one, other] = [targets[0]!, targets.at(-1)!];
  const [first, second] = [
    await recordWrite(actor, name, inputOf(one)),
    await recordWrite(actor, name, inputOf(other)),
  ];
  const byBody = new Map(targets.map((target) => [JSON.stringify(inputOf(target)), target]));
  const path = `/api/commands/${name}`;
  writes.set(path, { template: templateOf([first, one], [second, other]), targets: byBody });
  return {
    name,
    floor: floors[name],
    calls: [...byBody.keys()].map((body): Call => ({ method: "POST", path, body })),
  };
}

/** Open needs of visible cases, each with a partner that serves it. */
function referralTargets(client: pg.Client, { organisationId, userId }: Staff): Promise<Target[]> {
  return inOrganisation(client, organisationId, async () => {
    const { rows } = await client.query<Target>(
      `select c.id as "caseId", n.id as "needId", p.id as "partnerId", c.person_id as "personId"
       from case_file c join need n on n.organisation_id = c.organisation_id and n.case_id = c.id
       cross join lateral (
         select p.id from partner p join partner_service s on s.organisation_id = p.organisation_id and s.partner_id = p.id
         where p.organisation_id = c.organisation_id and s.need_code = n.type_code order by p.id limit 1) p
       where c.organisation_id = $1 and c.assignee_id = $2 and c.status in ('registered', 'assessment', 'active', 'follow_up')
         and n.status in ('identified', 'wanted', 'plan_made', 'referred', 'in_service')
       order by n.id limit $3`,
      [organisationId, userId, variants.writes],
    );
    return rows;
  });
}

async function visibleCases(
  client: pg.Client,
  { organisationId, userId, memberships }: Staff,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    "select id from case_file where organisation_id = $1 and (assignee_id = $2 or team_id = any ($3::uuid[])) order by id",
    [organisationId, userId, memberships.flatMap(({ teamId }) => teamId ?? [])],
  );
  return rows.map(({ id }) => id);
}

async function recordRead(actor: Staff, name: Door, input: object): Promise<Tape> {
  const tape = await record(() => queries.get(name)!.execute(actor, input, benchOrigin));
  return tape.filter(({ context, text }) => context || !text.includes("set_config")).map(withoutEvent);
}

function recordWrite(actor: Staff, name: Door, input: object): Promise<Tape> {
  return record(() => commands.get(name)!.execute(actor, input, benchOrigin));
}

/** A hot read without the view event that the door writes with it. */
function withoutEvent(statement: Tape[number]): Tape[number] {
  const [, select] =
    /^with answer as materialized \((.*)\), event as \(\s*insert into audit_event/s.exec(statement.text) ??
    [];
  if (select === undefined) return statement;
  return {
    ...statement,
    name: `${statement.name} bare`,
    text: select,
    values: statement.values.slice(0, -1),
  };
}
