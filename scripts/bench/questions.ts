import { randomBytes } from "node:crypto";
import pg from "pg";
import type { z } from "zod";
import { listAudit } from "@/lib/audit/queries";
import { questionSql } from "@/lib/audit/questions";
import type { auditFilter } from "@/lib/audit/schema";
import { listLookers } from "@/lib/cases/looking/queries";
import { lookersSql } from "@/lib/cases/looking/sql";
import type { Staff } from "@/lib/core/actor";
import type { Origin } from "@/lib/core/audit";
import { dayOf } from "@/lib/core/dates";
import { contextSql, contextValues, disconnect } from "@/lib/core/db";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { makeOrganisation, makeStaff, type TestOrganisation } from "@/lib/testing/staff";
import { deployMigrations } from "@/scripts/launch/prisma.mjs";
import { asOwner, type DatabaseUrls, named } from "./database";
import { median, tableOf } from "./report";

/** Each question, asked through its door with its view event, in so many milliseconds; the median of so many times. */
const most = { milliseconds: 50 };
const times = 15;
const atOnce = 50_000;
const days = 90;
const colleagues = 40;
const origin: Origin = { requestId: "bench", network: null, device: null };

type World = { house: TestOrganisation; administrator: Staff; staff: Staff[]; file: TestCase };
type Question = { name: string; ask: () => Promise<unknown>; actor: Staff; text: string; values: unknown[] };

/** How long the questions to a trail of so many events of one organisation take, and from which indexes. True when all are fast. */
export async function measureQuestions(urls: DatabaseUrls, events: number): Promise<boolean> {
  const name = `onward_bench_${randomBytes(5).toString("hex")}`;
  const [owner, app] = [named(urls.owner, name), named(urls.app, name)];
  await asOwner(urls.owner, async (client) => void (await client.query(`create database ${name}`)));
  try {
    await deployMigrations(owner);
    Object.assign(process.env, { DATABASE_URL: app, DATABASE_AUTH_URL: named(urls.auth, name) });
    const world = await makeWorld(owner);
    await asOwner(owner, (client) => writeEvents(client, world, events));
    const rows = [["", "median ms", "found by", ""]];
    let good = true;
    for (const question of questionsIn(world)) {
      const took = await medianOf(question.ask);
      const { indexes, whole } = await planOf(app, question);
      const held = took <= most.milliseconds && !whole;
      good &&= held;
      rows.push([question.name, took.toFixed(1), indexes.join(", "), held ? "held" : "MISSED"]);
    }
    console.log(
      `\n${tableOf(rows)}\n\nmedians of ${times}, ${events} events of one organisation in ${days} days`,
    );
    return good;
  } finally {
    await disconnect();
    const drop = `drop database ${name} with (force)`;
    await asOwner(urls.owner, async (client) => void (await client.query(drop)));
  }
}

async function makeWorld(owner: string): Promise<World> {
  const house = await makeOrganisation(owner);
  const administrator = await makeStaff(owner, house, "administrator");
  const staff: Staff[] = [];
  for (let one = 0; one < colleagues; one++) staff.push(await makeStaff(owner, house, "caseworker"));
  return { house, administrator, staff, file: await makeCase(owner, staff[0]!) };
}

function questionsIn({ house, administrator, staff, file }: World): Question[] {
  const [today, lately] = [dayOf(new Date()), dayOf(new Date(Date.now() - 30 * 24 * 3_600_000))];
  const actorId = staff[1]!.userId;
  const asked: Record<string, z.input<typeof auditFilter>> = {
    everything: {},
    "everything of a colleague": { actorId },
    "everything of one kind": { kind: "share" },
    "everything of one rare act": { action: "passkey.add" },
    "who looked at a case": { question: "case", caseCode: file.code },
    "what a colleague did on a day": { question: "colleague", actorId, day: lately },
    "what left": { question: "left" },
    "what left, by a colleague, in a month": { question: "left", actorId, from: lately, to: today },
    "who was refused": { question: "refused" },
    "who was refused, of one": { question: "refused", actorId },
    "who came in in an emergency": { question: "emergency" },
    "what administrators changed": { question: "administration" },
    "who read the record": { question: "readers", from: lately },
  };
  const known = { organisationId: house.id, caseId: file.id };
  const toTrail = Object.entries(asked).map(([name, input]): Question => {
    const { caseCode, ...scope } = listAudit.input.parse(input) as z.output<typeof auditFilter>;
    const statement = questionSql({ ...scope, ...known, ...(!caseCode && { caseId: undefined }) }, 51);
    return {
      name,
      ask: () => listAudit.execute(administrator, input, origin),
      actor: administrator,
      ...statement,
    };
  });
  const colleague = staff[0]!;
  const lookers: Question = {
    name: "who has looked, for the team",
    ask: () => listLookers.execute(colleague, { caseId: file.id, limit: "25" }, origin),
    actor: colleague,
    text: lookersSql,
    values: [house.id, file.id, null, null, null, 26, null, null, null],
  };
  return [...toTrail, lookers];
}

