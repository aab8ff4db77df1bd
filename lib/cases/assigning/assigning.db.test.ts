import { beforeAll, describe, expect, it } from "vitest";
import { assignCase } from "@/lib/cases/assigning/commands";
import { getCase } from "@/lib/cases/reading/queries";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { jobsOf } from "@/lib/testing/jobs";
import { eventsOf } from "@/lib/testing/owner";
import { registerSomebody } from "@/lib/testing/registration";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let mate: Staff;
let otherTeam: Staff;
let otherSite: Staff;
let coordinator: Staff;
let stranger: Staff;

beforeAll(async () => {
  house = await makeOrganisation(database.ownerUrl);
  const other = await makeOrganisation(database.ownerUrl, { name: "Other House" });
  dara = await makeStaff(database.ownerUrl, house, "caseworker");
  mate = await makeStaff(database.ownerUrl, house, "caseworker", { name: "Mate" });
  otherTeam = await makeStaff(database.ownerUrl, house, "caseworker", { team: 1, name: "Other team" });
  otherSite = await makeStaff(database.ownerUrl, house, "caseworker", {
    site: house.sites[1]!,
    name: "Other site",
  });
  coordinator = await makeStaff(database.ownerUrl, house, "coordinator", { name: "Rith" });
  stranger = await makeStaff(database.ownerUrl, other, "caseworker");
});

const assign = (actor: Staff, caseId: string, assigneeId: string | null, more: object = {}) =>
  assignCase.execute(actor, { caseId, version: 1, assigneeId, ...more }, testOrigin);
const freeCase = async () => (await registerSomebody(dara, { assignTo: "nobody" })).caseId;

describe("case.assign", () => {
  it("lets a caseworker take a free case of the team", async () => {
    const caseId = await freeCase();
    const team = house.sites[0]!.teamIds[0];
    expect(await assign(mate, caseId, mate.userId)).toEqual({
      caseId,
      assigneeId: mate.userId,
      teamId: team,
      version: 2,
    });
    expect(await getCase.execute(dara, { caseId }, testOrigin)).toMatchObject({
      assigneeName: "Mate",
      version: 2,
    });
    const events = await eventsOf(database.ownerUrl, house.id, "case.assign");
    expect(events.filter((event) => event.case_id === caseId)).toMatchObject([
      { entity_id: caseId, actor_id: mate.userId, detail: { from: null, to: mate.userId } },
    ]);
    expect(await jobsOf(database.ownerUrl, "task.open", { subjectId: caseId })).toEqual([]);
  });

  it("lets a caseworker hand over or give back within the team, and tells the colleague", async () => {
    const { caseId } = await registerSomebody(dara);
    await assign(dara, caseId, mate.userId);
    expect(await jobsOf(database.ownerUrl, "task.open", { subjectId: caseId })).toMatchObject([
      { kind: "case_assigned", caseId, organisationId: house.id },
    ]);
    const back = await registerSomebody(dara);
    expect(await assign(dara, back.caseId, null)).toMatchObject({ assigneeId: null });
  });

  it("keeps a caseworker within the team", async () => {
    const { caseId } = await registerSomebody(dara);
    for (const elsewhere of [otherTeam, otherSite, stranger, { userId: newId() }]) {
      await expect(assign(dara, caseId, elsewhere.userId)).rejects.toMatchObject({
        code: "INVALID",
        fields: { assigneeId: "cases.error.needsOwnTeam" },
      });
    }
    const teamId = house.sites[0]!.teamIds[1]!;
    await expect(assign(dara, caseId, dara.userId, { teamId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(assign(mate, caseId, mate.userId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(assign(otherTeam, caseId, otherTeam.userId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(assign(stranger, caseId, stranger.userId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("lets whoever coordinates the site give it to anybody there, in any of its teams", async () => {
    const caseId = await freeCase();
    const teamId = house.sites[0]!.teamIds[1]!;
    expect(await assign(coordinator, caseId, otherTeam.userId, { teamId })).toMatchObject({
      assigneeId: otherTeam.userId,
      teamId,
    });
    await expect(getCase.execute(mate, { caseId }, testOrigin)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("refuses a coordinator people and teams of other sites", async () => {
    const caseId = await freeCase();
    for (const elsewhere of [otherSite, stranger]) {
      await expect(assign(coordinator, caseId, elsewhere.userId)).rejects.toMatchObject({
        fields: { assigneeId: "cases.error.assigneeNotHere" },
      });
    }
    const teamId = house.sites[1]!.teamIds[0]!;
    await expect(assign(coordinator, caseId, null, { teamId })).rejects.toMatchObject({
      fields: { teamId: "cases.error.teamNotHere" },
    });
  });

  it("refuses whoever has left", async () => {
    const caseId = await freeCase();
    const gone = await makeStaff(database.ownerUrl, house, "caseworker", { name: "Gone" });
    const ended = await makeStaff(database.ownerUrl, house, "caseworker", { name: "Ended" });
    const change = (sql: string, who: Staff) =>
      changeAsOwner(database.ownerUrl, house.id, [who.userId], sql, [who.userId]);
    await change("update user_account set status = 'deactivated' where id = $1", gone);
    await change("update membership set ends_at = now() - interval '1 day' where user_id = $1", ended);
    for (const { userId } of [gone, ended]) {
      await expect(assign(coordinator, caseId, userId)).rejects.toMatchObject({ code: "INVALID" });
    }
  });

  it("lets one of two who take a case at once win", async () => {
    const caseId = await freeCase();
    const tries = await Promise.allSettled([
      assign(dara, caseId, dara.userId),
      assign(mate, caseId, mate.userId),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(["CONFLICT", "FORBIDDEN"]).toContain(
      (tries.find(({ status }) => status === "rejected") as PromiseRejectedResult).reason.code,
    );
    await expect(assign(coordinator, caseId, mate.userId)).rejects.toMatchObject({
      fields: { "": "core.error.stale" },
    });
  });
});
