import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { type Checkpoint, signed } from "@/lib/audit/sealing/checkpoint";
import { signingKeyOf } from "@/lib/audit/sealing/key";
import { checkpointsAfter } from "@/lib/audit/sealing/reading";
import { outcomeOf } from "@/lib/audit/sealing/verify";
import { newId } from "@/lib/core/ids";
import { useDatabase } from "@/lib/testing/database";
import { withDatabase } from "@/lib/testing/global-database";
import { makeSealer, sealWhenQuiet, testKey, verifyInside, writeEvents } from "@/lib/testing/sealing";
import { makeOrganisation } from "@/lib/testing/staff";

/** Everything that somebody could do to a sealed trail: refused to the roles that serve, found when a superuser does it. */
const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), "onward-seal-"));
const anchorFile = join(folder, "checkpoints.jsonl");
const early = join(folder, "early.jsonl");
let god: pg.Client;
let events: string[];
let checkpoints: Checkpoint[];

beforeAll(async () => {
  const { id } = await makeOrganisation(database.ownerUrl);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const sealer = makeSealer({ anchorFile });
  await sealWhenQuiet(owner, sealer);
  events = await writeEvents(owner, id, 5);
  await sealWhenQuiet(owner, sealer);
  copyFileSync(anchorFile, early);
  events.push(...(await writeEvents(owner, id, 5)));
  await sealWhenQuiet(owner, sealer);
  await owner.end();
  const superUrl = inject("databaseUrls").superUrl;
  god = new pg.Client({
    connectionString: withDatabase(superUrl, new URL(database.ownerUrl).pathname.slice(1)),
  });
  await god.connect();
  checkpoints = (await checkpointsAfter(god, 0, 10)) as Checkpoint[];
});
afterAll(async () => {
  await god.end();
  rmSync(folder, { recursive: true });
});

it("an untouched trail is good", async () => {
  const report = await verifyInside(god, { anchorFile });
  expect(checkpoints.map(({ number, count }) => [number, count > 0])).toEqual([
    [1, true],
    [2, true],
    [3, true],
  ]);
  expect(report).toMatchObject({
    findings: [],
    late: false,
    checkpoints: 3,
    elsewhere: 3,
    unsealed: { count: 0 },
  });
  expect(outcomeOf(report)).toBe("good");
});

const columns = [
  "at",
  "kind",
  "action",
  "outcome",
  "actor_kind",
  "actor_id",
  "actor_role",
  "session_id",
  "entity",
];
const moreColumns = [
  "entity_id",
  "case_id",
  "covers",
  "reason",
  "detail",
  "request_id",
  "network",
  "app_version",
];
const other: Record<string, string> = {
  at: "at + interval '1 millisecond'",
  kind: "'view'",
  outcome: "'denied'",
  actor_kind: "'staff'",
  actor_role: "'limited'",
  covers: "array[gen_random_uuid()]",
  detail: "'{}'",
};

