import { beforeAll, describe, expect, it } from "vitest";
import { updateCase } from "@/lib/cases/changing/commands";
import { searchPeople } from "@/lib/cases/finding/queries";
import { getCase } from "@/lib/cases/reading/queries";
import { revealPerson } from "@/lib/cases/revealing/commands";
import type { Actor, Staff, System } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { getDay } from "@/lib/day/queries";
import { answerRequest, receiveRequest, remindOfRequests } from "@/lib/retention/requesting/commands";
import { handlers } from "@/lib/retention/requesting/job-handlers";
import { listDueRequests } from "@/lib/retention/requesting/queries";
import { restrictUse } from "@/lib/retention/restricting/commands";
import { getKeptOfCase } from "@/lib/retention/reviewing/queries";
import { handlers as taskHandlers } from "@/lib/tasks/job-handlers";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { jobsOf } from "@/lib/testing/jobs";
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
let mate: Staff;
let otherTeam: Staff;
let stranger: Staff;
let program: System;

beforeAll(async () => {
  const { ownerUrl } = database;
  house = await makeOrganisation(ownerUrl);
  dara = await makeStaff(ownerUrl, house, "caseworker");
  mate = await makeStaff(ownerUrl, house, "caseworker", { name: "Mate" });
  otherTeam = await makeStaff(ownerUrl, house, "caseworker", { team: 1 });
  stranger = await makeStaff(ownerUrl, await makeOrganisation(ownerUrl), "coordinator");
  program = { kind: "system", organisationId: house.id, name: "retention" };
});

const day = 24 * 3_600_000;
const receive = (caseId: string, kind = "copy", more: object = {}, actor: Actor = dara) =>
  receiveRequest.execute(actor, { caseId, kind, ...more }, testOrigin);
const answer = (requestId: string, outcome = "done", more: object = {}, actor: Actor = dara) =>
  answerRequest.execute(actor, { requestId, version: 1, outcome, ...more }, testOrigin);
const requestOf = async (id: string) => {
  const [row] = await rowsOf(database.ownerUrl, house.id, "select * from person_request where id = $1", [id]);
  return row!;
};
const close = (caseId: string, status = "closed") =>
  changeAsOwner(database.ownerUrl, house.id, [caseId], "update case_file set status = $2 where id = $1", [
    caseId,
    status,
  ]);
const age = (id: string, days: number) =>
  changeAsOwner(
    database.ownerUrl,
    house.id,
    [id],
    "update person_request set received_at = received_at - $2 * interval '1 day', due_at = due_at - $2 * interval '1 day' where id = $1",
    [id, days],
  );
const update = (input: object, actor = dara) => updateCase.execute(actor, input, testOrigin);

