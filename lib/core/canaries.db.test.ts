import { beforeAll, expect, it } from "vitest";
import { askForAccess, breakGlass } from "@/lib/access/commands";
import { answerAccess, reviewAccess } from "@/lib/access/answering/commands";
import { updateCase } from "@/lib/cases/changing/commands";
import { addNote } from "@/lib/notes/commands";
import type { Staff } from "@/lib/core/actor";
import { queries } from "@/lib/registry";
import { useDatabase } from "@/lib/testing/database";
import { runAs } from "@/lib/testing/owner";
import { registerSomebody } from "@/lib/testing/registration";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
const canary = (what: string) => `CANARY${what}`;
const anywhere = /canary/i;
let house: TestOrganisation;
let dara: Staff;
let sok: Staff;
let visitor: Staff;
let caseId: string;
let code: string;
const said: unknown[] = [];

beforeAll(async () => {
  const { ownerUrl } = database;
  house = await makeOrganisation(ownerUrl);
  dara = await makeStaff(ownerUrl, house, "caseworker", { grants: ["health_notes"] });
  sok = await makeStaff(ownerUrl, house, "coordinator", { name: "Sok", grants: ["data_protection_officer"] });
  const vanna = await makeStaff(ownerUrl, house, "caseworker", { team: 1, name: "Vanna" });
  ({ caseId, code } = await registerSomebody(dara, {
    names: [{ full: canary("Name") }],
    contacts: [{ method: "via_person", value: canary("Contact"), rule: canary("Rule") }],
    documents: [{ type: "passport", number: canary("Document") }],
    mayTell: canary("MayTell"),
    mustNotTell: canary("MustNotTell"),
    goal: canary("Goal"),
    exit: { mode: "police_raid", note: canary("Exit") },
  }));
  for (const privacy of ["case", "health", "legal"])
    await addNote.execute(
      dara,
      { caseId, kind: "talk", language: "en", body: canary(privacy), privacy },
      testOrigin,
    );
  const reason = `${canary("Reason")} and she waits at the door`;
  const { accessId } = await askForAccess.execute(vanna, { code, reason }, testOrigin);
  await answerAccess.execute(dara, { accessId, version: 1, answer: "refuse" }, testOrigin);
  const glass = await breakGlass.execute(vanna, { code, reason }, testOrigin);
  visitor = (await signedIn(vanna)).actor;
  await reviewAccess.execute(
    sok,
    { accessId: glass.accessId, version: 1, outcome: "justified", note: canary("Review") },
    testOrigin,
  );
  await updateCase
    .execute(dara, { caseId, version: 99, mustNotTell: canary("Stale") }, testOrigin)
    .catch((error: unknown) => said.push(error));
});

/** What lists, search and other people's screens ask. Only `case.get` may open the goal, and `note.list` notes for everybody. */
const asked = (): [string, object][] => [
  ["case.list", {}],
  ["case.timeline", { caseId }],
  ["person.search", { q: code }],
  ["person.search", { q: canary("MustNotTell") }],
  ["person.duplicates", { name: canary("Name") }],
  ["draft.list", {}],
  ["need.list", {}],
  ["referral.list", {}],
  ["consent.list", { caseId }],
  ["day.get", {}],
  ["dashboard.coordinator", {}],
  ["access.lookUp", { code }],
  ["audit.list", {}],
  ["watch.list", {}],
  ["figures.summary", {}],
];

it("tells no answer, contact, note or reason in any list, search, day or figure", async () => {
  for (const [name, input] of asked()) {
    for (const actor of [dara, sok, visitor]) {
      const answer = await queries
        .get(name)!
        .execute(actor, input, testOrigin)
        .catch((error: unknown) => ({ ...(error as object) }));
      expect(JSON.stringify(answer), `${name} for ${actor.role}`).not.toMatch(anywhere);
    }
  }
  const file = (await queries.get("case.get")!.execute(visitor, { caseId }, testOrigin)) as { goal: unknown };
  expect(JSON.stringify({ ...file, goal: null })).not.toMatch(anywhere);
  const { notes } = (await queries.get("note.list")!.execute(visitor, { caseId }, testOrigin)) as {
    notes: { body: string | null; privacy: string }[];
  };
  expect(notes.filter(({ privacy }) => privacy !== "case").map(({ body }) => body)).toEqual([null, null]);
  expect(JSON.stringify(said)).not.toMatch(anywhere);
});

it("keeps none of them in plain text anywhere in the database: no table, no event, no job", async () => {
  const tables = await runAs<{ name: string }>(database.ownerUrl, null, [
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname in ('public', 'pgboss') and not c.relispartition`,
  ]);
  expect(tables.length).toBeGreaterThan(30);
  const system = { kind: "system", organisationId: house.id, name: "test" } as const;
  const inHex = Buffer.from("CANARY").toString("hex");
  for (const { name } of tables) {
    const rows = await runAs(database.ownerUrl, name.startsWith("public") ? system : null, [
      `select 1 from ${name} t where t::text ~* 'canary' or t::text ~ '${inHex}'`,
    ]);
    expect(rows, name).toEqual([]);
  }
});