describe("a superuser", () => {
  beforeEach(async () => {
    await god.query("begin");
    for (const table of ["audit_event", "audit_checkpoint"])
      await god.query(`alter table ${table} disable trigger user`);
  });
  afterEach(() => god.query("rollback"));

  it.each([...columns, ...moreColumns])(
    "who changes %s of an event is found, and which event",
    async (column) => {
      const uuid = /_id$/.test(column) && column !== "request_id";
      const value = other[column] ?? (uuid ? "gen_random_uuid()" : "'x'");
      await god.query(`update audit_event set ${column} = ${value} where id = $1`, [events[2]]);
      await expectFindings([{ kind: "modified", checkpoint: 2, eventId: events[2] }]);
    },
  );

  it("who gives an event to another organisation is found", async () => {
    await god.query("update audit_event set organisation_id = gen_random_uuid() where id = $1", [events[0]]);
    await expectFindings([{ kind: "modified", checkpoint: 2, eventId: events[0] }]);
  });

  it("who deletes an event is found", async () => {
    await god.query("delete from audit_event where id = $1", [events[7]]);
    await expectFindings([{ kind: "missing", checkpoint: 3, eventId: events[7] }]);
  });

  it("who slips one in with an older transaction is found", async () => {
    const id = newId();
    await god.query(copyOf("id = $2, tx = e.tx"), [events[1], id]);
    await expectFindings([{ kind: "extra", checkpoint: 2, eventId: id }]);
  });

  it("who swaps an event for another is found", async () => {
    const id = newId();
    await god.query("update audit_event set id = $2 where id = $1", [events[1], id]);
    await expectFindings([
      { kind: "extra", checkpoint: 2, eventId: id },
      { kind: "missing", checkpoint: 2, eventId: events[1] },
    ]);
  });

  it("who swaps the ids of two events is found", async () => {
    const swap = "update audit_event set id = $2 where id = $1";
    const aside = newId();
    await god.query(swap, [events[0], aside]);
    await god.query(swap, [events[3], events[0]]);
    await god.query(swap, [aside, events[3]]);
    await expectFindings([0, 3].map((i) => ({ kind: "modified", checkpoint: 2, eventId: events[i] })));
  });

  it("who moves an event to another time is found, and where it went", async () => {
    await god.query("update audit_event set tx = (select tx from audit_event where id = $2) where id = $1", [
      events[1],
      events[8],
    ]);
    await expectFindings([{ kind: "moved", checkpoint: 2, to: 3, eventId: events[1] }]);
  });

  it("who cuts off the end of the events is found", async () => {
    await god.query("delete from audit_event where id = any ($1)", [events.slice(8)]);
    await expectFindings(events.slice(8).map((eventId) => ({ kind: "missing", checkpoint: 3, eventId })));
  });

  it("who cuts off the end of events and checkpoints is found by the second place alone", async () => {
    await god.query("delete from audit_event where id = any ($1)", [events.slice(5)]);
    await god.query("delete from audit_checkpoint where number = 3");
    expect((await verifyInside(god)).findings).toEqual([]);
    await expectFindings([{ kind: "truncated", checkpoint: 3, to: 3 }]);
  });

  it("who takes a checkpoint out is found", async () => {
    await god.query("delete from audit_checkpoint where number = 2");
    await expectKinds(["gap", "chain", "window", "extra"], 2);
  });

  it("who swaps two checkpoints is found", async () => {
    await god.query("update audit_checkpoint set number = 9 where number = 2");
    await god.query("update audit_checkpoint set number = 2 where number = 3");
    await god.query("update audit_checkpoint set number = 3 where number = 9");
    await expectKinds(["signature", "chain", "elsewhere", "window", "moved"], 2);
  });

  it("who changes events and their kept leaves is found, if not which event", async () => {
    await god.query("update audit_event set action = 'x' where id = $1", [events[2]]);
    await god.query("update audit_checkpoint set leaves = set_byte(leaves, 20, 0) where number = 2");
    await expectFindings([{ kind: "batch", checkpoint: 2 }]);
  });

  it("who makes a root anew without the key is found", async () => {
    await god.query("update audit_checkpoint set root = previous where number = 2");
    await expectKinds(["signature", "chain", "elsewhere", "batch"], 2);
  });

  it("who signs with another key is found", async () => {
    const forger = signingKeyOf(Buffer.alloc(32, 9));
    const forged = signed({ ...checkpoints[2]!, at: "2026-01-01T00:00:00.000Z" }, forger);
    await god.query(
      "update audit_checkpoint set at = $1, key_id = $2, public_key = $3, signature = $4 where number = 3",
      [
        forged.at,
        forged.keyId,
        Buffer.from(forged.publicKey, "base64"),
        Buffer.from(forged.signature, "base64"),
      ],
    );
    await expectKinds(["key", "elsewhere"], 3);
    expect((await verifyInside(god, { keys: null })).findings).toEqual([]);
  });

  it("who puts another key's signature under the name of ours is found", async () => {
    const forger = signingKeyOf(Buffer.alloc(32, 9));
    const { signature } = signed(checkpoints[2]!, { ...forger, keyId: testKey.keyId });
    await god.query("update audit_checkpoint set signature = $1 where number = 3", [
      Buffer.from(signature, "base64"),
    ]);
    await expectKinds(["signature", "elsewhere"], 3);
  });

  it("who tells another story from the beginning is found by the second place", async () => {
    const lines = readFileSync(anchorFile, "utf8").trim().split("\n");
    const { keyId: _key, publicKey: _public, signature: _signature, ...story } = checkpoints[2]!;
    const told = signed({ ...story, at: "2026-01-01T00:00:00.000Z" }, testKey);
    const elsewhere = join(folder, "story.jsonl");
    writeFileSync(elsewhere, [...lines.slice(0, 2), JSON.stringify(told), ""].join("\n"));
    await expectFindings([{ kind: "elsewhere", checkpoint: 3 }], elsewhere);
  });

  it("who puts back an older second place is seen: it ends too early", async () => {
    expect(await verifyInside(god, { anchorFile: early })).toMatchObject({ elsewhere: 2, checkpoints: 3 });
  });
});

