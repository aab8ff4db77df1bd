import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { breakGlass } from "@/lib/access/commands";
import { searchPeople } from "@/lib/cases/finding/queries";
import { listCases } from "@/lib/cases/listing/queries";
import { listLookers } from "@/lib/cases/looking/queries";
import { getCase, getTimeline } from "@/lib/cases/reading/queries";
import { registerCase } from "@/lib/cases/registering/commands";
import type { Staff } from "@/lib/core/actor";
import { dayOf } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { partnerOfToken } from "@/lib/core/sessions";
import { saveDraft } from "@/lib/intake/commands";
import { addNote, revealNote } from "@/lib/notes/commands";
import { listNotes } from "@/lib/notes/queries";
import { confirmErasure, proposeErasure } from "@/lib/retention/erasing/commands";
import { getErasure, listErasures } from "@/lib/retention/erasing/queries";
import { liftHold, placeHold } from "@/lib/retention/holding/commands";
import { receiveRequest } from "@/lib/retention/requesting/commands";
import { restrictUse } from "@/lib/retention/restricting/commands";
import { keepCase } from "@/lib/retention/reviewing/commands";
import { openTask } from "@/lib/tasks/commands";
import { handlers as taskHandlers } from "@/lib/tasks/job-handlers";
import { useDatabase } from "@/lib/testing/database";
import { withDatabase } from "@/lib/testing/global-database";
import { eventsOf, rowsOf, runAs } from "@/lib/testing/owner";
import { makeSentReferral } from "@/lib/testing/referrals";
import { sealWhenQuiet, verifyInside } from "@/lib/testing/sealing";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let mate: Staff;
let sok: Staff;
let officer: Staff;
let superuser: pg.Client;

beforeAll(async () => {
  const { ownerUrl } = database;
  house = await makeOrganisation(ownerUrl);
  dara = await makeStaff(ownerUrl, house, "caseworker");
  mate = await makeStaff(ownerUrl, house, "caseworker", { team: 1, name: "Mate" });
  sok = await makeStaff(ownerUrl, house, "coordinator", { name: "Sok" });
  officer = await makeStaff(ownerUrl, house, "limited", {
    name: "Officer",
    grants: ["data_protection_officer"],
  });
  const name = new URL(ownerUrl).pathname.slice(1);
  superuser = new pg.Client({ connectionString: withDatabase(inject("databaseUrls").superUrl, name) });
  await superuser.connect();
});
afterAll(() => superuser.end());

const inThreeMonths = () => new Date(Date.now() + 90 * 24 * 3_600_000).toISOString();

type Made = Awaited<ReturnType<typeof everything>>;

/** Somebody with all that a case can hold, in all tables. */
async function everything(name: string, personId?: string) {
  const registration = {
    ...{
      level: "l1",
      safeTonight: "no",
      shelterNow: "hotel_paid_by_other",
      foodCash: "none",
      wishes: "go_home",
    },
    ...{ childPresent: "yes", canTalkSafely: "yes", mayContact: "no", travelDocument: "lost_or_destroyed" },
    ...{ province: "KH-9", hurtNow: "yes_now", mustNotTell: `Not ${name}'s uncle`, goal: "A quiet room" },
    exit: { mode: "individual_escape", note: "Over the wall at night", province: "KH-9" },
    ...(personId
      ? { personId }
      : {
          names: [{ type: "stated", full: name }],
          contacts: [
            { method: "phone", value: "+855 12 345 678", safeToContact: "only_text", rule: "After six" },
          ],
          documents: [{ type: "passport", country: "ID", number: "X1234567" }],
          ...{ preferredName: name.split(" ")[0], birthDate: "1999-04", nationalities: ["ID"] },
          ...{ preferredLanguage: "id", sexGender: "feminine", interpreterNeeded: "yes" },
        }),
  };
  const { caseId, personId: whose, code } = await registerCase.execute(dara, registration, testOrigin);
  const file = { id: caseId, personId: whose, code };
  const referral = await makeSentReferral(database.ownerUrl, dara, { file });
  for (const privacy of ["case", "health", "legal"])
    await addNote.execute(
      dara,
      { caseId, kind: "talk", language: "en", body: "Cried.", privacy },
      testOrigin,
    );
  await saveDraft.execute(dara, { caseId, level: "l1", step: "name", answers: {} }, testOrigin);
  const reason = "He rang the hotline from a taxi and nobody else is there";
  await breakGlass.execute(mate, { code, reason }, testOrigin);
  await receiveRequest.execute(dara, { caseId, kind: "erasure", wish: "All of it, please" }, testOrigin);
  await receiveRequest.execute(dara, { caseId, kind: "copy" }, testOrigin);
  const held = { caseId, basis: "court_case", reason: "The lawyer says", reviewAt: inThreeMonths() };
  const { holdId } = await placeHold.execute(sok, held, testOrigin);
  await liftHold.execute(sok, { holdId, version: 1 }, testOrigin);
  const system = { kind: "system", organisationId: house.id, name: "test" } as const;
  await openTask.execute(system, { caseId, kind: "case_assigned", subjectId: caseId }, testOrigin);
  return { ...file, referral };
}

