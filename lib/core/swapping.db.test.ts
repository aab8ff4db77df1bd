import { generateSync } from "otplib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import type { Actor, Staff } from "@/lib/core/actor";
import { SealBroken } from "@/lib/core/aead";
import { answerQuery, type HttpCall } from "@/lib/core/http";
import { log } from "@/lib/core/log";
import { writtenMetrics } from "@/lib/core/metrics";
import { openSession, sessionCookie } from "@/lib/core/sessions";
import { unopenedInitials } from "@/lib/people/schema";
import { commands, queries } from "@/lib/registry";
import { useDatabase } from "@/lib/testing/database";
import { withDatabase } from "@/lib/testing/global-database";
import { houseCalls } from "@/lib/testing/house-calls";
import { type SealedFile, sealedFile, type SealedPeople } from "@/lib/testing/sealed-world";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, testOrigin } from "@/lib/testing/staff";
import { calls } from "@/lib/testing/world";
import { misfitsIn } from "@/scripts/proofs/effects";
import { showFactor } from "@/lib/users/factors/showing";
import { beginTotp, confirmTotp } from "@/lib/users/factors/totp/commands";

const database = useDatabase();
let superuser: pg.Client;
let people: SealedPeople;
let alpha: SealedFile;
let bravo: SealedFile;
let seeds: { staff: Staff; seed: string }[];
let readers: Reader[];
const said = vi.spyOn(log, "error").mockImplementation(() => {});

type Column = { table: string; column: string };
type Reader = {
  name: string;
  read: () => Promise<unknown>;
  /** Reads what is sealed without saying it. */ quiet?: true;
};
/** What a reader gave: all texts in its answer, or that a seal was broken, or another refusal. */
type Outcome = { texts: Set<string> } | "broken" | "refused";

beforeAll(async () => {
  process.env.ONWARD_AUDIT_SIGNING_KEY = Buffer.alloc(32, 7).toString("base64");
  const name = new URL(database.ownerUrl).pathname.slice(1);
  superuser = new pg.Client({ connectionString: withDatabase(inject("databaseUrls").superUrl, name) });
  await superuser.connect();
  const house = await makeOrganisation(database.ownerUrl);
  const grants = ["health_notes", "legal_notes"] as const;
  people = {
    caseworker: await makeStaff(database.ownerUrl, house, "caseworker", { grants }),
    coordinator: await makeStaff(database.ownerUrl, house, "coordinator", {
      grants: ["data_protection_officer"],
    }),
    colleague: await makeStaff(database.ownerUrl, house, "caseworker", { team: 1 }),
    administrator: await makeStaff(database.ownerUrl, house, "administrator"),
  };
  alpha = await sealedFile(database.ownerUrl, people, "Alpha");
  bravo = await sealedFile(database.ownerUrl, people, "Bravo");
  seeds = [await withSeed(people.caseworker), await withSeed(people.coordinator)];
  readers = everyReader();
  // What a superuser does past the commit lock.
  for (const { table } of await sealedColumns())
    await superuser.query(`alter table ${table} disable trigger user`);
}, 120_000);
afterAll(() => superuser.end());

