import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSync } from "otplib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role, Staff } from "@/lib/core/actor";
import { passwordFits } from "@/lib/core/passwords";
import { openSession, staffOfToken } from "@/lib/core/sessions";
import { commands, queries } from "@/lib/registry";
import { showFactor } from "@/lib/users/factors/showing";
import { useDatabase } from "@/lib/testing/database";
import { testOrigin } from "@/lib/testing/staff";
import { rowsOf } from "@/lib/testing/owner";
import type { Account } from "./accounts";
import { seedCases } from "./bulk";
import { organisationsIn } from "./database";
import { seedDemo } from "./demo";

const database = useDatabase();
let client: pg.Client;
let home: string;
let accounts: Account[];
let organisationId: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "onward-seed-"));
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await seedDemo(client, { home, now: new Date() });
  ({ accounts } = JSON.parse(await readFile(join(home, "demo-accounts.json"), "utf8")));
  organisationId = (await organisationsIn(client)).demo[0]!;
}, 120_000);

afterAll(async () => {
  await client.end();
  await rm(home, { recursive: true, force: true });
});

describe("demo data", () => {
  test("has sixteen accounts in a file that only its owner reads, and their passwords fit", async () => {
    expect(accounts.map(({ role }) => role).sort()).toEqual([
      ...Array(3).fill("administrator"),
      ...Array(9).fill("caseworker"),
      ...Array(3).fill("coordinator"),
      "limited",
    ]);
    expect((await stat(join(home, "demo-accounts.json"))).mode & 0o777).toBe(0o600);
    const [{ email, password } = { email: "", password: "" }] = accounts;
    expect(password.length).toBeGreaterThanOrEqual(15);
    expect(new Set(accounts.map((account) => account.password)).size).toBe(16);
    const { rows } = await client.query("select password_hash from user_account where email = $1", [email]);
    expect(await passwordFits(rows[0].password_hash, password)).toBe(true);
  });

  test("gives each account an authenticator app, whose codes count at sign-in", async () => {
    const [first, second] = accounts;
    expect(first!.totpSecret).not.toBe(second!.totpSecret);
    expect(first!.totpUri).toContain(`secret=${first!.totpSecret}`);
    const { rows } = await client.query("select organisation_id, id from user_account where email = $1", [
      first!.email,
    ]);
    const token = await openSession(rows[0].organisation_id, rows[0].id, testOrigin);
    const proof = { totp: generateSync({ secret: first!.totpSecret }) };
    expect((await showFactor(token, proof, testOrigin)).shown.assurance).toBe(2);
  });

  test("holds two organisations with four sites, fifteen partners each and 240 people", async () => {
    const { demo, real } = await organisationsIn(client);
    expect([demo.length, real]).toEqual([2, 0]);
    const sql = `select (select count(*)::int from person where organisation_id = $1) as people,
      (select count(*)::int from partner where organisation_id = $1) as partners,
      (select count(*)::int from site where organisation_id = $1) as sites`;
    const counts = await Promise.all(
      demo.map(async (id) => (await rowsOf(database.ownerUrl, id, sql, [id]))[0]!),
    );
    expect(counts.map(({ people }) => people)).toEqual([170, 70]);
    expect(counts.map(({ sites, partners }) => [sites, partners])).toEqual([
      [2, 15],
      [2, 15],
    ]);
  });

  test("opens for its caseworker as if the commands had written it", async () => {
    const worker = await actorOf("caseworker");
    const { cases, total } = await ask(worker, "case.list", { assignee: "me", status: "all", limit: "100" });
    expect(total).toBeGreaterThanOrEqual(30);
    let revealed = 0;
    for (const { id, initials } of cases.slice(0, 12)) {
      const file = await ask(worker, "case.get", { caseId: id });
      for (const query of ["note.list", "consent.list", "need.list", "case.timeline"])
        await ask(worker, query, { caseId: id });
      if (file.person.names === 0) continue;
      expect(initials).toBeTruthy();
      await act(worker, "person.reveal", { caseId: id, what: "names" });
      await act(worker, "person.reveal", { caseId: id, what: "contacts" });
      await act(worker, "person.reveal", { caseId: id, what: "private" });
      revealed++;
    }
    expect(revealed).toBeGreaterThan(6);
  });

  test("finds people by their names in any script", async () => {
    const worker = await actorOf("caseworker");
    const { cases } = await ask(worker, "case.list", { assignee: "me", limit: "100" });
    let found = 0;
    for (const { id } of cases.slice(0, 12)) {
      const { names } = await act(worker, "person.reveal", { caseId: id, what: "names" });
      const name = names.at(-1);
      if (!name) continue;
      const { people } = await ask(worker, "person.search", { q: name.full });
      expect(people.map(({ caseId }: { caseId: string }) => caseId)).toContain(id);
      found++;
    }
    expect(found).toBeGreaterThan(6);
  });

  test("opens every referral, with what was shared", async () => {
    const worker = await actorOf("caseworker");
    const { referrals } = await ask(worker, "referral.list", { limit: "100" });
    expect(referrals.length).toBeGreaterThan(15);
    for (const { id } of referrals.slice(0, 25)) await ask(worker, "referral.get", { referralId: id });
  });

  test("keeps a draft for its owner", async () => {
    const worker = await actorOf("caseworker");
    const { drafts } = await ask(worker, "draft.list", {});
    expect(drafts).toHaveLength(1);
    const draft = await ask(worker, "draft.get", { draftId: drafts[0].draftId });
    expect(draft.answers.language.preferred).toBe("vi");
  });

  test("makes no number of any coordinator's dashboard nought", async () => {
    for (const { email } of accounts.filter(({ role }) => role === "coordinator")) {
      const board = await ask(await signIn(email), "dashboard.coordinator", {});
      const { met, noSafePlace, noCaseworker, referralsWaiting, referralsLate, criticalNeedsLate } = board;
      for (const { count } of [
        met,
        noSafePlace,
        noCaseworker,
        referralsWaiting,
        referralsLate,
        criticalNeedsLate,
      ])
        expect(count).toBeGreaterThan(0);
    }
  });
});

describe("cases in bulk", () => {
  test("add to the organisations that are there and make new ones up to the number asked for", async () => {
    const before = await casesIn(organisationId);
    const { cases } = await seedCases(client, { cases: 60, organisations: 3, now: new Date() });
    expect(cases).toBeGreaterThanOrEqual(60);
    const { demo } = await organisationsIn(client);
    expect(demo).toHaveLength(3);
    expect((await casesIn(organisationId)) - before).toBeGreaterThanOrEqual(20);
    expect(await casesIn(demo[2]!)).toBeGreaterThanOrEqual(19);
  });
});

async function casesIn(id: string): Promise<number> {
  const { rows } = await client.query("select count(*)::int as n from case_file where organisation_id = $1", [
    id,
  ]);
  return rows[0].n;
}

function actorOf(role: Role): Promise<Staff> {
  return signIn(accounts.find((account) => account.role === role)!.email);
}

async function signIn(email: string): Promise<Staff> {
  const { rows } = await client.query("select organisation_id, id from user_account where email = $1", [
    email,
  ]);
  const token = await openSession(rows[0].organisation_id, rows[0].id, testOrigin, "passkey");
  return (await staffOfToken(token))!;
}

// The answers are checked by their own tests; here it counts that there are any.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function ask(actor: Staff, query: string, input: object): Promise<any> {
  const known = queries.get(query)!;
  return known.output.parse(await known.execute(actor, input, testOrigin));
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function act(actor: Staff, command: string, input: object): Promise<any> {
  return commands.get(command)!.execute(actor, input, testOrigin);
}
