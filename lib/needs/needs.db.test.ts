import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { addNeeds, changeNeedStatus } from "@/lib/needs/commands";
import { getNeed, listNeeds, listNeedTypes } from "@/lib/needs/queries";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let caseworker: Staff;
let coordinator: Staff;
let stranger: Staff;
let otherTeam: Staff;

beforeAll(async () => {
  const { ownerUrl } = database;
  organisation = await makeOrganisation(ownerUrl);
  caseworker = await makeStaff(ownerUrl, organisation, "caseworker");
  otherTeam = await makeStaff(ownerUrl, organisation, "caseworker", { team: 1 });
  coordinator = await makeStaff(ownerUrl, organisation, "coordinator");
  const elsewhere = await makeOrganisation(ownerUrl, { name: "Harbour" });
  stranger = await makeStaff(ownerUrl, elsewhere, "caseworker");
});

const add = (staff: Staff, caseId: string, ...needs: object[]) =>
  addNeeds.execute(
    staff,
    { caseId, needs: needs.map((need) => ({ personAgrees: "yes", ...need })) },
    testOrigin,
  );
const newCase = () => makeCase(database.ownerUrl, caseworker);
const needRows = (file: TestCase) =>
  rowsOf(database.ownerUrl, organisation.id, "select * from need where case_id = $1 order by type_code", [
    file.id,
  ]);

async function wanted(file: TestCase, code = "N02") {
  const { needs } = await add(caseworker, file.id, { code });
  return needs[0]!.id;
}

