import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PgBoss } from "pg-boss";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { jobSchema } from "@/lib/core/jobs";
import { sessionCookie } from "@/lib/core/sessions";
import { jobs } from "@/lib/registry";
import { makeCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { withDatabase } from "@/lib/testing/global-database";
import { makePartner } from "@/lib/testing/partners";
import { signedIn } from "@/lib/testing/signed-in";
import { insertAsOwner, makeOrganisation, makeStaff, type TestOrganisation } from "@/lib/testing/staff";
import { freePort } from "@/lib/testing/web-program";
import { typescript } from "@/scripts/launch/child-env.mjs";
import { type Act, asking, work, type Worker } from "./clients";
import { misfitsIn } from "./effects";
import { type Killable, killable } from "./program";

// In `npm test` a short form; `npm run prove -- crash` kills each program twenty times.
const kills = process.env.ONWARD_PROOF === "long" ? 20 : 3;
const clients = 4;
const casesToHandOver = kills * 12;
const root = join(import.meta.dirname, "..", "..");
const home = mkdtempSync(join(tmpdir(), "onward-crash-"));
const database = useDatabase();
const acts: Act[] = [];
let handed: string[];
let superuser: pg.Client;
let web: Killable;
let worker: Killable;
let organisation: TestOrganisation;

beforeAll(async () => {
  const name = new URL(database.ownerUrl).pathname.slice(1);
  superuser = new pg.Client({ connectionString: withDatabase(inject("databaseUrls").superUrl, name) });
  await superuser.connect();
  organisation = await makeOrganisation(database.ownerUrl);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  web = killable("web", {
    PORT: String(port),
    HOST: "localhost",
    ONWARD_ORIGIN: origin,
    NEXTAUTH_URL: origin,
  });
  worker = killable("worker", { ONWARD_HOME: home, ONWARD_ORIGIN: origin });
  await worker.start();
  await web.start();

  const [first, ...others] = await team(clients);
  const { id: partnerId } = await makePartner(database.ownerUrl, organisation.id);
  handed = [];
  for (let i = 0; i < casesToHandOver; i++)
    handed.push((await makeCase(database.ownerUrl, first!, { assignee_id: null })).id);
  const coordinator = await makeStaff(database.ownerUrl, organisation, "coordinator");

  let over = false;
  const stopped = () => over;
  const lanes = [first!, ...others].map(async (staff) => {
    const one = await workerOf(staff);
    await work(one, asking(origin, one.cookie, acts), partnerId, stopped);
  });
  const ask = asking(origin, await cookieOf(coordinator), acts);
  const handOver = (async () => {
    for (const caseId of handed) {
      await ask("case.assign", { caseId, version: 1, assigneeId: first!.userId });
      if (!over) await pause(100, 300);
    }
  })();
  const all = Promise.all([...lanes, handOver]);
  await Promise.race([all, killing([web, worker])]);
  over = true;
  await all;
}, 600_000);

afterAll(async () => {
  await web?.kill();
  await worker?.kill();
  await superuser?.end();
  rmSync(home, { recursive: true, force: true });
});

describe(`killed with -9 at random moments, ${kills} times each of web and worker`, () => {
  it("every act was done once, however often it was sent", async () => {
    const names = [...new Set(acts.map(({ name }) => name))].sort();
    const rows = [];
    for (const name of names) {
      const mine = acts.filter((act) => act.name === name);
      rows.push({ act: name, answered: mine.length, again: again(mine), done: await effectsOf(name) });
    }
    console.table(rows);
    expect(names).toEqual(Object.keys(effects).sort());
    for (const { act, answered, done } of rows) {
      // Whoever asks again to see a name sees it again, and that is recorded again.
      if (act === "person.reveal") expect([act, done >= answered]).toEqual([act, true]);
      else expect([act, done]).toEqual([act, answered]);
    }
    expect(new Set(acts.map(({ key }) => key)).size).toBe(acts.length);
    expect(again(acts)).toBeGreaterThan(0);
  });

  it("what was done and what the trail says are the same, and nothing is there by half", async () => {
    const misfits = await misfitsIn(superuser);
    console.table(misfits);
    expect(misfits.filter(({ found }) => found > 0)).toEqual([]);
    expect(misfits.length).toBeGreaterThan(30);
  });

  it("no job was lost, and none had two effects", async () => {
    await settleJobs();
    const { rows: tasks } = await superuser.query<{ id: string; tasks: number }>(
      `select c.id, count(t.id)::int as tasks from case_file c left join task t on t.case_id = c.id and t.kind = 'case_assigned' and t.subject_id = c.id
       where c.id = any ($1) group by c.id`,
      [handed],
    );
    console.table([
      {
        "cases handed over": handed.length,
        "tasks made by the worker": tasks.reduce((sum, { tasks }) => sum + tasks, 0),
      },
    ]);
    expect(tasks.filter(({ tasks }) => tasks !== 1)).toEqual([]);
    const { rows: sent } = await superuser.query("select from pgboss.job where name = 'referral.clock'");
    expect(sent).toHaveLength(acts.filter(({ name }) => name === "referral.send").length);
  }, 450_000);

  it("the trail is sealed to its end and verifies", async () => {
    await until(async () => (await superuser.query("select from audit_tails()")).rows.length === 0);
    const ended = spawnSync(process.execPath, [...typescript, "scripts/audit-verify.ts"], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, DATABASE_OWNER_URL: database.ownerUrl, ONWARD_HOME: home },
    });
    console.log(ended.stdout);
    expect([ended.status, ended.stderr]).toEqual([0, ""]);
  }, 120_000);

  it.each([
    [
      "an event that is gone",
      "rows of note",
      "delete from audit_event where action = 'note.add' and ctid = (select max(ctid) from audit_event where action = 'note.add')",
    ],
    [
      "an effect without event",
      "rows of need",
      "update need set urgency = urgency where ctid = (select max(ctid) from need)",
    ],
    [
      "an event without effect",
      "write events",
      `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, entity_id, request_id, app_version)
      select id, gen_random_uuid(), 'write', 'note.add', 'staff', 'note', gen_random_uuid(), 'planted', '0' from organisation limit 1`,
    ],
    [
      "half a registration",
      "people without a key",
      "delete from sealing_key where kind = 'person' and ctid = (select max(ctid) from sealing_key where kind = 'person')",
    ],
    [
      "a link that was lost",
      "sent without a link",
      "delete from partner_link where ctid = (select max(ctid) from partner_link)",
    ],
  ])("the same look finds %s", async (_, check, planted) => {
    await superuser.query("begin");
    await superuser.query("set local session_replication_role = replica");
    for (const table of ["audit_event", "need", "sealing_key", "partner_link"])
      await superuser.query(`alter table ${table} disable trigger user`);
    await superuser.query(planted);
    const misfits = await misfitsIn({ query: withinTransaction } as unknown as pg.Client);
    await superuser.query("rollback");
    expect(
      misfits
        .filter(({ found }) => found > 0)
        .map((misfit) => misfit.check)
        .join(),
    ).toContain(check);
  });
});

