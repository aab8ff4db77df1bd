import { beforeAll, describe, expect, it } from "vitest";
import { needLateSql, needOpenSql } from "@/lib/cases/filter";
import { listCases } from "@/lib/cases/listing/queries";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { openNeedStatuses, waitingNeedStatuses } from "@/lib/needs/workflow";
import { makeCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
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
let coordinator: Staff;
let stranger: Staff;

beforeAll(async () => {
  house = await makeOrganisation(database.ownerUrl);
  const other = await makeOrganisation(database.ownerUrl, { name: "Other House" });
  dara = await makeStaff(database.ownerUrl, house, "caseworker");
  mate = await makeStaff(database.ownerUrl, house, "caseworker", { name: "Mate" });
  coordinator = await makeStaff(database.ownerUrl, house, "coordinator");
  stranger = await makeStaff(database.ownerUrl, other, "coordinator");
});

const list = (actor: Staff, input: Record<string, unknown> = {}) =>
  listCases.execute(actor, input, testOrigin);
const codes = async (actor: Staff, input: Record<string, unknown> = {}) =>
  (await list(actor, input)).cases.map(({ code }) => code);

async function addNeed(caseId: string, over: Record<string, unknown> = {}) {
  const id = newId();
  const row = {
    organisation_id: house.id,
    id,
    case_id: caseId,
    type_code: "N02",
    urgency: "critical",
    status: "wanted",
    person_agrees: "yes",
    identified_at: "2026-11-01T00:00:00Z",
    identified_by: dara.userId,
    due_at: "2026-11-02T00:00:00Z",
    ...over,
  };
  await insertAsOwner(database.ownerUrl, house.id, [{ table: "need", covering: id, row }]);
}

describe("case.list", () => {
  it("shows codes and initials, how to talk, what is due, and nobody's name", async () => {
    const { caseId, code } = await registerSomebody(dara, {
      names: [{ full: "Nguyễn Thị Hoa" }],
      preferredLanguage: "vi",
      interpreterNeeded: "yes",
      safeTonight: "only_tonight",
    });
    await addNeed(caseId, { due_at: "2199-01-02T00:00:00Z", urgency: "soon" });
    await addNeed(caseId, { type_code: "N14" });
    await addNeed(caseId, { type_code: "N15", status: "met", due_at: "2026-01-01T00:00:00Z" });
    const page = await list(dara);
    expect(page).toMatchObject({ total: 1, totalCapped: false, next: null });
    expect(page.cases).toEqual([
      {
        id: caseId,
        code,
        initials: "N. T. H.",
        level: "l0",
        status: "pre_registered",
        siteId: house.sites[0]!.id,
        siteName: "Site 1",
        assigneeId: dara.userId,
        assigneeName: "Dara",
        preferredLanguage: "vi",
        interpreterNeeded: "yes",
        safeTonight: "only_tonight",
        openedAt: expect.stringMatching(/Z$/),
        updatedAt: expect.stringMatching(/Z$/),
        nextDueAt: "2026-11-02T00:00:00.000Z",
        needsOpen: 2,
        needsLate: 1,
      },
    ]);
    listCases.output.parse(page);
  });

  it("shows each actor their own reach and never another organisation's", async () => {
    const other = await makeStaff(database.ownerUrl, house, "caseworker", { team: 1, name: "Blue" });
    const far = await makeStaff(database.ownerUrl, house, "coordinator", { site: house.sites[1]! });
    const { code } = await registerSomebody(other);
    expect(await codes(other)).toEqual([code]);
    expect(await codes(dara)).not.toContain(code);
    expect(await codes(coordinator)).toContain(code);
    expect(await codes(far)).toEqual([]);
    expect(await list(stranger)).toEqual({ cases: [], total: 0, totalCapped: false, next: null });
    const admin = await makeStaff(database.ownerUrl, house, "administrator");
    await expect(list(admin)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("filters by each of its words, together and apart", async () => {
    const site = await makeOrganisation(database.ownerUrl, { name: "Filter House", sites: 1 });
    const me = await makeStaff(database.ownerUrl, site, "coordinator", { name: "Me" });
    const make = async (input: object) => (await registerSomebody(me, input)).code;
    const mine = await make({ assignTo: "me", safeTonight: "yes", preferredLanguage: "km" });
    const unsafe = await make({ safeTonight: "no", preferredLanguage: "km" });
    const closed = await registerSomebody(me, { safeTonight: "no" });
    const old = await registerSomebody(me, { preferredLanguage: "zh-Hans" });
    const change = (id: string, sql: string) =>
      changeAsOwner(database.ownerUrl, site.id, [id], `update case_file set ${sql} where id = $1`, [id]);
    await change(closed.caseId, "status = 'closed', closed_at = now()");
    await change(old.caseId, "opened_at = '2026-01-05T00:00:00Z'");
    const seen = async (input: Record<string, unknown>) => (await codes(me, input)).sort();
    const sorted = (...all: string[]) => all.sort();
    expect(await seen({})).toEqual(sorted(mine, unsafe, old.code));
    expect(await seen({ status: "closed" })).toEqual([closed.code]);
    expect(await seen({ status: "all" })).toEqual(sorted(mine, unsafe, old.code, closed.code));
    expect(await seen({ safeTonight: "no" })).toEqual([unsafe]);
    expect(await seen({ assignee: "me" })).toEqual([mine]);
    expect(await seen({ assignee: me.userId })).toEqual([mine]);
    expect(await seen({ assignee: "none" })).toEqual(sorted(unsafe, old.code));
    expect(await seen({ metSince: "2026-06-01T00:00:00+07:00" })).toEqual(sorted(mine, unsafe));
    expect(await seen({ language: "zh-Hans" })).toEqual([old.code]);
    expect(await seen({ siteId: site.sites[0]!.id, language: "km", assignee: "none" })).toEqual([unsafe]);
    expect(await seen({ siteId: house.sites[0]!.id })).toEqual([]);
    expect(await seen({ criticalLate: "1" })).toEqual([]);
  });

  it("finds cases with a critical need past its time, by the statuses that wait for a service", async () => {
    const waiting = await makeCase(database.ownerUrl, mate);
    const served = await makeCase(database.ownerUrl, mate);
    const later = await makeCase(database.ownerUrl, mate);
    const lesser = await makeCase(database.ownerUrl, mate);
    await addNeed(waiting.id);
    await addNeed(served.id, { status: "in_service", first_service_at: "2026-11-01T10:00:00Z" });
    await addNeed(later.id, { due_at: "2199-01-01T00:00:00Z" });
    await addNeed(lesser.id, { urgency: "urgent" });
    expect(await codes(mate, { criticalLate: "1", assignee: "me" })).toEqual([waiting.code]);
    const statusesIn = (sql: string) => [...sql.matchAll(/'(\w+)'/g)].map(([, status]) => status).sort();
    expect(statusesIn(needOpenSql)).toEqual([...openNeedStatuses].sort());
    expect(statusesIn(needLateSql)).toEqual([...waitingNeedStatuses].sort());
  });

  it("goes through all pages once, also where times are equal", async () => {
    const site = await makeOrganisation(database.ownerUrl, { name: "Paging House", sites: 1 });
    const me = await makeStaff(database.ownerUrl, site, "coordinator");
    const at = new Date("2026-11-20T08:00:00.123Z");
    const made = [];
    for (let index = 0; index < 7; index++) {
      made.push(
        await makeCase(database.ownerUrl, me, {
          updated_at: index < 4 ? at : new Date(at.getTime() + index),
        }),
      );
    }
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await list(me, { limit: "3", ...(after && { after }) });
      expect(page.total).toBe(7);
      seen.push(...page.cases.map(({ code }) => code));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toHaveLength(7);
    expect([...seen].sort()).toEqual(made.map(({ code }) => code).sort());
    expect(seen.slice(0, 3)).toEqual(
      made
        .slice(4)
        .map(({ code }) => code)
        .reverse(),
    );
  });

  it.each([
    [{ limit: "0" }, "limit"],
    [{ limit: "201" }, "limit"],
    [{ after: "x" }, "after"],
    [{ status: ["open", "closed"] }, "status"],
    [{ q: "name" }, "q"],
    [{ metSince: "yesterday" }, "metSince"],
  ])("refuses %j", async (input, field) => {
    const refusal = await list(dara, input).catch((error) => error);
    expect(refusal).toMatchObject({ code: "INVALID" });
    expect(Object.keys(refusal.fields)[0]).toMatch(new RegExp(`^${field}`));
  });
});
