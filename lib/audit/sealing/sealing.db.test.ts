import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { lastAnchored, SecondPlace } from "@/lib/audit/sealing/anchor";
import type { Checkpoint } from "@/lib/audit/sealing/checkpoint";
import { faultOf, proofOf } from "@/lib/audit/sealing/proof";
import { checkpointsAfter, eventsIn, headNumber } from "@/lib/audit/sealing/reading";
import { outcomeOf, verifyDatabase } from "@/lib/audit/sealing/verify";
import { useDatabase } from "@/lib/testing/database";
import { makeSealer, quiet, sealWhenQuiet, testKey, writeEvent, writeEvents } from "@/lib/testing/sealing";
import { makeOrganisation } from "@/lib/testing/staff";

const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), "onward-seal-"));
const clients: pg.Client[] = [];
let home: string;
let owner: pg.Client;

async function connect(url = database.ownerUrl): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  clients.push(client);
  return client;
}

beforeAll(async () => {
  home = (await makeOrganisation(database.ownerUrl)).id;
  owner = await connect();
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  rmSync(folder, { recursive: true });
});

const check = (over: object = {}) =>
  verifyDatabase(owner, { keys: new Set([testKey.publicKey]), second: null, restored: new Set(), ...over });
const events = async () => Number((await owner.query("select count(*) from audit_event")).rows[0].count);

describe("sealing", () => {
  afterEach(async () => {
    await sealWhenQuiet(owner);
    const report = await check();
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ events: await events(), unsealed: { count: 0 }, late: false });
  });

  it("takes a transaction that commits late, once", async () => {
    const slow = await connect();
    await slow.query("begin");
    await writeEvent(slow, home);
    await writeEvents(owner, home, 3);
    await makeSealer().seal();
    await writeEvents(owner, home, 3);
    // Nothing behind a transaction that still runs is sealed.
    expect((await check()).unsealed.count).toBe(6);
    await slow.query("commit");
  });

  it("takes every event of twenty who write at once, slow ones among them, exactly once", async () => {
    const sealer = makeSealer({ most: 20 });
    let writing = true;
    const sealing = (async () => {
      while (writing) await sealer.seal();
    })();
    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const client = await connect();
        for (let round = 0; round < 20; round++) {
          await client.query("begin");
          await writeEvent(client, home);
          await new Promise((resolve) => setTimeout(resolve, (i % 5) * 4));
          await writeEvent(client, home);
          await client.query(round % 7 === 6 ? "rollback" : "commit");
        }
      }),
    );
    writing = false;
    await sealing;
    expect(await headNumber(owner)).toBeGreaterThan(0);
  });

  it("cuts no transaction in two, however large", async () => {
    await owner.query("begin");
    for (let i = 0; i < 30; i++) await writeEvent(owner, home);
    await owner.query("commit");
    await writeEvents(owner, home, 12);
    const before = await headNumber(owner);
    const counts = (await sealWhenQuiet(owner, makeSealer({ most: 5 }))).map(({ count }) => count);
    expect(counts[0]).toBe(30);
    expect(counts.slice(1).every((count) => count <= 5)).toBe(true);
    expect(await headNumber(owner)).toBe(before + counts.length);
  });

  it("has one hand at a time", async () => {
    await writeEvents(owner, home, 5);
    await quiet(owner);
    const made = (await Promise.all(Array.from({ length: 5 }, () => makeSealer().seal()))).flat();
    expect(made.reduce((sum, { count }) => sum + count, 0)).toBe(5);
  });

  it("makes nothing of nothing, but a sign of life once an hour", async () => {
    const sealer = makeSealer();
    await sealer.seal();
    const before = await headNumber(owner);
    await owner.query("select pg_current_xact_id()");
    expect(await sealer.seal()).toEqual([]);
    expect(await headNumber(owner)).toBe(before);
    expect(await makeSealer({ heartbeatMinutes: 0 }).seal()).toMatchObject([
      { number: before + 1, count: 0 },
    ]);
  });
});

it("a sealer that is killed in the middle leaves no half checkpoint, and the next one goes on", async () => {
  await writeEvents(owner, home, 5);
  const before = await headNumber(owner);
  for (let i = 0; i < 3; i++) {
    const child = spawn(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", "lib/testing/seal-and-hang.ts", database.workerUrl],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGKILL");
    await ended;
    expect(await headNumber(owner)).toBe(before);
  }
  await expect
    .poll(async () => (await sealWhenQuiet(owner)).length + (await headNumber(owner)), { timeout: 10_000 })
    .toBeGreaterThan(before);
  expect(await check()).toMatchObject({ findings: [], unsealed: { count: 0 } });
});