/** A colleague's note for few eyes, opened. */
async function lookedInto(caseId: string): Promise<void> {
  const { notes } = await listNotes.execute(dara, { caseId }, testOrigin);
  const noteId = notes.find(({ privacy }) => privacy === "health")!.id;
  await revealNote.execute(dara, { noteId, reason: "own_case" }, testOrigin);
}

/** Kept on by a coordinator, then stopped: with what is written on a case for that. */
async function restricted(caseId: string): Promise<void> {
  const { version } = await getCase.execute(dara, { caseId }, testOrigin);
  const keep = { caseId, version, until: inThreeMonths(), because: "legal_claim" };
  await keepCase.execute(sok, keep, testOrigin);
  await restrictUse.execute(dara, { caseId, version: version + 1, because: "objection" }, testOrigin);
}

async function erase(file: { id: string }, second = sok): Promise<string> {
  const asked = { caseId: file.id, reason: "person_asked" };
  const { erasureId } = await proposeErasure.execute(dara, asked, testOrigin);
  await confirmErasure.execute(second, { erasureId, version: 1 }, testOrigin);
  return erasureId;
}

/** Every row of every table of the program, as the superuser sees it. */
async function everyRow(): Promise<{ table: string; row: Record<string, unknown> }[]> {
  const { rows } = await superuser.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`,
  );
  const found = await Promise.all(
    rows.map(async ({ name }) => {
      const all = await superuser.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from ${name} t`,
      );
      return all.rows.map(({ row }) => ({ table: name.replace("public.", ""), row }));
    }),
  );
  return found.flat();
}

const textOf = (row: object) => JSON.stringify(row);
const isBytes = (value: unknown): value is string =>
  typeof value === "string" && /^\\x[0-9a-f]{32,}$/.test(value);

/** The rows that are about a case: those that name it, its person, or such a row. */
async function rowsAbout({ id, personId }: Pick<Made, "id" | "personId">) {
  const all = await everyRow();
  const records = all.filter(({ table }) => !/^(audit_|pgboss|idempotent)/.test(table));
  const ids = new Set([id, personId]);
  const about = () => records.filter(({ row }) => [...ids].some((one) => textOf(row).includes(one)));
  for (const { table, row } of about())
    if (/^(referral|need|consent|note|case_access|intake_draft)$/.test(table)) ids.add(String(row.id));
  return about();
}

const said = (row: Record<string, unknown>) =>
  Object.entries(row)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([column]) => column)
    .sort();