/** Everything is to be rolled back: the look's own transaction is left out. */
function withinTransaction(sql: string) {
  return /^(begin|rollback)/.test(sql)
    ? Promise.resolve({ rows: [] })
    : superuser.query(sql.replace("on commit drop", ""));
}

const events = (action: string) =>
  `select from audit_event where action = '${action}' and request_id <> 'setup'`;

/** What each act leaves behind, counted where it lies, not in the trail. */
const effects: Record<string, string> = {
  "case.assign": "select from case_file where id = any ($1) and assignee_id is not null and version = 2",
  "case.register": "select from case_file where not id = any ($1) and level = 'l0'",
  "need.add": "select from need",
  "note.add": "select from note",
  "person.reveal": events("person.reveal"),
  "referral.create": "select from referral",
  "referral.send": "select from partner_link",
  "task.finish": "select from task where status = 'done'",
};

async function effectsOf(name: string): Promise<number> {
  const sql = effects[name]!;
  const { rows } = await superuser.query(sql, sql.includes("$1") ? [handed] : []);
  return rows.length;
}

/** How many acts had to be sent more than once. */
const again = (some: readonly Act[]) => some.filter(({ sends }) => sends > 1).length;

function team(size: number): Promise<Staff[]> {
  return Promise.all(
    Array.from({ length: size }, () => makeStaff(database.ownerUrl, organisation, "caseworker")),
  );
}

async function cookieOf(staff: Staff): Promise<string> {
  return `${sessionCookie}=${(await signedIn(staff)).token}`;
}

async function workerOf(staff: Staff): Promise<Worker> {
  const { id: case_id } = await makeCase(database.ownerUrl, staff);
  const tasks = Array.from({ length: 200 }, () => ({ id: newId(), version: 1 }));
  const rows = tasks.map(({ id }) => ({
    table: "task",
    covering: id,
    row: {
      ...{ organisation_id: staff.organisationId, id, case_id, assignee_id: staff.userId },
      ...{ kind: "feedback_due", subject_id: newId(), due_at: new Date() },
    },
  }));
  await insertAsOwner(database.ownerUrl, staff.organisationId, rows);
  return { cookie: await cookieOf(staff), cases: [case_id], tasks };
}

/** In turn, each after a while of work; started again at once, as the launcher would. */
async function killing(programs: readonly Killable[]): Promise<void> {
  for (let i = 0; i < kills; i++)
    for (const program of programs) {
      await pause(200, 1_500);
      await program.kill();
      await program.start();
    }
  await pause(500, 500);
}

function pause(least: number, most: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, least + Math.random() * (most - least)));
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_600; tries++) {
    if (await holds()) return;
    await pause(250, 250);
  }
}

/** Jobs whose worker died are tried again when their time is over; two minutes pass at once here, again and again. */
async function settleJobs(): Promise<void> {
  const boss = new PgBoss({
    connectionString: database.ownerUrl,
    schema: jobSchema,
    migrate: false,
    supervise: false,
    schedule: false,
  });
  boss.on("error", () => {});
  await boss.start();
  await until(async () => {
    await superuser.query(
      "update pgboss.job set started_on = started_on - interval '3 minutes', heartbeat_on = heartbeat_on - interval '3 minutes' where state = 'active' and started_on < now() - interval '5 seconds'",
    );
    await superuser.query("update pgboss.job set start_after = now() where state = 'retry'");
    await superuser.query("update pgboss.queue set monitor_on = null");
    for (const { name } of jobs) await boss.supervise(name);
    const { rows } = await superuser.query(
      "select from pgboss.job where name = 'task.open' and state not in ('completed', 'cancelled')",
    );
    return rows.length === 0;
  });
  await boss.stop({ graceful: false });
}