async function expectFindings(expected: object[], file = anchorFile): Promise<void> {
  const report = await verifyInside(god, { anchorFile: file });
  const byId = (one: object) => JSON.stringify(one);
  expect([...report.findings].sort((a, b) => byId(a).localeCompare(byId(b)))).toEqual(
    [...expected].sort((a, b) => byId(a).localeCompare(byId(b))).map((one) => expect.objectContaining(one)),
  );
  expect(outcomeOf(report)).toBe("tampered");
}

/** These kinds and no others, the first of them at this checkpoint. */
async function expectKinds(kinds: string[], checkpoint: number): Promise<void> {
  const { findings } = await verifyInside(god, { anchorFile });
  expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(kinds));
  expect(findings.find(({ kind }) => kind === kinds[0])).toMatchObject({ checkpoint });
}

/** Inserts a copy of event $1, with some columns of its own. */
function copyOf(own: string): string {
  const set = Object.fromEntries(own.split(", ").map((one) => one.split(" = ") as [string, string]));
  const all = [...columns, ...moreColumns, "organisation_id", "cluster"];
  const names = [...Object.keys(set), ...all];
  return `insert into audit_event (${names.join(", ")}) select ${[...Object.values(set).map((one) => (one === "$2" ? "$2::uuid" : one)), ...all.map((name) => `e.${name}`)].join(", ")}
    from audit_event e where e.id = $1`;
}

describe("the roles that serve", () => {
  const attempts = {
    "change a field": "update audit_event set action = 'x'",
    "delete an event": "delete from audit_event",
    "cut off the trail": "truncate audit_event",
    "change a checkpoint": "update audit_checkpoint set root = previous",
    "delete a checkpoint": "delete from audit_checkpoint",
    "cut off the checkpoints": "truncate audit_checkpoint",
    "read the checkpoints past their functions": "select * from audit_checkpoint",
    "insert with an older transaction":
      "insert into audit_event (organisation_id, id, tx, kind, action, actor_kind, entity, request_id, app_version) values (app_organisation(), gen_random_uuid(), '5', 'write', 'x', 'staff', 'x', 'x', '0')",
    "insert with another time":
      "insert into audit_event (organisation_id, id, at, kind, action, actor_kind, entity, request_id, app_version) values (app_organisation(), gen_random_uuid(), now(), 'write', 'x', 'staff', 'x', 'x', '0')",
    "insert for another cluster":
      "insert into audit_event (organisation_id, id, cluster, kind, action, actor_kind, entity, request_id, app_version) values (app_organisation(), gen_random_uuid(), 5, 'write', 'x', 'staff', 'x', 'x', '0')",
    "turn the triggers off": "alter table audit_event disable trigger all",
    "act as a replica": "set session_replication_role = replica",
  };
  const roles = ["appUrl", "workerUrl", "authUrl"] as const;

  it.each(roles.flatMap((role) => Object.entries(attempts).map(([what, sql]) => [role, what, sql] as const)))(
    "%s may not %s",
    async (role, _what, sql) => {
      const client = new pg.Client({ connectionString: database[role] });
      await client.connect();
      await expect(client.query(sql)).rejects.toMatchObject({ code: "42501" });
      await client.end();
    },
  );

  it("nor may the owner, while the triggers are there", async () => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    for (const table of ["audit_event", "audit_checkpoint"])
      for (const sql of [`delete from ${table}`, `truncate ${table}`])
        await expect(client.query(sql)).rejects.toMatchObject({ code: "OW002" });
    await client.end();
  });
});