async function medianOf(ask: () => Promise<unknown>): Promise<number> {
  await ask();
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    await ask();
    taken.push(performance.now() - began);
  }
  return median(taken);
}

type Plan = { "Node Type": string; "Relation Name"?: string; "Index Name"?: string; Plans?: Plan[] };

/** The indexes of the trail that a question reads, and whether it reads the trail as a whole. */
async function planOf(app: string, { actor, text, values }: Question) {
  const client = new pg.Client({ connectionString: app });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(contextSql, contextValues(actor));
    const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      `explain (format json) ${text}`,
      values,
    );
    const nodes = flat(rows[0]!["QUERY PLAN"][0].Plan);
    return {
      indexes: [...new Set(nodes.flatMap((node) => node["Index Name"] ?? []))].filter((index) =>
        index.startsWith("audit_event_"),
      ),
      whole: nodes.some(
        (node) => node["Node Type"].includes("Seq Scan") && node["Relation Name"] === "audit_event",
      ),
    };
  } finally {
    await client.end();
  }
}

const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];

/** A house's quarter of a year: mostly views, some writes, few of what the questions ask for. */
async function writeEvents(client: pg.Client, { house, administrator, staff, file }: World, events: number) {
  const began = performance.now();
  await client.query("set synchronous_commit = off");
  await client.query(
    "create temp table files as select gen_random_uuid() as id from generate_series(1, 5000)",
  );
  for (let written = 0; written < events; written += atOnce) {
    const values = [
      ...[house.id, administrator.userId, staff.map(({ userId }) => userId), file.id],
      ...[written, Math.min(atOnce, events - written), events, days],
    ];
    await client.query(eventsSql, values);
  }
  await client.query("vacuum analyze audit_event");
  console.log(`${events} events written in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** Parameters: organisation, administrator, colleagues, a case of which much is seen, how many before, how many now, of how many, days. */
const eventsSql = `
  with one as (
    select n, random() as r, ($3::uuid[])[1 + floor(random() * cardinality($3::uuid[]))::int] as colleague,
      case when random() < 0.001 then $4::uuid else (files.ids)[1 + floor(random() * 5000)::int] end as file
    from generate_series($5::int + 1, $5::int + $6::int) n, (select array_agg(id) as ids from files) files),
  act as (
    select one.*, case when r < 0.35 then 'case.get' when r < 0.45 then 'case.timeline' when r < 0.55 then 'need.list'
      when r < 0.75 then 'need.changeStatus' when r < 0.80 then 'person.search' when r < 0.86 then 'person.reveal'
      when r < 0.88 then 'referral.send' when r < 0.90 then 'referral.shared' when r < 0.92 then 'case.get'
      when r < 0.97 then 'case.list' when r < 0.975 then 'audit.list' when r < 0.98 then 'case.get' when r < 0.99 then 'user.update'
      else 'session.open' end as action,
      case when r between 0.55 and 0.75 or r between 0.98 and 0.99 then 'write' when r between 0.86 and 0.88 then 'share'
      when r between 0.90 and 0.92 then 'denied' when r >= 0.99 then 'auth' else 'view' end as kind from one)
  insert into audit_event (organisation_id, id, at, kind, action, outcome, actor_kind, actor_id, actor_role, session_id, entity,
    entity_id, case_id, covers, reason, detail, request_id, network, app_version)
  select $1, gen_random_uuid(), now() - (1 - n / $7::float8) * $8::int * interval '1 day', kind, action,
    case when kind = 'denied' then 'denied' else 'allowed' end, case when action = 'referral.shared' then 'partner' else 'staff' end,
    case when action in ('audit.list', 'user.update') then $2::uuid else colleague end,
    case when action in ('audit.list', 'user.update') then 'administrator' when action <> 'referral.shared' then 'caseworker' end,
    gen_random_uuid(), split_part(action, '.', 1), case when action not in ('case.list', 'person.search') then file end,
    case when kind not in ('denied', 'auth') and action not in ('case.list', 'person.search', 'audit.list', 'user.update') then file end,
    case when action = 'person.search' and random() < 0.7 then array[file] else '{}' end,
    case when r between 0.975 and 0.98 then 'glass' when action = 'person.reveal' then 'safety' end,
    '{"from": "plan_made", "to": "in_service", "count": 3}', gen_random_uuid(), '192.0.2.0/24', '0.1.0'
  from act`;
