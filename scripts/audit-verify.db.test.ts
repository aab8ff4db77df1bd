import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Sealer } from "@/lib/audit/sealing/sealer";
import { publish } from "@/lib/audit/sealing/key";
import { tails } from "@/lib/audit/sealing/reading";
import { useDatabase } from "@/lib/testing/database";
import { withDatabase } from "@/lib/testing/global-database";
import { makeSealer, quiet, sealWhenQuiet, testKey, writeEvents } from "@/lib/testing/sealing";
import { makeOrganisation } from "@/lib/testing/staff";
import { type RunningPostgres, startPostgres } from "@/scripts/launch/postgres.mjs";
import { deployMigrations } from "@/scripts/launch/prisma.mjs";

const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), "onward-verify-"));
const place = (name: string) => join(folder, name);
const [anchorFile, keysFile, dump] = [place("anchor.jsonl"), place("keys.pub"), place("dump.sql")] as const;
const psqlThere = spawnSync("psql", ["--version"]).status === 0;
let owner: pg.Client;
let home: string;
let events: string[];

beforeAll(async () => {
  home = (await makeOrganisation(database.ownerUrl)).id;
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  publish(testKey, keysFile);
  events = await writeEvents(owner, home, 20);
  await sealWhenQuiet(owner, makeSealer({ anchorFile, most: 10 }));
  if (psqlThere) dumpTo(dump);
});
afterAll(async () => {
  await owner.end();
  rmSync(folder, { recursive: true });
});

/** The trail as pg_dump writes it; by psql, which is not so particular about versions. */
function dumpTo(file: string): void {
  const ask = (sql: string) =>
    execFileSync("psql", [database.ownerUrl, "-qAt", "-c", sql], { encoding: "utf8", maxBuffer: 1 << 28 });
  const block = (table: string) => {
    const columns = ask(
      `select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute where attrelid = '${table}'::regclass and attnum > 0`,
    ).trim();
    return `COPY public.${table} (${columns}) FROM stdin;\n${ask(`set timezone to 'Asia/Kolkata'; copy ${table} to stdout`)}\\.\n\n`;
  };
  writeFileSync(
    file,
    `-- a dump\n\nSET TimeZone = 'UTC';\n${["audit_event", "audit_checkpoint"].map(block).join("")}`,
  );
}

type Ran = { status: number | null; stdout: string; stderr: string };

function run(script: string, args: readonly string[], env: Record<string, string> = {}): Ran {
  return spawnSync(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", `scripts/${script}.ts`, ...args],
    {
      encoding: "utf8",
      env: { ...process.env, ...env },
    },
  );
}
const verify = (...args: string[]) =>
  run("audit-verify", ["--keys", keysFile, ...args], { DATABASE_OWNER_URL: database.ownerUrl });

describe("npm run audit:verify", () => {
  it("ends with 0 when all is as it was sealed", () => {
    const { status, stdout } = verify("--anchor", anchorFile);
    expect(stdout).toMatch(
      /^Sealed up to 2\S+Z: \d\d events in \d checkpoints checked, nothing was changed\.\nThe second place/,
    );
    expect(status).toBe(0);
  });

  it("ends with 1 and a sentence when it cannot check", () => {
    for (const [args, sentence] of [
      [["--dump", place("none.sql")], "none.sql cannot be read"],
      [["--dump", keysFile], "holds no trail: make the dump with"],
      [["--restored", "x"], "--restored takes the number"],
      [["--nonsense"], "The arguments were not understood"],
      [["--anchor", place("none.jsonl")], "none.jsonl cannot be read"],
    ] as const) {
      const { status, stderr } = verify(...args);
      expect([status, stderr]).toEqual([1, expect.stringContaining(sentence)]);
      expect(stderr.trim().split("\n")).toHaveLength(1);
    }
    const { status, stderr } = run("audit-verify", [], {
      DATABASE_OWNER_URL: "postgresql://a:b@127.0.0.1:1/c",
    });
    expect([status, stderr]).toEqual([1, expect.stringContaining("see that the database runs")]);
  });

  it.skipIf(!psqlThere)("checks a dump without a database", () => {
    const offline = (file: string) =>
      run("audit-verify", ["--keys", keysFile, "--anchor", anchorFile, "--dump", file], {
        DATABASE_OWNER_URL: "",
      });
    expect(offline(dump)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("nothing was changed"),
    });
    const text = readFileSync(dump, "utf8");
    const bent = place("bent.sql");
    const line = text.split("\n").find((one) => one.includes(events[4]!))!;
    for (const [changed, sentence] of [
      [
        text.replace(line, line.replace("need.add", "need.get")),
        `Event ${events[4]} in checkpoint 1 was changed.`,
      ],
      [text.replace(`${line}\n`, ""), `Event ${events[4]} in checkpoint 1 is missing.`],
      [
        text.replace(line, `${line}\n${line.replace(events[4]!, home)}`),
        `Event ${home} in checkpoint 1 was not there`,
      ],
      [text.replace(/\n2\t.*\n/, "\n"), "Checkpoint 2 is missing."],
    ] as const) {
      expect(changed).not.toBe(text);
      writeFileSync(bent, changed);
      expect(offline(bent)).toMatchObject({ status: 2, stdout: expect.stringContaining(sentence) });
    }
  });
});