it("says when the seal is behind", async () => {
  await owner.query("begin");
  await owner.query(
    `insert into audit_event (organisation_id, id, at, kind, action, actor_kind, entity, request_id, app_version)
     values ($1, gen_random_uuid(), now() - interval '61 seconds', 'write', 'need.add', 'system', 'need', 'test', '0')`,
    [home],
  );
  await owner.query("commit");
  const report = await check();
  expect(report).toMatchObject({ findings: [], late: true, unsealed: { count: 1 } });
  expect(outcomeOf(report)).toBe("late");
  await sealWhenQuiet(owner);
  expect(outcomeOf(await check())).toBe("good");
});

describe("the second place", () => {
  it("gets what was committed and not written any more, after half a line too", async () => {
    const anchorFile = join(folder, "cut.jsonl");
    await sealWhenQuiet(owner, makeSealer({ anchorFile }));
    const whole = readFileSync(anchorFile, "utf8");
    expect(lastAnchored(anchorFile)!.number).toBe(await headNumber(owner));
    appendFileSync(anchorFile, '{"number":');
    await writeEvents(owner, home, 2);
    await sealWhenQuiet(owner);
    await sealWhenQuiet(owner, makeSealer({ anchorFile }));
    expect(readFileSync(anchorFile, "utf8").startsWith(`${whole}{"number":\n`)).toBe(true);
    expect(lastAnchored(anchorFile)!.number).toBe(await headNumber(owner));
    expect((await check({ second: await SecondPlace.read(anchorFile) })).findings).toEqual([]);
  });

  it("that is ahead shows an older backup, until somebody says that it was one", async () => {
    const anchorFile = join(folder, "ahead.jsonl");
    await sealWhenQuiet(owner, makeSealer({ anchorFile }));
    const head = lastAnchored(anchorFile)!;
    appendFileSync(anchorFile, `${JSON.stringify({ ...head, number: head.number + 2 })}\n`);
    const second = () => SecondPlace.read(anchorFile);
    expect((await check({ second: await second() })).findings).toEqual([
      { kind: "truncated", checkpoint: head.number + 1, to: head.number + 2 },
    ]);
    await writeEvents(owner, home, 1);
    const [next] = await sealWhenQuiet(owner, makeSealer({ anchorFile }));
    expect(next!.number).toBe(head.number + 3);
    expect((await check({ second: await second() })).findings).toEqual([
      { kind: "gap", checkpoint: head.number + 1, to: head.number + 2 },
    ]);
    const told = await check({ second: await second(), restored: new Set([next!.number]) });
    expect(outcomeOf(told)).toBe("good");
  });
});

describe("a proof", () => {
  it("holds for its event, shown or not, and for nothing else", async () => {
    const [id, other] = (await writeEvents(owner, home, 5)) as [string, string];
    await sealWhenQuiet(owner);
    const [of] = (await checkpointsAfter(owner, (await headNumber(owner)) - 1, 1)) as [Checkpoint];
    const batch = await eventsIn(owner, of);
    const keys = new Set([testKey.publicKey]);
    const proof = JSON.parse(JSON.stringify(proofOf(id, batch, of, true)));
    expect(proof.event).toMatchObject({ id, action: "need.add" });
    expect(faultOf(proof, keys)).toBeNull();
    const hidden = proofOf(id, batch, of, false)!;
    expect([hidden.event, faultOf(hidden, keys)]).toEqual([null, null]);
    const { leaf } = proofOf(other, batch, of, true)!;
    expect(faultOf({ ...proof, event: { ...proof.event, action: "need.get" } }, keys)).toBe("event");
    expect(faultOf({ ...hidden, leaf }, keys)).toBe("path");
    expect(faultOf({ ...hidden, index: 99 }, keys)).toBe("path");
    expect(faultOf({ ...hidden, checkpoint: { ...of, at: "2026-01-01T00:00:00.000Z" } }, keys)).toBe(
      "signature",
    );
    expect(faultOf(proof, new Set())).toBe("key");
    expect(faultOf({}, keys)).toBe("malformed");
    expect(proofOf(id, batch.slice(1), of, true)).toBeNull();
  });
});
