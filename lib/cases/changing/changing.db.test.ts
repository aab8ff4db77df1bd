import { beforeAll, describe, expect, it } from "vitest";
import { updateCase } from "@/lib/cases/changing/commands";
import { searchPeople } from "@/lib/cases/finding/queries";
import { getCase } from "@/lib/cases/reading/queries";
import { revealPerson } from "@/lib/cases/revealing/commands";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { saveDraft } from "@/lib/intake/commands";
import { makeCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { registerSomebody } from "@/lib/testing/registration";
import {
  insertAsOwner,
  makeOrganisation,
  makeStaff,
  type TestOrganisation,
  testOrigin,
} from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let colleague: Staff;
let stranger: Staff;

beforeAll(async () => {
  house = await makeOrganisation(database.ownerUrl);
  const other = await makeOrganisation(database.ownerUrl, { name: "Other House" });
  dara = await makeStaff(database.ownerUrl, house, "caseworker");
  colleague = await makeStaff(database.ownerUrl, house, "caseworker", { team: 1, name: "Other team" });
  stranger = await makeStaff(database.ownerUrl, other, "coordinator");
});

const update = (actor: Staff, input: unknown) => updateCase.execute(actor, input, testOrigin);
const look = (caseId: string) => getCase.execute(dara, { caseId }, testOrigin);
const reveal = (caseId: string, what: string) => revealPerson.execute(dara, { caseId, what }, testOrigin);
const found = async (q: string) =>
  (await searchPeople.execute(dara, { q }, testOrigin)).people.map(({ code }) => code);

describe("case.update", () => {
  it("changes only what is named, on person and case", async () => {
    const { caseId, personId } = await registerSomebody(dara, {
      safeTonight: "no",
      ageGroup: "18_24",
      nationalities: ["UG"],
    });
    const result = await update(dara, {
      caseId,
      version: 1,
      safeTonight: "yes",
      sexGender: "declined",
      goal: "Go home",
    });
    expect(result).toEqual({ caseId, version: 2 });
    const seen = await look(caseId);
    expect(seen).toMatchObject({ version: 2, goal: "Go home", level: "l0", answers: { safeTonight: "yes" } });
    expect(seen.person).toMatchObject({ ageGroup: "18_24", sexGender: "declined", nationalities: ["UG"] });
    const events = await eventsOf(database.ownerUrl, house.id, "case.update");
    expect(events.filter((event) => event.case_id === caseId)).toMatchObject([
      {
        kind: "write",
        entity_id: caseId,
        covers: [personId],
        detail: { fields: expect.arrayContaining(["safeTonight", "sexGender", "goal"]) },
      },
    ]);
    expect(JSON.stringify(events)).not.toContain("Go home");
  });

  it("goes on from quick card to first talk, with its draft and an exit", async () => {
    const { caseId } = await registerSomebody(dara, {
      hurtNow: "no",
      noAnswers: { mayTell: "not_asked", goal: "declined" },
    });
    const { draftId } = await saveDraft.execute(
      dara,
      { level: "l1", step: "exit", answers: {}, caseId },
      testOrigin,
    );
    const change = {
      level: "l1",
      draftId,
      exit: { mode: "unknown" },
      mayTell: "Her sister",
      fearOfReturn: "unsure",
    };
    await update(dara, { caseId, version: 1, ...change });
    expect(await look(caseId)).toMatchObject({
      level: "l1",
      status: "registered",
      exits: [{ mode: "unknown", officialPresence: null }],
    });
    expect(await reveal(caseId, "private")).toMatchObject({
      private: {
        hurtNow: "no",
        fearOfReturn: "unsure",
        mayTell: "Her sister",
        noAnswers: { goal: "declined" },
      },
    });
    await update(dara, { caseId, version: 2, exit: { mode: "deported" } });
    expect((await look(caseId)).exits).toHaveLength(2);
  });

  it("takes nothing away and empties nothing while a hold protects a case of the person, in sight or not", async () => {
    const { caseId, personId } = await registerSomebody(dara, {
      names: [{ full: "Held Person" }],
      contacts: [{ method: "phone", value: "+639175556667" }],
      documents: [{ type: "passport", number: "H5556667" }],
      ageGroup: "18_24",
      mustNotTell: "My uncle",
      goal: "Stay",
    });
    const ids = async (what: string) =>
      Object.values(await reveal(caseId, what)).flatMap((shown) =>
        Array.isArray(shown) ? (shown as { id: string }[]).map((one) => one.id) : [],
      );
    const losses = [
      { removeNameIds: await ids("names") },
      { removeContactIds: await ids("contacts") },
      { removeDocumentIds: await ids("documents") },
      { goal: "" },
      { mustNotTell: "" },
      { ageGroup: null },
    ];
    const beside = await makeCase(database.ownerUrl, colleague, { person_id: personId });
    const hold = newId();
    const times = { placed_at: new Date(), review_at: new Date(Date.now() + 86_400_000) };
    await insertAsOwner(database.ownerUrl, house.id, [
      {
        table: "legal_hold",
        covering: hold,
        row: {
          ...{ organisation_id: house.id, id: hold, case_id: beside.id, basis: "court_case" },
          ...{ placed_by: dara.userId, ...times },
        },
      },
    ]);
    for (const loss of losses)
      await expect(update(dara, { caseId, version: 1, ...loss }), JSON.stringify(loss)).rejects.toMatchObject(
        {
          code: "CONFLICT",
          fields: { "": "retention.error.held" },
        },
      );
    await update(dara, { caseId, version: 1, addNames: [{ full: "Second Name" }], preferredName: "" });
    const sql = "update legal_hold set lifted_at = now(), lifted_by = $2 where id = $1";
    await changeAsOwner(database.ownerUrl, house.id, [hold], sql, [hold, dara.userId]);
    await update(dara, { caseId, version: 2, ...Object.assign({}, ...losses) });
    expect((await look(caseId)).goal).toBeNull();
  });

  it("takes a wrong number and name away for good, and finds the person by the right ones", async () => {
    const { caseId, code } = await registerSomebody(dara, {
      names: [{ full: "Jun Reyes" }],
      contacts: [{ method: "phone", value: "+639171112223" }],
      documents: [{ type: "passport", number: "P1112223" }],
    });
    const { names } = await reveal(caseId, "names");
    const { contacts } = await reveal(caseId, "contacts");
    const { documents } = await reveal(caseId, "documents");
    await update(dara, {
      caseId,
      version: 1,
      removeNameIds: [names![0]!.id],
      addNames: [{ full: "ماريا ديلا كروز" }],
      removeContactIds: [contacts![0]!.id],
      addContacts: [{ method: "telegram", value: "@maria_dc", safeToContact: "only_text" }],
      removeDocumentIds: [documents![0]!.id],
      addDocuments: [{ type: "national_id", country: "PH", number: "77-88-99" }],
    });
    for (const gone of ["Jun Reyes", "2223", "+639171112223", "P1112223"])
      expect(await found(gone), gone).toEqual([]);
    for (const known of ["ماريا ديلا كروز", "@maria_dc", "778899"])
      expect(await found(known), known).toEqual([code]);
    expect((await look(caseId)).person).toMatchObject({ names: 1, contacts: 1, documents: 1 });
  });

  it("empties a preferred name, a birth date and what the person wants", async () => {
    const { caseId } = await registerSomebody(dara, {
      preferredName: "Lotus",
      birthDate: "1999",
      goal: "Rest",
    });
    await update(dara, { caseId, version: 1, preferredName: "", birthDate: {}, goal: "" });
    expect(await look(caseId)).toMatchObject({ goal: null, person: { initials: null, hasBirthDate: false } });
    expect(await found("Lotus")).toEqual([]);
  });

  it("tells the second of two writers that the case has moved on", async () => {
    const { caseId } = await registerSomebody(dara);
    const tries = await Promise.allSettled(
      ["yes", "no"].map((safeTonight) => update(dara, { caseId, version: 1, safeTonight })),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(tries.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "CONFLICT", fields: { "": "core.error.stale" } },
    });
    await expect(update(dara, { caseId, version: 7, safeTonight: "yes" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect((await look(caseId)).version).toBe(2);
  });

  it("does not see cases of other teams and organisations, nor parts of other people", async () => {
    const { caseId } = await registerSomebody(dara, { names: [{ full: "A Name" }] });
    const own = await registerSomebody(dara);
    const { names } = await reveal(caseId, "names");
    for (const actor of [colleague, stranger]) {
      await expect(update(actor, { caseId, version: 1, goal: "x" })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    }
    await expect(update(dara, { caseId: newId(), version: 1 })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const foreign = { caseId: own.caseId, version: 1, removeNameIds: [names![0]!.id] };
    await expect(update(dara, foreign)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await look(caseId)).person.names).toBe(1);
  });

  it("is refused on a closed case", async () => {
    const { caseId } = await registerSomebody(dara);
    await changeAsOwner(
      database.ownerUrl,
      house.id,
      [caseId],
      "update case_file set status = 'closed' where id = $1",
      [caseId],
    );
    await expect(update(dara, { caseId, version: 1, goal: "x" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const denied = await rowsOf(
      database.ownerUrl,
      house.id,
      "select 1 from audit_event where kind = 'denied' and action = 'case.update' and entity_id = $1",
      [caseId],
    );
    expect(denied).toHaveLength(1);
  });

  it.each([
    [
      "a sale as an exit",
      { exit: { mode: "sold_or_transferred" } },
      { "exit.mode": "cases.error.notAnExit" },
    ],
    ["an unknown field", { names: [] }, { names: "core.error.unknownField" }],
    ["no version", { version: undefined }, { version: expect.any(String) }],
  ])("refuses %s", async (_what, input, fields) => {
    await expect(update(dara, { caseId: newId(), version: 1, ...input })).rejects.toMatchObject({
      code: "INVALID",
      fields,
    });
  });
});