it("npm run audit:prove prints a proof that holds anywhere", () => {
  const proof = place("proof.json");
  const { stdout } = run("audit-prove", [events[3]!], { DATABASE_OWNER_URL: database.ownerUrl });
  writeFileSync(proof, stdout);
  const check = (file: string) =>
    run("audit-verify", ["--keys", keysFile, "--proof", file], { DATABASE_OWNER_URL: "" });
  expect(check(proof)).toMatchObject({ status: 0, stdout: expect.stringContaining("The proof holds") });
  writeFileSync(proof, stdout.replace("need.add", "need.get"));
  expect(check(proof)).toMatchObject({
    status: 2,
    stdout: expect.stringContaining("a value of it was changed"),
  });
  const nobody = run("audit-prove", [home], { DATABASE_OWNER_URL: database.ownerUrl });
  expect([nobody.status, nobody.stderr]).toEqual([1, expect.stringContaining("There is no event")]);
});

describe.skipIf(!psqlThere)("a database restored in another cluster", () => {
  let elsewhere: RunningPostgres;
  const restored: pg.Client[] = [];

  beforeAll(async () => {
    await owner.query(
      "do $$ begin for i in 1..3000 loop perform pg_current_xact_id(); commit; end loop; end $$",
    );
    await writeEvents(owner, home, 5);
    await sealWhenQuiet(owner, makeSealer({ anchorFile }));
    await writeEvents(owner, home, 3);
    dumpTo(dump);
    elsewhere = await startPostgres({ dataDir: place("cluster/data"), durable: false });
    const god = new pg.Client({ connectionString: elsewhere.superUrl });
    await god.connect();
    await god.query("create database restored owner onward_owner");
    await god.end();
    await deployMigrations(elsewhere.ownerUrl("restored"));
    execFileSync("psql", [elsewhere.ownerUrl("restored"), "-q", "-v", "ON_ERROR_STOP=1", "-f", dump]);
    restored.push(new pg.Client({ connectionString: elsewhere.ownerUrl("restored") }));
    await restored[0]!.connect();
  }, 60_000);
  afterAll(async () => {
    for (const client of restored) await client.end();
    await elsewhere.stop();
  });

  const verifyThere = () =>
    run("audit-verify", ["--keys", keysFile, "--anchor", anchorFile], {
      DATABASE_OWNER_URL: elsewhere.ownerUrl("restored"),
    });

  it("counts transactions from the bottom again, and still every event is sealed once", async () => {
    const there = restored[0]!;
    const before = await tails(there);
    expect(before).toMatchObject([{ here: false, count: 3 }]);
    await writeEvents(there, home, 7);
    const { rows } = await there.query(
      "select cluster = audit_cluster() as here, max(tx)::text::int as last, count(*)::int from audit_event group by 1 order by 1",
    );
    expect(rows).toMatchObject([{ here: false }, { here: true, count: 7 }]);
    expect(rows[1].last).toBeLessThan(rows[0].last);
    await quiet(there);
    const pool = new pg.Pool({ connectionString: elsewhere.workerUrl("restored"), max: 2 });
    const made = await new Sealer({ pool, key: testKey, anchorFile }).seal();
    await pool.end();
    expect(made.map(({ count }) => count)).toEqual([3, 7]);
    expect(new Set(made.map(({ cluster }) => cluster)).size).toBe(2);
    expect(await tails(there)).toEqual([]);
    expect(verifyThere()).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("nothing was changed"),
    });
  });

  it("and what is changed there is found", async () => {
    const god = new pg.Client({ connectionString: withDatabase(elsewhere.superUrl, "restored") });
    await god.connect();
    await god.query("alter table audit_event disable trigger user");
    await god.query("update audit_event set action = 'x' where id = $1", [events[0]]);
    await god.end();
    expect(verifyThere()).toMatchObject({
      status: 2,
      stdout: expect.stringContaining(`Event ${events[0]} in checkpoint 1 was changed.`),
    });
  });
});
