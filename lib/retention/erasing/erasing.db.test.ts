import { beforeAll, describe, expect, inject, it } from "vitest";
import { breakGlass } from "@/lib/access/commands";
import type { Staff } from "@/lib/core/actor";
import { contextSql, contextValues } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { cancelErasure, confirmErasure, proposeErasure } from "@/lib/retention/erasing/commands";
import { getErasure, listErasures } from "@/lib/retention/erasing/queries";
import { liftHold, placeHold } from "@/lib/retention/holding/commands";
import { makeCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { withDatabase } from "@/lib/testing/global-database";
import { jobsOf } from "@/lib/testing/jobs";
import { eventsOf, rowsOf, runAs, type Statement } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let vanna: Staff;
let sok: Staff;
let chan: Staff;
let officer: Staff;
let farCoordinator: Staff;
let stranger: Staff;

beforeAll(async () => {
  const { ownerUrl } = database;
  house = await makeOrganisation(ownerUrl);
  dara = await makeStaff(ownerUrl, house, "caseworker");
  vanna = await makeStaff(ownerUrl, house, "caseworker", { team: 1, name: "Vanna" });
  sok = await makeStaff(ownerUrl, house, "coordinator", { name: "Sok" });
  chan = await makeStaff(ownerUrl, house, "coordinator", { name: "Chan" });
  farCoordinator = await makeStaff(ownerUrl, house, "coordinator", { site: house.sites[1]! });
  officer = await makeStaff(ownerUrl, house, "limited", {
    name: "Officer",
    grants: ["data_protection_officer"],
  });
  stranger = await makeStaff(ownerUrl, await makeOrganisation(ownerUrl), "coordinator");
});

const propose = (actor: Staff, caseId: string, reason = "person_asked") =>
  proposeErasure.execute(actor, { caseId, reason }, testOrigin);
const confirm = (actor: Staff, erasureId: string, version = 1) =>
  confirmErasure.execute(actor, { erasureId, version }, testOrigin);
const cancel = (actor: Staff, erasureId: string, version = 1) =>
  cancelErasure.execute(actor, { erasureId, version }, testOrigin);
const get = (actor: Staff, erasureId: string) => getErasure.execute(actor, { erasureId }, testOrigin);
const list = (actor: Staff, input: object = {}) => listErasures.execute(actor, input, testOrigin);
const inThreeMonths = () => new Date(Date.now() + 90 * 24 * 3_600_000).toISOString();
const hold = (actor: Staff, caseId: string) =>
  placeHold.execute(actor, { caseId, basis: "court_case", reviewAt: inThreeMonths() }, testOrigin);
const fileOf = async (id: string) =>
  (await rowsOf(database.ownerUrl, house.id, "select * from case_file where id = $1", [id]))[0]!;

describe("erasure.propose", () => {
  it("asks a second person and takes nothing away", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const made = await propose(dara, file.id, "time_is_over");
    expect(made).toMatchObject({ status: "proposed", version: 1 });
    expect(await fileOf(file.id)).toMatchObject({ status: "active" });
    const [event] = (await eventsOf(database.ownerUrl, house.id, "erasure.propose")).slice(-1);
    expect(event).toMatchObject({
      ...{ entity: "erasure", entity_id: made.erasureId, case_id: file.id, actor_id: dara.userId },
      detail: { reason: "time_is_over", as: "caseworker" },
    });
    const tasks = await jobsOf(database.ownerUrl, "task.open", { subjectId: made.erasureId });
    expect(tasks.map(({ assigneeId }) => assigneeId).sort()).toEqual([sok.userId, chan.userId].sort());
    const letters = await jobsOf(database.ownerUrl, "mail.send", { kind: "something_waiting" });
    expect(letters.map(({ userId }) => userId)).toContain(officer.userId);
  });

  it("is for who works with the case, and not for who was let in for an hour", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    await expect(propose(vanna, file.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(propose(stranger, file.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(propose(officer, file.id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const reason = "He rang the hotline from a taxi and nobody else is there";
    await breakGlass.execute(vanna, { code: file.code, reason }, testOrigin);
    const visiting = { ...vanna, visits: [file.id] };
    await expect(propose(visiting, file.id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(propose({ ...dara, steppedUp: false }, file.id)).rejects.toMatchObject({
      params: { needs: "step_up" },
    });
  });

  it("refuses a case that is held, one that is proposed already, and a reason that is no reason", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    await hold(sok, file.id);
    await expect(propose(dara, file.id)).rejects.toMatchObject({ fields: { "": "retention.error.held" } });
    const other = await makeCase(database.ownerUrl, dara);
    await propose(dara, other.id);
    await expect(propose(sok, other.id)).rejects.toMatchObject({
      fields: { "": "retention.error.proposedAlready" },
    });
    for (const bad of ["", "because", "person_asked; drop table", null])
      await expect(propose(dara, other.id, bad as string)).rejects.toMatchObject({ code: "INVALID" });
  });

  it("twice at once makes one", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const tries = await Promise.allSettled([propose(dara, file.id), propose(sok, file.id)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("the second person", () => {
  it("is never the first, in the program", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { erasureId } = await propose(sok, file.id);
    const own = (await list(sok)).erasures.find((one) => one.erasureId === erasureId)!;
    expect(own).toMatchObject({ mine: true, mayConfirm: false, mayCancel: true });
    await expect(confirm(sok, erasureId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await fileOf(file.id)).status).toBe("active");
    expect((await get(chan, erasureId)).mayConfirm).toBe(true);
  });

  it("is never the first, in the database", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { erasureId } = await propose(sok, file.id);
    const update =
      "update erasure set status = 'done', confirmed_by = $1, ended_at = now(), version = 2 where id = $2";
    const run = (url: string, actor: Staff, by: Staff) =>
      runAs(url, actor, [update, [by.userId, erasureId]], ["select * from erase_case($1)", [erasureId]]);
    // In their own name, in another's, and past every policy.
    await expect(run(database.appUrl, sok, sok)).rejects.toMatchObject({ code: "42501" });
    await expect(run(database.appUrl, sok, chan)).rejects.toMatchObject({ code: "42501" });
    // Another person, who only works on the case; and one who coordinates another site finds no row.
    await expect(run(database.appUrl, dara, dara)).rejects.toMatchObject({ code: "42501" });
    await expect(run(database.appUrl, farCoordinator, farCoordinator)).rejects.toThrow(
      "no erasure was confirmed just now",
    );
    await expect(run(database.ownerUrl, sok, sok)).rejects.toMatchObject({
      constraint: "erasure_two_people_check",
    });
    const call = (actor: Staff) =>
      runAs(database.appUrl, actor, ["select * from erase_case($1)", [erasureId]]);
    await expect(call(chan)).rejects.toThrow("no erasure was confirmed just now");
    // Right, but without the event that the commit lock asks for.
    await expect(run(database.appUrl, chan, chan)).rejects.toMatchObject({ code: "OW001" });
    expect((await fileOf(file.id)).status).toBe("active");
  });

  it("cannot propose and confirm in one transaction, whatever names its settings give", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const id = newId();
    const event = (action: string, actor: Staff, covers: string[]): Statement => [
      `insert into audit_event (organisation_id, id, kind, action, actor_kind, actor_id, entity, entity_id, case_id, covers, request_id, app_version)
       values ($1, $2, 'write', $3, 'staff', $4, 'erasure', $5, $6, $7, 'forged', 'forged')`,
      [house.id, newId(), action, actor.userId, id, file.id, covers],
    ];
    const forged = runAs(
      database.appUrl,
      sok,
      [
        `insert into erasure (organisation_id, id, case_id, reason, proposed_by, proposed_at)
         values ($1, $2, $3, 'unlawful', $4, now() - interval '1 day')`,
        [house.id, id, file.id, sok.userId],
      ],
      event("erasure.propose", sok, []),
      [contextSql, contextValues(chan)],
      [
        "update erasure set status = 'done', confirmed_by = $1, ended_at = now(), version = 2 where id = $2",
        [chan.userId, id],
      ],
      event("erasure.confirm", chan, [file.id, file.personId]),
      ["select * from erase_case($1)", [id]],
    );
    await expect(forged).rejects.toThrow("nobody proposed this erasure before");
    expect((await fileOf(file.id)).status).toBe("active");
  });

  it("cannot forge who proposed it, what went or whom to tell", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const insert = `insert into erasure (organisation_id, id, case_id, reason, proposed_by, proposed_at)
      values ($1, gen_random_uuid(), $2, 'unlawful', $3, now())`;
    await expect(
      runAs(database.appUrl, sok, [insert, [house.id, file.id, dara.userId]]),
    ).rejects.toMatchObject({ code: "42501" });
    const { erasureId } = await propose(dara, file.id);
    for (const set of ["proposed_by = app_user()", "counts = '{}'", "recipients = '{}'", "person_too = true"])
      await expect(
        runAs(database.appUrl, sok, [`update erasure set ${set} where id = $1`, [erasureId]]),
      ).rejects.toMatchObject({ code: "42501" });
  });

  it("coordinates the site or guards data, and shows a second factor anew", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const mate = await makeStaff(database.ownerUrl, house, "caseworker", { name: "Mate" });
    const { erasureId } = await propose(dara, file.id);
    await expect(confirm(mate, erasureId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(confirm(farCoordinator, erasureId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(confirm(stranger, erasureId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(confirm({ ...sok, steppedUp: false }, erasureId)).rejects.toMatchObject({
      params: { needs: "step_up" },
    });
    await expect(confirm(sok, erasureId, 7)).rejects.toMatchObject({
      fields: { "": "core.error.stale" },
    });
    expect(await confirm(officer, erasureId)).toMatchObject({ status: "done", version: 2 });
    expect((await fileOf(file.id)).status).toBe("erased");
    const [event] = (await eventsOf(database.ownerUrl, house.id, "erasure.confirm")).slice(-1);
    expect(event).toMatchObject({
      ...{ actor_id: officer.userId, entity_id: erasureId, case_id: file.id },
      detail: { reason: "person_asked", as: "data_protection_officer", personToo: true },
    });
  });

  it("of two at once is one", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { erasureId } = await propose(dara, file.id);
    const tries = await Promise.allSettled([
      ...[sok, chan, officer].map((second) => confirm(second, erasureId)),
      cancel(dara, erasureId),
    ]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of tries) if (one.status === "rejected") expect(one.reason.code).toBe("CONFLICT");
  });
});

describe("a legal hold", () => {
  it("ends a proposal, and no confirmation gets past it", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { erasureId } = await propose(dara, file.id);
    await hold(sok, file.id);
    expect(await get(sok, erasureId)).toMatchObject({ status: "cancelled", mayConfirm: false });
    await expect(confirm(sok, erasureId, 2)).rejects.toMatchObject({
      fields: { "": "retention.error.erasureOver" },
    });
  });

  it("placed while somebody confirms: one of the two wins, whoever comes first", async () => {
    for (let i = 0; i < 6; i++) {
      const file = await makeCase(database.ownerUrl, dara);
      const { erasureId } = await propose(dara, file.id);
      const tries = await Promise.allSettled(
        i % 2
          ? [confirm(sok, erasureId), hold(chan, file.id)]
          : [hold(chan, file.id), confirm(sok, erasureId)],
      );
      expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const { status } = await fileOf(file.id);
      const holds = await rowsOf(
        database.ownerUrl,
        house.id,
        "select 1 from legal_hold where case_id = $1 and lifted_at is null",
        [file.id],
      );
      expect([status, holds.length]).toEqual(status === "erased" ? ["erased", 0] : ["active", 1]);
    }
  });

  it("that nobody in the program sees stops it in the database", async () => {
    const file = await makeCase(database.ownerUrl, dara);
    const { erasureId } = await propose(dara, file.id);
    // Past the program, where a hold ends what was proposed.
    const holdId = newId();
    const insert = `insert into legal_hold (organisation_id, id, case_id, basis, placed_by, placed_at, review_at)
      values ($1, $2, $3, 'court_case', $4, now(), now() + interval '1 month')`;
    const superUrl = withDatabase(
      inject("databaseUrls").superUrl,
      new URL(database.ownerUrl).pathname.slice(1),
    );
    await changeAsOwner(superUrl, house.id, [holdId], insert, [house.id, holdId, file.id, sok.userId]);
    await expect(confirm(officer, erasureId)).rejects.toMatchObject({
      fields: { "": "retention.error.held" },
    });
    await liftHold.execute(sok, { holdId, version: 1 }, testOrigin);
    expect(await confirm(officer, erasureId)).toMatchObject({ status: "done" });
  });
});