describe("need.add", () => {
  it("adds several from the grid: status by what the person says, time by urgency", async () => {
    const file = await newCase();
    const result = await add(
      caseworker,
      file.id,
      { code: "N02" },
      { code: "N16", raised: true },
      { code: "N12", personAgrees: "no" },
      { code: "N21", personAgrees: "undecided", detail: "  only her own embassy " },
    );
    addNeeds.output.parse(result);
    expect(result.needs.map(({ code, urgency, status }) => [code, urgency, status])).toEqual([
      ["N02", "critical", "wanted"],
      ["N16", "critical", "wanted"],
      ["N12", "soon", "declined_by_person"],
      ["N21", "urgent", "identified"],
    ]);
    const [first] = await needRows(file);
    expect(first!.due_at.getTime() - first!.identified_at.getTime()).toBe(24 * 3_600_000);
    expect(first).toMatchObject({ identified_by: caseworker.userId, version: 1, ended_at: null });
    const events = await eventsOf(database.ownerUrl, organisation.id, "need.add");
    expect(events.filter(({ case_id }) => case_id === file.id)).toHaveLength(4);
    expect(events.map(({ detail }) => detail)).toContainEqual({
      need: "N21",
      category: "documents",
      urgency: "urgent",
      to: "identified",
    });
    const seen = await getNeed.execute(caseworker, { needId: result.needs[3]!.id }, testOrigin);
    expect(getNeed.output.parse(seen)).toMatchObject({
      detail: "only her own embassy",
      howMet: null,
      hasText: true,
    });
  });

  it("refuses what is open already, twice in one go, unknown, or lowered without a reason, each on its field", async () => {
    const file = await newCase();
    await wanted(file);
    const refused = add(
      caseworker,
      file.id,
      { code: "N02" },
      { code: "N16" },
      { code: "N16" },
      { code: "N99" },
      { code: "N01", urgency: "planned" },
      { code: "N17", raised: true },
    );
    await expect(refused).rejects.toMatchObject({
      code: "INVALID",
      fields: {
        "needs.0.code": "needs.error.alreadyOpen",
        "needs.2.code": "needs.error.alreadyOpen",
        "needs.3.code": "core.error.notInList",
        "needs.4.detail": "needs.error.lowerNeedsReason",
        "needs.5.raised": "needs.error.notRaisable",
      },
    });
    expect(await needRows(file)).toHaveLength(1);
  });

  it("adds again what was declined", async () => {
    const file = await newCase();
    await add(caseworker, file.id, { code: "N12", personAgrees: "no" });
    await add(caseworker, file.id, { code: "N12" });
    expect(await needRows(file)).toHaveLength(2);
  });

  it("never lowers what is owed to a child", async () => {
    const file = await newCase();
    const setAge = "update person set age_group = '15_17' where id = $1";
    await changeAsOwner(database.ownerUrl, organisation.id, [file.personId], setAge, [file.personId]);
    const lower = { code: "N31", urgency: "soon", detail: "not yet" };
    await expect(add(caseworker, file.id, lower)).rejects.toMatchObject({
      fields: { "needs.0.urgency": "needs.error.childFirst" },
    });
    const { needs } = await add(caseworker, file.id, { code: "N31" });
    expect(needs[0]).toMatchObject({ urgency: "critical" });
  });

  it("lets one of two at once win", async () => {
    const file = await newCase();
    const both = await Promise.allSettled([wanted(file), wanted(file)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await needRows(file)).toHaveLength(1);
  });

  it("does not exist for others, ended cases and administrators", async () => {
    const file = await newCase();
    await expect(add(stranger, file.id, { code: "N02" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(add(otherTeam, file.id, { code: "N02" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const administrator = await makeStaff(database.ownerUrl, organisation, "administrator");
    await expect(add(administrator, file.id, { code: "N02" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const closed = await makeCase(database.ownerUrl, caseworker, { status: "closed" });
    await expect(add(caseworker, closed.id, { code: "N02" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(add(caseworker, file.id)).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("need.changeStatus", () => {
  const change = (staff: Staff, needId: string, version: number, to: string, more: object = {}) =>
    changeNeedStatus.execute(staff, { needId, version, to, ...more }, testOrigin);

  it("moves a need to its end and opens it again with a new clock", async () => {
    const file = await newCase();
    const needId = await wanted(file);
    await change(caseworker, needId, 1, "in_service");
    await change(coordinator, needId, 2, "partly_met", { howMet: "two nights", reasonUnmet: "no_capacity" });
    const [met] = await needRows(file);
    expect(met).toMatchObject({ status: "partly_met", unmet_reason: "no_capacity", version: 3 });
    expect(met!.first_service_at).toBeInstanceOf(Date);
    expect(met!.ended_at).toBeInstanceOf(Date);
    expect((await getNeed.execute(caseworker, { needId }, testOrigin)).howMet).toBe("two nights");
    const again = await change(caseworker, needId, 3, "wanted");
    expect(again).toEqual({ id: needId, status: "wanted", version: 4 });
    const [reopened] = await needRows(file);
    expect(reopened).toMatchObject({ ended_at: null, unmet_reason: null, how_met_sealed: null });
    expect(reopened!.due_at.getTime()).toBeGreaterThan(met!.due_at.getTime());
    const events = await eventsOf(database.ownerUrl, organisation.id, "need.changeStatus");
    expect(
      events.filter(({ entity_id }) => entity_id === needId).map(({ detail }) => [detail.from, detail.to]),
    ).toEqual([
      ["wanted", "in_service"],
      ["in_service", "partly_met"],
      ["partly_met", "wanted"],
    ]);
  });

  it("is refused off the way, from a stale page and to strangers", async () => {
    const file = await newCase();
    const needId = await wanted(file);
    await change(caseworker, needId, 1, "met", { howMet: "a bed" });
    await expect(change(caseworker, needId, 1, "wanted")).rejects.toMatchObject({
      code: "CONFLICT",
      fields: { "": "core.error.stale" },
    });
    await expect(change(caseworker, needId, 2, "plan_made")).rejects.toMatchObject({
      code: "CONFLICT",
      fields: { "": "needs.error.wrongStatus" },
    });
    await expect(change(stranger, needId, 2, "wanted")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("lets one of two at once win", async () => {
    const needId = await wanted(await newCase());
    const both = await Promise.allSettled([
      change(caseworker, needId, 1, "plan_made"),
      change(coordinator, needId, 1, "no_longer_needed"),
    ]);
    const [lost] = both.filter(({ status }) => status === "rejected") as PromiseRejectedResult[];
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(lost!.reason).toMatchObject({ code: "CONFLICT" });
  });
});

describe("need.list", () => {
  it("filters, pages without gap or double, and counts", async () => {
    const mine = await makeStaff(database.ownerUrl, organisation, "caseworker", {
      site: organisation.sites[1]!,
    });
    const file = await makeCase(database.ownerUrl, mine);
    await add(
      mine,
      file.id,
      { code: "N02" },
      { code: "N12" },
      { code: "N16" },
      { code: "N40", personAgrees: "no" },
    );
    const list = (asked: object) => listNeeds.execute(mine, asked, testOrigin);
    const all = listNeeds.output.parse(await list({ caseId: file.id }));
    expect(all.needs.map(({ code }) => code)).toEqual(["N02", "N16", "N12", "N40"]);
    expect(all).toMatchObject({ total: 4, next: null });
    expect(all.needs[0]).toMatchObject({
      caseCode: file.code,
      label: "Safe place to sleep tonight",
      late: false,
    });

    const first = await list({ open: "1", limit: "2" });
    const second = await list({ open: "1", limit: "2", after: first.next });
    expect([...first.needs, ...second.needs].map(({ code }) => code)).toEqual(["N02", "N16", "N12"]);
    expect([first.total, second.next]).toEqual([3, null]);

    expect((await list({ urgency: ["critical", "soon"], open: true })).needs.map(({ code }) => code)).toEqual(
      ["N02", "N12"],
    );
    expect((await list({ code: "N16" })).total).toBe(1);
    expect((await list({ assignee: "me", siteId: organisation.sites[1]!.id })).total).toBe(4);
    expect((await list({ siteId: organisation.sites[0]!.id })).total).toBe(0);
    for (const blind of [stranger, otherTeam])
      await expect(listNeeds.execute(blind, { caseId: file.id }, testOrigin)).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    await expect(list({ urgency: "asap" })).rejects.toMatchObject({ code: "INVALID" });
    await expect(list({ after: "nonsense" })).rejects.toMatchObject({ code: "INVALID" });
  });

  it("calls late what no service has reached in time, and only that", async () => {
    const mine = await makeStaff(database.ownerUrl, organisation, "caseworker", {
      site: organisation.sites[1]!,
      team: 1,
    });
    const file = await makeCase(database.ownerUrl, mine);
    await add(mine, file.id, { code: "N01" }, { code: "N06" }, { code: "N16" });
    const { needs } = await listNeeds.execute(mine, { caseId: file.id }, testOrigin);
    const ids = needs.map(({ id }) => id);
    const pass = "update need set due_at = now() - interval '1 minute' where id = any ($1)";
    await changeAsOwner(database.ownerUrl, organisation.id, ids, pass, [ids]);
    await changeNeedStatus.execute(mine, { needId: needs[0]!.id, version: 1, to: "in_service" }, testOrigin);
    const late = await listNeeds.execute(mine, { late: "1", urgency: "critical" }, testOrigin);
    expect(late.needs.map(({ id }) => id)).toEqual([needs[1]!.id]);
    expect(late.needs[0]!.late).toBe(true);
  });
});

describe("need.get", () => {
  it("leaves a view event and is nothing to strangers", async () => {
    const file = await newCase();
    const needId = await wanted(file);
    await getNeed.execute(caseworker, { needId }, testOrigin);
    const events = await eventsOf(database.ownerUrl, organisation.id, "need.get");
    expect(events.at(-1)).toMatchObject({ kind: "view", entity_id: needId, case_id: file.id });
    await expect(getNeed.execute(stranger, { needId }, testOrigin)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(getNeed.execute(caseworker, { needId: newId() }, testOrigin)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("needType.list", () => {
  it("gives the 45 kinds in order", async () => {
    const { types } = listNeedTypes.output.parse(await listNeedTypes.execute(caseworker, {}, testOrigin));
    expect(types).toHaveLength(45);
    expect(types[15]).toMatchObject({ code: "N16", defaultUrgency: "urgent", raiseLabel: "they have none" });
  });
});