/** Every sealed column there is, and the wrapped keys of people and cases. */
async function sealedColumns(): Promise<Column[]> {
  const { rows } = await superuser.query<Column>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea' and (column_name like '%\\_sealed' or (table_name, column_name) = ('sealing_key', 'wrapped'))
     order by 1, 2`,
  );
  return rows;
}

async function withSeed(staff: Staff) {
  const { actor } = await signedIn(staff);
  const { seed, ticket } = await beginTotp.execute(actor, {}, testOrigin);
  await confirmTotp.execute(actor, { ticket, code: generateSync({ secret: seed }) }, testOrigin);
  return { staff, seed };
}

/** Whatever answers with something that was sealed: each query as each person, the commands that open, a repeated answer, a code. */
function everyReader(): Reader[] {
  const { caseworker, coordinator, administrator } = people;
  const known = new Proxy<Record<string, string>>(
    {
      ...alpha,
      holder: "",
      assigneeId: caseworker.userId,
      siteId: caseworker.memberships[0]!.siteId,
    } as never,
    { get: (own, key) => own[String(key)] ?? "01890a5d-ac96-774b-bcce-b302099a8057" },
  ) as never;
  const inputOf = (name: string) =>
    calls[name as keyof typeof calls]?.(known) ??
    houseCalls[name as keyof typeof houseCalls]?.(known) ??
    searches[name] ??
    {};
  const asked = [...queries].flatMap(([name, query]) =>
    ([caseworker, coordinator, administrator, alpha.holder] as Actor[]).map((actor) => ({
      name: `${name} as ${actor.kind === "staff" ? actor.role : actor.kind}`,
      read: () => query.execute(actor, inputOf(name), testOrigin),
    })),
  );
  const told = (name: string, actor: Actor, input: object, key?: string) => ({
    name: `${name} ${JSON.stringify(input).slice(0, 60)}`,
    read: () => commands.get(name)!.execute(actor, input, testOrigin, key),
  });
  const { caseId, noteId, exportId, answerKey } = alpha;
  const repeated = { caseId, kind: "talk", language: "en", privacy: "case", body: "Alpha note case" };
  return [
    ...asked,
    ...["names", "contacts", "documents", "birth_date", "private"].map((what) =>
      told("person.reveal", caseworker, { caseId, what, reason: "safety" }),
    ),
    told("note.reveal", caseworker, { noteId, reason: "safety" }),
    told("audit.download", administrator, { exportId }),
    { ...told("note.add", caseworker, repeated, answerKey), quiet: true },
    { name: "a code of the authenticator app", read: codeShown, quiet: true },
  ];
}

const searches: Record<string, object> = {
  "person.search": { q: "Alpha Name" },
  "person.duplicates": { name: "Alpha Name" },
};

async function codeShown(): Promise<unknown> {
  const { staff, seed } = seeds[0]!;
  const token = await openSession(staff.organisationId, staff.userId, testOrigin);
  // As if a minute had passed since the last code.
  await superuser.query("update totp set last_step = 0");
  await superuser.query("delete from throttle");
  const { shown } = await showFactor(token, { totp: generateSync({ secret: seed }) }, testOrigin);
  return shown;
}

async function outcomeOf({ read }: Reader): Promise<Outcome> {
  try {
    return { texts: new Set(textsIn(await read())) };
  } catch (error) {
    return error instanceof SealBroken ? "broken" : "refused";
  }
}

/** What was sealed: everything typed has one of the two words in it, but for numbers, birth dates and initials. */
const sealedText = new RegExp(
  `Alpha|Bravo|1394719|^19(91|82)|^(\\p{Lu}[. ]*){1,4}$|${unopenedInitials}`,
  "u",
);
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return sealedText.test(value) ? [value] : [];
  return value instanceof Object ? Object.values(value).flatMap(textsIn) : [];
}

/** What was said about whoever broke a glass is kept for a later question; no query or command gives it yet. */
const readByNobody = "review_sealed";

/** A row, as SQL and by the id that the log names. */
type Row = { where: string; id: string };

/** The rows of this file, or of this person's account, that hold something in the column. */
async function rowsIn({ table, column }: Column, file: SealedFile, staff: Staff): Promise<Row[]> {
  if (table === "totp") return [{ where: `user_id = '${staff.userId}'`, id: staff.userId }];
  if (table === "idempotent_answer")
    return [{ where: `key = '${file.answerKey}'`, id: people.caseworker.userId }];
  const ids = Object.values(file).filter((one) => typeof one === "string" && one !== file.partnerId);
  const { rows } = await superuser.query<{ id: string }>(
    `select t.id from ${table} t where ${column} is not null
       and exists (select from jsonb_each_text(to_jsonb(t)) field where field.value = any ($1))
     order by t.id::text = any ($1) desc, t.id`,
    [ids],
  );
  return rows.map(({ id }) => ({ where: `id = '${id}'`, id }));
}

/** What is put in the place of a value, as SQL; `other` is the same column of another person, `beside` another column of the same. */
const attacks: Record<string, (column: string, other: string, beside: string) => string> = {
  "another person's value": (_column, other) => other,
  "another column's value": (_column, _other, beside) => beside,
  "one bit flipped": (column) =>
    `set_byte(${column}, length(${column}) / 2, get_byte(${column}, length(${column}) / 2) # 1)`,
  "the mark of another format": (column) => `set_byte(${column}, 0, get_byte(${column}, 0) # 3)`,
  "the last byte cut off": (column) => `substring(${column} from 1 for length(${column}) - 1)`,
  nothing: () => "''::bytea",
};

/** What those read to whom something sealed is shown, while nothing is wrong. What changes by itself is left out. */
async function baselineOf(some: readonly Reader[]): Promise<Map<Reader, Outcome>> {
  const baseline = new Map<Reader, Outcome>();
  for (const reader of some) {
    const [first, second] = [await outcomeOf(reader), await outcomeOf(reader)];
    expect([reader.name, first === "broken"]).toEqual([reader.name, false]);
    if (typeof first === "string" || typeof second === "string") continue;
    const texts = new Set([...first.texts].filter((text) => second.texts.has(text)));
    if (texts.size > 0 || reader.quiet) baseline.set(reader, { texts });
  }
  return baseline;
}

/** Readers that say something else than before, and what. */
async function differing(baseline: ReadonlyMap<Reader, Outcome>): Promise<Map<Reader, Outcome>> {
  const found = new Map<Reader, Outcome>();
  for (const [reader, before] of baseline) {
    const now = await outcomeOf(reader);
    const same =
      typeof before === "string" || typeof now === "string"
        ? before === now
        : [...before.texts].every((text) => now.texts.has(text));
    if (!same) found.set(reader, now);
  }
  return found;
}

async function brokenSoFar(): Promise<number> {
  const { text } = await writtenMetrics();
  return Number(/^onward_seal_broken_total (\d+)$/m.exec(text)![1]);
}

describe("a value that was changed behind the program's back", () => {
  it("is refused by all who read it, loudly, and never shown as another's: every sealed column, every way", async () => {
    const columns = (await sealedColumns()).filter(({ column }) => column !== readByNobody);
    const baseline = await baselineOf(readers);
    expect(baseline.size).toBeGreaterThan(20);
    const faults: string[] = [];
    for (const [i, one] of columns.entries()) {
      const targets = await rowsIn(one, alpha, people.caseworker);
      const [other] = await rowsIn(one, bravo, people.coordinator);
      expect([one, targets.length > 0, other !== undefined]).toEqual([one, true, true]);
      for (const target of one.table === "sealing_key" ? targets : targets.slice(0, 1)) {
        const next = columns[(i + 1) % columns.length]!;
        const [nextRow] = await rowsIn(next, alpha, people.caseworker);
        const select = ({ table, column }: Column, { where }: Row) =>
          `(select x.${column} from ${table} x where x.${where})`;
        let affected: ReadonlyMap<Reader, Outcome> = baseline;
        for (const [attack, valueOf] of Object.entries(attacks)) {
          const place = `${one.table}.${one.column} (${attack})`;
          const count = await brokenSoFar();
          said.mockClear();
          const value = valueOf(one.column, select(one, other!), select(next, nextRow!));
          const found = await during({ ...one, ...target }, value, () => differing(affected));
          if (affected === baseline)
            affected = new Map([...baseline].filter(([reader]) => found.has(reader)));
          faults.push(...faultsOf(place, found, baseline));
          if (!loud(one, target)) faults.push(`${place}: nothing in the log names the place`);
          if ((await brokenSoFar()) <= count) faults.push(`${place}: not counted`);
        }
        expect([one, (await differing(affected)).size]).toEqual([one, 0]);
      }
    }
    expect(faults).toEqual([]);
    expect(columns.length).toBeGreaterThan(25);
  }, 300_000);
});

/** Runs `work` while the value stands there, then puts the true one back. */
async function during<T>(
  { table, column, where }: Column & Row,
  value: string,
  work: () => Promise<T>,
): Promise<T> {
  const { rows } = await superuser.query<{ kept: Buffer }>(
    `select ${column} as kept from ${table} where ${where}`,
  );
  await superuser.query(`update ${table} set ${column} = ${value} where ${where}`);
  try {
    return await work();
  } finally {
    await superuser.query(`update ${table} set ${column} = $1 where ${where}`, [rows[0]!.kept]);
  }
}

/** Somebody must be refused; nobody may be told what they were not told before. */
function faultsOf(
  place: string,
  found: ReadonlyMap<Reader, Outcome>,
  baseline: ReadonlyMap<Reader, Outcome>,
): string[] {
  const faults: string[] = [];
  let refused = 0;
  for (const [reader, now] of found) {
    const before = baseline.get(reader)!;
    if (now === "broken") refused++;
    else if (now === "refused")
      faults.push(`${place}: ${reader.name} is refused as if it were something else`);
    else {
      const known = typeof before === "string" ? new Set<string>() : before.texts;
      const news = [...now.texts].filter((text) => !known.has(text));
      if (news.includes(unopenedInitials)) refused++;
      const strange = news.filter(
        (text) => text !== unopenedInitials && /Alpha|Bravo|\d{4}-\d\d-\d\d/.test(text),
      );
      if (strange.length > 0) faults.push(`${place}: ${reader.name} shows ${strange}`);
    }
  }
  return refused > 0 ? faults : [...faults, `${place}: nobody is refused`];
}

/** The log names table, column and row, and nothing of what is or was there. */
function loud({ table, column }: Column, { id }: Row): boolean {
  expect(JSON.stringify(said.mock.calls)).not.toMatch(/Alpha|Bravo/);
  return said.mock.calls.some(([fields]: unknown[]) => {
    const line = fields as Record<string, unknown>;
    return line.code === "seal_broken" && line.table === table && line.column === column && line.row === id;
  });
}

it("does not take a list away: the others are shown, and in its place that it does not open", async () => {
  const target = {
    table: "person",
    column: "initials_sealed",
    where: `id = '${alpha.personId}'`,
    id: alpha.personId,
  };
  await during(target, "substring(initials_sealed from 2)", async () => {
    const list = (await queries.get("case.list")!.execute(people.caseworker, {}, testOrigin)) as {
      cases: { id: string; initials: string }[];
    };
    const shown = new Map(list.cases.map(({ id, initials }) => [id, initials]));
    expect(shown.get(alpha.caseId)).toBe(unopenedInitials);
    expect(shown.get(bravo.caseId)).toMatch(/^B/);
  });
});

it("is answered 500 over HTTP, with the number of the request and nothing else", async () => {
  const token = await openSession(
    people.caseworker.organisationId,
    people.caseworker.userId,
    testOrigin,
    "passkey",
  );
  const headers: Record<string, string> = {
    cookie: `${sessionCookie}=${token}`,
    "sec-fetch-site": "same-origin",
  };
  const call: HttpCall = {
    method: "GET",
    search: new URLSearchParams({ caseId: alpha.caseId }),
    header: (name) => headers[name] ?? null,
    body: async () => "",
  };
  expect((await answerQuery(queries.get("case.get"), call)).status).toBe(200);
  const target = {
    table: "case_file",
    column: "goal_sealed",
    where: `id = '${alpha.caseId}'`,
    id: alpha.caseId,
  };
  const { status, body } = await during(target, "substring(goal_sealed from 2)", () =>
    answerQuery(queries.get("case.get"), call),
  );
  expect([status, JSON.parse(body)]).toEqual([
    500,
    { ok: false, code: "INTERNAL", requestId: expect.any(String) },
  ]);
});

it("an older value of the same place opens: not the seal of the value shows that, but that no event names the change", async () => {
  const goalNow = async () => {
    const file = (await queries
      .get("case.get")!
      .execute(people.caseworker, { caseId: alpha.caseId }, testOrigin)) as { goal: string; version: number };
    return file;
  };
  const { rows } = await superuser.query<{ old: Buffer }>(
    "select goal_sealed as old from case_file where id = $1",
    [alpha.caseId],
  );
  const { version } = await goalNow();
  await commands
    .get("case.update")!
    .execute(people.caseworker, { caseId: alpha.caseId, version, goal: "Alpha new goal" }, testOrigin);
  expect((await goalNow()).goal).toBe("Alpha new goal");
  const silent = async () =>
    (await misfitsIn(superuser)).find(({ check }) => check === "rows of case_file without an event")!.found;
  const before = await silent();
  await superuser.query("update case_file set goal_sealed = $1 where id = $2", [rows[0]!.old, alpha.caseId]);
  expect((await goalNow()).goal).toBe("Alpha goal");
  expect(await silent()).toBe(before + 1);
});