describe("what an erasure leaves", () => {
  let file: Made;
  let before: Awaited<ReturnType<typeof rowsAbout>>;
  let erasureId: string;
  let client: pg.Client;

  beforeAll(async () => {
    client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    file = await everything("Sri Canary");
    await lookedInto(file.id);
    await restricted(file.id);
    before = await rowsAbout(file);
    erasureId = await erase(file, officer);
  });
  afterAll(() => client.end());

  it("was in every table that can hold something of a person", () => {
    const tables = [...new Set(before.map(({ table }) => table))].sort();
    expect(tables).toEqual([
      ...[
        "case_access",
        "case_file",
        "consent",
        "exit_event",
        "identity_document",
        "intake_draft",
        "legal_hold",
      ],
      ...["match_key", "need", "note", "partner_link", "person", "person_contact", "person_name"],
      ...["person_request", "referral", "sealing_key", "task"],
    ]);
  });

  it("is a number, its dates and the stone, and no value of the person in any table", async () => {
    const left = await rowsAbout(file);
    expect(left.map(({ table }) => table).sort()).toEqual([
      ...["case_file", "erasure", "person", "person_request", "person_request"],
    ]);
    const columns = (name: string) => said(left.find(({ table }) => table === name)!.row);
    expect(columns("case_file")).toEqual([
      ...["closed_at", "code", "id", "level", "opened_at", "organisation_id", "person_id", "registered_by"],
      ...["site_id", "status", "team_id", "updated_at", "version"],
    ]);
    expect(columns("person")).toEqual(["created_at", "id", "organisation_id", "version"]);
    for (const { row } of left.filter(({ table }) => table === "person_request"))
      expect(said(row)).toEqual([
        ...["answered_at", "answered_by", "case_id", "due_at", "id", "kind", "organisation_id", "outcome"],
        ...["received_at", "received_by", "status", "version"],
      ]);
  });

  it("holds none of the sealed bytes, keys and blind indexes that were there before", async () => {
    const bytes = before.flatMap(({ row }) => Object.values(row).filter(isBytes));
    expect(bytes.length).toBeGreaterThan(20);
    const all = (await everyRow()).map(({ row }) => textOf(row)).join("\n");
    const found = bytes.filter((one) => all.includes(one.replace("\\x", "")));
    expect(found).toEqual([]);
    const inBase64 = bytes.map((one) => Buffer.from(one.slice(2), "hex").toString("base64"));
    expect(inBase64.filter((one) => all.includes(one))).toEqual([]);
  });

  it("opens to nobody, is found by nobody, and no link leads to it", async () => {
    const open = await getCase.execute(sok, { caseId: file.id }, testOrigin);
    expect(open).toMatchObject({ status: "erased", goal: null, person: { initials: null, names: 0 } });
    for (const q of ["Sri Canary", "+85512345678", "X1234567"]) {
      const found = await searchPeople.execute(sok, { q }, testOrigin);
      expect(textOf(found)).not.toContain(file.id);
    }
    expect(await partnerOfToken(file.referral.link.split("/").at(-1)!)).toBeNull();
  });

  it("answers what the person asked", async () => {
    const rows = await rowsOf(
      database.ownerUrl,
      house.id,
      "select kind, status, outcome, answered_by from person_request where case_id = $1 order by kind",
      [file.id],
    );
    const answered = { status: "answered", answered_by: officer.userId };
    expect(rows).toEqual([
      { kind: "copy", outcome: "not_possible", ...answered },
      { kind: "erasure", outcome: "done", ...answered },
    ]);
  });

  it("says in a certificate what went, who did it, whom to tell and when backups are gone", async () => {
    for (const reader of [dara, sok, officer]) {
      const paper = await getErasure.execute(reader, { erasureId }, testOrigin);
      expect(paper).toMatchObject({
        ...{ status: "done", reason: "person_asked", code: file.code, personToo: true },
        ...{ proposedByName: "Dara", proposedAs: "caseworker" },
        ...{ confirmedByName: "Officer", confirmedAs: "data_protection_officer" },
        recipients: [{ partnerId: file.referral.partner.id, name: file.referral.partner.name }],
        backupsUntil: dayOf(new Date(Date.now() + 35 * 24 * 3_600_000)),
        ...{ backupsGone: false, mayConfirm: false, mayCancel: false },
      });
      expect(paper.caseId).toBe(reader === officer ? null : file.id);
      const counts = Object.fromEntries(paper.counts.map(({ kind, count }) => [kind, count]));
      expect(counts).toMatchObject({
        ...{ note: 3, need: 1, referral: 1, consent: 1, exit_event: 1, intake_draft: 1, legal_hold: 1 },
        ...{ person_name: 1, person_contact: 1, identity_document: 1, partner_link: 1, case_access: 1 },
      });
      expect(textOf(paper)).not.toContain("Canary");
    }
    const [view] = (await eventsOf(database.ownerUrl, house.id, "erasure.get")).slice(-1);
    expect(view).toMatchObject({ kind: "view", entity_id: erasureId, case_id: file.id });
  });

  it("leaves the trail whole: every event is there, with ids, and it still verifies", async () => {
    const trail = await rowsOf<{ action: string }>(
      database.ownerUrl,
      house.id,
      "select action from audit_event where case_id = $1",
      [file.id],
    );
    const actions = trail.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(["case.register", "note.add", "referral.send", "erasure.confirm"]),
    );
    await sealWhenQuiet(client);
    await client.query("begin");
    expect((await verifyInside(client)).findings).toEqual([]);
    await client.query("rollback");
  });

  it("keeps on screens who did what and when, and nothing of what it was about", async () => {
    const { entries } = await getTimeline.execute(dara, { caseId: file.id, limit: 200 }, testOrigin);
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["case.register", "need.add", "consent.give", "note.add"]),
    );
    for (const { detail } of entries) expect(detail).toEqual({});
    const asked = { caseId: file.id, kind: "revealed" };
    const { lookers } = await listLookers.execute(dara, asked, testOrigin);
    expect(lookers.flatMap(({ looks }) => looks)).toMatchObject([{ action: "note.reveal", what: null }]);
  });

  it("takes nothing that was under way: a question, an hour's access, a task, a way out", async () => {
    const on = "organisation_id, id, case_id";
    const values = [house.id, newId(), file.id];
    const late: [columns: string, rest: string][] = [
      [`case_access (${on}, user_id, kind, status)`, `'${mate.userId}', 'asked', 'waiting'`],
      [
        `task (${on}, kind, subject_id, status, due_at, created_at)`,
        `'case_assigned', $3, 'open', now(), now()`,
      ],
      [`exit_event (${on}, mode, created_at)`, `'individual_escape', now()`],
    ];
    for (const [columns, rest] of late) {
      const sql = `insert into ${columns} values ($1, $2, $3, ${rest})`;
      const system = { kind: "system", organisationId: house.id, name: "test" } as const;
      await expect(runAs(database.ownerUrl, system, [sql, values])).rejects.toMatchObject({ code: "OW005" });
    }
    const job = {
      organisationId: house.id,
      caseId: file.id,
      kind: "case_assigned" as const,
      subjectId: file.id,
    };
    await taskHandlers[0].handle(job, testOrigin);
    const [tasks] = await rowsOf(
      database.ownerUrl,
      house.id,
      "select count(*)::int from task where case_id = $1",
      [file.id],
    );
    expect(tasks).toEqual({ count: 0 });
  });

  it("takes nothing new: whoever still writes on it is told", async () => {
    const note = { caseId: file.id, kind: "talk", language: "en", body: "Again." };
    await expect(addNote.execute(dara, note, testOrigin)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const again = { level: "l0", personId: file.personId };
    await expect(registerCase.execute(dara, again, testOrigin)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(erase(file)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("is in the list of those who may know of it, when they ask for what is done", async () => {
    const listed = async (staff: Staff, input: object) =>
      (await listErasures.execute(staff, input, testOrigin)).erasures.map((one) => one.erasureId);
    expect(await listed(officer, {})).not.toContain(erasureId);
    for (const staff of [officer, sok, dara])
      expect(await listed(staff, { status: "done" })).toContain(erasureId);
    expect(await listed(mate, { status: "all" })).not.toContain(erasureId);
  });
});

/** The erased case shows nothing of whom it was about, who may have another; neither through the doors nor past them. */
async function leadsToNobody({ id: caseId, personId }: Made): Promise<void> {
  const open = await getCase.execute(dara, { caseId }, testOrigin);
  expect(open.person).toMatchObject({
    ...{ initials: null, ageGroup: null, sexGender: null, nationalities: [], preferredLanguage: null },
    ...{ names: 0, contacts: 0, documents: 0, hasBirthDate: false, otherCases: [] },
  });
  expect(open.person.id).not.toBe(personId);
  const { cases } = await listCases.execute(dara, { status: "erased", limit: 200 }, testOrigin);
  expect(cases.find(({ id }) => id === caseId)).toMatchObject({ initials: null });
  const sql = `select 1 from case_file c join person p on p.organisation_id = c.organisation_id and p.id = c.person_id
    left join person_name n on n.organisation_id = p.organisation_id and n.person_id = p.id
    left join sealing_key k on k.organisation_id = p.organisation_id and k.id = p.id
    where c.id = $1 and (p.id = $2 or p.initials_sealed is not null or n.id is not null or k.id is not null)`;
  expect(await runAs(database.appUrl, dara, [sql, [caseId, personId]])).toEqual([]);
}

describe("somebody with two cases", () => {
  it("is known until the last of them is erased", async () => {
    const first = await everything("Dewi Twice");
    const second = await everything("Dewi Twice", first.personId);
    await erase(first);
    const tables = async (one: Made) => (await rowsAbout(one)).map(({ table }) => table);
    expect(await tables(first)).toEqual(expect.arrayContaining(["person_name", "match_key", "sealing_key"]));
    expect(await getCase.execute(dara, { caseId: second.id }, testOrigin)).toMatchObject({
      person: { initials: expect.stringMatching(/./), names: 1, documents: 1, otherCases: [] },
    });
    await leadsToNobody(first);
    const paper = await erase(second);
    expect(await getErasure.execute(sok, { erasureId: paper }, testOrigin)).toMatchObject({
      personToo: true,
    });
    for (const table of await tables(second))
      expect(table).not.toMatch(/_name|_contact|match_key|sealing_key/);
  });

  it("and both erased at once, is gone", async () => {
    const first = await everything("Putri Both");
    const second = await everything("Putri Both", first.personId);
    await Promise.all([erase(first), erase(second)]);
    for (const { table } of await rowsAbout(first))
      expect(table).not.toMatch(/_name|_contact|match_key|sealing_key/);
  });
});

describe("whoever writes while somebody confirms", () => {
  it("is erased with the rest, or told; nothing stays behind", async () => {
    for (let i = 0; i < 4; i++) {
      const file = await everything(`Ani Racing ${i}`);
      const asked = { caseId: file.id, reason: "unlawful" };
      const { erasureId } = await proposeErasure.execute(dara, asked, testOrigin);
      const note = { caseId: file.id, kind: "talk", language: "en", body: "Late.", privacy: "health" };
      const writes = Array.from({ length: 6 }, () => addNote.execute(dara, note, testOrigin));
      const tries = await Promise.allSettled([
        confirmErasure.execute(sok, { erasureId, version: 1 }, testOrigin),
        ...writes,
      ]);
      expect(tries[0]!.status).toBe("fulfilled");
      for (const one of tries)
        if (one.status === "rejected")
          expect(["CONFLICT", "FORBIDDEN", "NOT_FOUND"]).toContain(one.reason.code);
      const tables = (await rowsAbout(file)).map(({ table }) => table);
      expect(tables).not.toContain("note");
      expect(tables).not.toContain("sealing_key");
    }
  });
});
