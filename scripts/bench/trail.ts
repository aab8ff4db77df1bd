import { randomBytes } from "node:crypto";
import pg from "pg";
import { Sealer } from "@/lib/audit/sealing/sealer";
import { signingKeyOf } from "@/lib/audit/sealing/key";
import { outcomeOf, verifyDatabase } from "@/lib/audit/sealing/verify";
import { deployMigrations } from "@/scripts/launch/prisma.mjs";
import { asOwner, named } from "./database";

const eventsInTransaction = 250;

/** So many events must be checked in less than so many seconds. */
const goal = { events: 1_000_000, seconds: 60 };

/** What sealing and checking so many events takes, in a database of its own. True when checking is fast enough. */
export async function measureTrail(ownerUrl: string, workerUrl: string, events: number): Promise<boolean> {
  const name = `onward_bench_${randomBytes(5).toString("hex")}`;
  const [owner, worker] = [named(ownerUrl, name), named(workerUrl, name)];
  await asOwner(ownerUrl, async (client) => void (await client.query(`create database ${name}`)));
  try {
    await deployMigrations(owner);
    await timed(`${events} events written`, () => writeEvents(owner, events));
    const key = signingKeyOf(randomBytes(32));
    const pool = new pg.Pool({ connectionString: worker, max: 2 });
    await timed("sealed", () =>
      new Sealer({ pool, key, anchorFile: null, most: eventsInTransaction }).seal(),
    );
    await pool.end();
    return await asOwner(owner, async (client) => {
      const began = performance.now();
      const options = { keys: new Set([key.publicKey]), second: null, restored: new Set<number>() };
      const memory: number[] = [];
      const report = await timed("checked", () =>
        verifyDatabase(client, options, () => void memory.push(process.memoryUsage.rss())),
      );
      const megabytes = (share: number) =>
        Math.round(memory[Math.floor((memory.length - 1) * share)]! / 2 ** 20);
      const { checkpoints, found } = report;
      console.log(
        `${report.events} events in ${checkpoints} checkpoints: ${outcomeOf(report)}, ${found} findings`,
      );
      console.log(`memory at a tenth, half and the end: ${[0.1, 0.5, 1].map(megabytes).join(", ")} MB`);
      const seconds = (performance.now() - began) / 1000;
      return found === 0 && seconds / goal.seconds < report.events / goal.events;
    });
  } finally {
    await asOwner(
      ownerUrl,
      async (client) => void (await client.query(`drop database ${name} with (force)`)),
    );
  }
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  console.log(`${what} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

/** As rich as real ones, and as many in one transaction as come together in a busy minute. */
async function writeEvents(owner: string, events: number): Promise<void> {
  await asOwner(owner, async (client) => {
    await client.query("set synchronous_commit = off");
    await client.query(`do $$ begin for i in 1..${Math.ceil(events / eventsInTransaction)} loop
      insert into audit_event (organisation_id, id, kind, action, actor_kind, actor_id, actor_role, session_id, entity, entity_id,
        case_id, covers, detail, request_id, network, app_version)
      select '01a20000-0000-7000-8000-000000000001', gen_random_uuid(), 'view', 'case.get', 'staff', gen_random_uuid(), 'caseworker',
        gen_random_uuid(), 'case', gen_random_uuid(), gen_random_uuid(), array[gen_random_uuid()],
        '{"from": "plan_made", "to": "in_progress", "fields": ["goal", "wishes"]}', gen_random_uuid(), '192.0.2.0/24', '0.1.0'
      from generate_series(1, ${eventsInTransaction});
      commit; end loop; end $$`);
  });
}