describe("request.receive", () => {
  it("writes down what the person asks, sealed, and when they have an answer", async () => {
    const { caseId } = await registerSomebody(dara);
    const { id, dueAt, ...rest } = await receive(caseId, "copy", { wish: "In Bahasa, by hand" });
    expect(rest).toEqual({ status: "open", version: 1 });
    const row = await requestOf(id);
    expect(Date.parse(dueAt) - row.received_at.getTime()).toBe(30 * day);
    expect(row).toMatchObject({ kind: "copy", status: "open", received_by: dara.userId, outcome: null });
    expect(row.wish_sealed.toString("latin1")).not.toContain("Bahasa");
    const events = (await eventsOf(database.ownerUrl, house.id, "request.receive")).filter(
      (event) => event.entity_id === id,
    );
    expect(events).toMatchObject([{ kind: "write", case_id: caseId, detail: { kind: "copy" } }]);
    expect(JSON.stringify(events)).not.toContain("Bahasa");
  });

  it("is one of a kind at a time, also of two at once", async () => {
    const { caseId } = await registerSomebody(dara);
    const tries = await Promise.allSettled([receive(caseId), receive(caseId, "copy", {}, mate)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(receive(caseId)).rejects.toMatchObject({
      code: "CONFLICT",
      fields: { "": "retention.error.alreadyAsked" },
    });
    const { id } = await receive(caseId, "erasure");
    await answer(id, "taken_back");
    expect((await receive(caseId, "erasure")).id).not.toBe(id);
  });

  it("is possible after help has ended and while the case is restricted, not on what is erased", async () => {
    for (const status of ["closed", "transferred", "duplicate_merged"]) {
      const { caseId } = await registerSomebody(dara);
      await close(caseId, status);
      expect(await receive(caseId), status).toMatchObject({ status: "open" });
    }
    const { caseId } = await registerSomebody(dara);
    await close(caseId, "erased");
    await expect(receive(caseId)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("refuses unknown kinds, foreign roles, and what is out of sight", async () => {
    const { caseId } = await registerSomebody(dara);
    await expect(receive(caseId, "everything")).rejects.toMatchObject({
      code: "INVALID",
      fields: { kind: "core.error.notInList" },
    });
    await expect(receive(caseId, "copy", { wish: "x".repeat(2001) })).rejects.toMatchObject({
      fields: { wish: "core.error.tooLong" },
    });
    for (const actor of [otherTeam, stranger])
      await expect(receive(caseId, "copy", {}, actor)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(receive(newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
    const admin = await makeStaff(database.ownerUrl, house, "administrator");
    await expect(receive(caseId, "copy", {}, admin)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("request.answer", () => {
  it("keeps who answered and how, and ends the reminder", async () => {
    const { caseId } = await registerSomebody(dara);
    const { id } = await receive(caseId, "erasure");
    await age(id, 25);
    await remind();
    const result = await answer(id, "not_possible", { because: "legal_claim" }, mate);
    expect(result).toMatchObject({ id, status: "answered", version: 2 });
    expect(await requestOf(id)).toMatchObject({
      status: "answered",
      outcome: "not_possible",
      answered_by: mate.userId,
    });
    const [task] = await rowsOf(
      database.ownerUrl,
      house.id,
      "select id, status from task where subject_id = $1",
      [id],
    );
    expect(task?.status).toBe("done");
    const events = await eventsOf(database.ownerUrl, house.id, "request.answer");
    expect(events.find((event) => event.entity_id === id)).toMatchObject({
      case_id: caseId,
      reason: "legal_claim",
      covers: [task!.id],
      detail: { kind: "erasure", outcome: "not_possible" },
    });
  });

  it("owes a reason with a no, and refuses a second answer and a stale one", async () => {
    const { caseId } = await registerSomebody(dara);
    const { id } = await receive(caseId);
    for (const outcome of ["partly", "not_possible"])
      await expect(answer(id, outcome)).rejects.toMatchObject({
        code: "INVALID",
        fields: { because: "retention.error.refusalReasonMissing" },
      });
    await expect(answer(id, "done", { version: 9 })).rejects.toMatchObject({ code: "CONFLICT" });
    const tries = await Promise.allSettled([answer(id), answer(id, "taken_back", {}, mate)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(answer(id)).rejects.toMatchObject({
      code: "CONFLICT",
      fields: { "": "retention.error.alreadyAnswered" },
    });
  });

  it("is not there for others", async () => {
    const { caseId } = await registerSomebody(dara);
    const { id } = await receive(caseId);
    for (const actor of [otherTeam, stranger])
      await expect(answer(id, "done", {}, actor)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(answer(newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

async function remind(): Promise<void> {
  await handlers[0].handle({}, testOrigin);
  const open = taskHandlers[0];
  for (const job of await jobsOf(database.ownerUrl, "task.open", { kind: "request_due" }))
    await open.handle(job as never, testOrigin);
}

describe("a request that is due soon", () => {
  it("becomes one task of the caseworker, seven days before", async () => {
    const { caseId } = await registerSomebody(dara);
    const { id } = await receive(caseId, "correction");
    const due = async () =>
      (await listDueRequests.execute(program, {}, testOrigin)).requests.map((row) => row.id);
    await age(id, 22);
    expect(await due()).not.toContain(id);
    await age(id, 2);
    expect(await due()).toContain(id);
    for (let twice = 0; twice < 2; twice++) await remind();
    expect(await due()).not.toContain(id);
    const tasks = await rowsOf(
      database.ownerUrl,
      house.id,
      "select kind, assignee_id, case_id, status, due_at from task where subject_id = $1",
      [id],
    );
    const { due_at } = await requestOf(id);
    expect(tasks).toEqual([
      { kind: "request_due", assignee_id: dara.userId, case_id: caseId, status: "open", due_at },
    ]);
    const { tasks: shown } = await getDay.execute(dara, {}, testOrigin);
    expect(shown.map(({ subjectId }) => subjectId)).toContain(id);
  });

  it("is looked for and reminded of by the program alone", async () => {
    await expect(listDueRequests.execute(dara, {}, testOrigin)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const requestIds = [newId()];
    await expect(remindOfRequests.execute(dara, { requestIds }, testOrigin)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(remindOfRequests.execute(program, { requestIds }, testOrigin)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("the words in which something was asked", () => {
  const wishSeenBy = async (actor: Staff, caseId: string) => {
    const { requests } = await getKeptOfCase.execute(actor, { caseId }, testOrigin);
    return requests.map(({ kind, wish }) => [kind, wish]);
  };

  it("are for whoever works with the case, of a restricted one for those who answer for it, and never for visitors", async () => {
    const { caseId } = await registerSomebody(dara);
    await receive(caseId, "copy", { wish: "By hand to my sister" });
    const accessId = newId();
    await insertAsOwner(database.ownerUrl, house.id, [
      {
        table: "case_access",
        covering: accessId,
        row: {
          ...{ organisation_id: house.id, id: accessId, case_id: caseId, user_id: otherTeam.userId },
          ...{ kind: "glass", status: "open", ends_at: new Date(Date.now() + day / 24) },
        },
      },
    ]);
    const visitor = { ...otherTeam, visits: [caseId] };
    const [open, shut] = [[["copy", "By hand to my sister"]], [["copy", null]]];
    expect(await wishSeenBy(dara, caseId)).toEqual(open);
    expect(await wishSeenBy(mate, caseId)).toEqual(open);
    expect(await wishSeenBy(visitor, caseId)).toEqual(shut);
    await restrictUse.execute(dara, { caseId, version: 1, because: "person_asked" }, testOrigin);
    expect(await wishSeenBy(dara, caseId)).toEqual(open);
    expect(await wishSeenBy(mate, caseId)).toEqual(shut);
    expect(await wishSeenBy(visitor, caseId)).toEqual(shut);
  });
});

describe("a correction that the person asked for", () => {
  it("puts everything of who they are right, and nothing wrong is left", async () => {
    const { caseId, personId } = await registerSomebody(dara, {
      names: [{ full: "Wrongname Oldway" }],
      contacts: [{ method: "phone", value: "+85512999888" }],
      documents: [{ type: "passport", number: "WRONG123" }],
      birthDate: "1990",
      preferredName: "Wrongnick",
      ageCertainty: "documented",
      sexGender: "feminine",
      nationalities: ["TH"],
      preferredLanguage: "th",
      otherLanguages: ["lo"],
      interpreterNeeded: "yes",
    });
    const open = async (what: string) =>
      revealPerson.execute(dara, { caseId, what }, testOrigin) as Promise<Record<string, { id: string }[]>>;
    const idOf = async (what: string) => (await open(what))[what]![0]!.id;
    const { id } = await receive(caseId, "correction");
    const result = await update({
      caseId,
      version: 1,
      answersRequestId: id,
      removeNameIds: [await idOf("names")],
      addNames: [{ full: "Rightname Newway" }],
      removeContactIds: [await idOf("contacts")],
      removeDocumentIds: [await idOf("documents")],
      birthDate: "1991-02",
      preferredName: "",
      ageGroup: null,
      ageCertainty: null,
      sexGender: null,
      preferredLanguage: null,
      interpreterNeeded: null,
      nationalities: [],
      otherLanguages: [],
    });
    expect(result).toEqual({ caseId, version: 2 });
    expect((await getCase.execute(dara, { caseId }, testOrigin)).person).toMatchObject({
      initials: "R. N.",
      ageGroup: "35_49",
      ageCertainty: null,
      sexGender: null,
      nationalities: [],
      preferredLanguage: null,
      otherLanguages: [],
      interpreterNeeded: null,
      names: 1,
      contacts: 0,
      documents: 0,
    });
    for (const q of ["Wrongname", "Wrongnick", "+85512999888", "WRONG123"])
      expect((await searchPeople.execute(dara, { q }, testOrigin)).people, q).toEqual([]);

    expect(await requestOf(id)).toMatchObject({ status: "answered", outcome: "done" });
    const events = await rowsOf<{ action: string; detail: { fields?: string[] } }>(
      database.ownerUrl,
      house.id,
      "select action, detail, covers from audit_event where case_id = $1 and kind = 'write'",
      [caseId],
    );
    const changed = events.find(({ action }) => action === "case.update");
    expect(changed).toMatchObject({ covers: [personId] });
    expect(changed?.detail.fields).toEqual(
      expect.arrayContaining([
        "removeNameIds",
        "birthDate",
        "nationalities",
        "otherLanguages",
        "ageCertainty",
      ]),
    );
    // An id is random: four digits of it can be a year by chance.
    const said = JSON.stringify(events).replaceAll(/[0-9a-f-]{36}/g, "");
    expect(said).not.toMatch(/Wrong|WRONG|1990|1991|999888/);
    expect(events.filter(({ action }) => action === "request.answer")).toHaveLength(1);
  });

  it("is possible after help has ended, and only as the answer to one that waits", async () => {
    const { caseId } = await registerSomebody(dara);
    const other = await registerSomebody(dara);
    const { id: copy } = await receive(caseId, "copy");
    const { id: elsewhere } = await receive(other.caseId, "correction");
    const { id } = await receive(caseId, "correction");
    await close(caseId);
    await expect(update({ caseId, version: 1, sexGender: "declined" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    for (const answersRequestId of [copy, elsewhere, newId()])
      await expect(
        update({ caseId, version: 1, sexGender: "declined", answersRequestId }),
      ).rejects.toMatchObject({
        code: "CONFLICT",
        fields: { "": "retention.error.alreadyAnswered" },
      });
    const right = { caseId, version: 1, sexGender: "masculine", answersRequestId: id };
    await expect(update(right, otherTeam)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const tries = await Promise.allSettled([update(right), update(right, mate)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await getCase.execute(dara, { caseId }, testOrigin)).person.sexGender).toBe("masculine");
  });
});
