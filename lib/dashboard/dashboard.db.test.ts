import { beforeAll, describe, expect, it } from "vitest";
import { breakGlass } from "@/lib/access/commands";
import { listAccesses } from "@/lib/access/queries";
import { listCases } from "@/lib/cases/listing/queries";
import type { Staff } from "@/lib/core/actor";
import { dayOf, startOfDay } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { withSearch } from "@/lib/core/search";
import { getCoordinatorDashboard } from "@/lib/dashboard/queries";
import type { CoordinatorDashboard, Figure } from "@/lib/dashboard/schema";
import { listNeeds } from "@/lib/needs/queries";
import { listReferrals } from "@/lib/referrals/queries";
import { proposeErasure } from "@/lib/retention/erasing/commands";
import { listErasures } from "@/lib/retention/erasing/queries";
import { listOverTheirTime } from "@/lib/retention/reviewing/queries";
import { makeCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { makeSentReferral } from "@/lib/testing/referrals";
import {
  insertAsOwner,
  makeOrganisation,
  makeStaff,
  type TestOrganisation,
  testOrigin,
} from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let coordinator: Staff;
let both: Staff;
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const today = startOfDay(dayOf(new Date()));

beforeAll(async () => {
  const { ownerUrl } = database;
  organisation = await makeOrganisation(ownerUrl);
  const there = organisation.sites[1]!;
  coordinator = await makeStaff(ownerUrl, organisation, "coordinator");
  both = await coordinatorOfBoth(there.id);
  const worker = await makeStaff(ownerUrl, organisation, "caseworker");
  const far = await makeStaff(ownerUrl, organisation, "caseworker", { site: there });
  const other = await makeStaff(ownerUrl, await makeOrganisation(ownerUrl), "caseworker");
  const add = async (staff: Staff, over: object) =>
    makeCase(ownerUrl, staff, { opened_at: ago(24 * 60), ...over });

  await add(worker, { opened_at: today, province: "KH-1" });
  await add(worker, { opened_at: new Date(+today - 6 * 24 * 3_600_000), province: "KH-1", status: "closed" });
  await add(worker, { opened_at: new Date(+today - 6 * 24 * 3_600_000 - 1), province: "KH-2" });
  await add(worker, { opened_at: new Date(+today - 13 * 24 * 3_600_000), province: "KH-2" });
  await add(worker, { opened_at: new Date(+today - 13 * 24 * 3_600_000 - 1) });
  await add(worker, { safe_tonight: "no", opened_at: ago(23) });
  await add(worker, { safe_tonight: "no", opened_at: ago(25) });
  await add(worker, { safe_tonight: "no", status: "closed" });
  await add(worker, { safe_tonight: "only_tonight" });
  await add(worker, { assignee_id: null, opened_at: ago(24 * 20), team_id: null });
  await add(worker, { assignee_id: null, opened_at: ago(24 * 30), status: "closed" });
  await add(worker, { assignee_id: null, opened_at: ago(1), safe_tonight: "no" });
  await add(worker, { assignee_id: null, opened_at: ago(30), child_present: "yes" });
  const pressed = await add(worker, { assignee_id: null, opened_at: ago(2) });
  await addNeed(pressed.id, worker, { urgency: "critical", due_at: ago(1) });
  const calm = await add(worker, {});
  await addNeed(calm.id, worker, { urgency: "critical", due_at: ago(-5) });
  await addNeed(calm.id, worker, { urgency: "critical", due_at: ago(9), status: "met", type_code: "N02" });
  await addNeed(calm.id, worker, { urgency: "soon", due_at: ago(9), type_code: "N03" });
  await addNeed(calm.id, worker, { urgency: "critical", due_at: ago(9), type_code: "N04" });
  await add(far, { safe_tonight: "no", province: "KH-25" });
  await add(far, { assignee_id: null });
  await add(other, { safe_tonight: "no", assignee_id: null, team_id: null, province: "KH-1" });
  const old = [];
  for (const staff of [worker, worker, worker, far]) old.push(await add(staff, { opened_at: ago(24 * 400) }));
  const proposal = { caseId: old[0]!.id, reason: "time_is_over" };
  await proposeErasure.execute(worker, proposal, testOrigin);
  const late = await makeSentReferral(ownerUrl, worker);
  await makeSentReferral(ownerUrl, worker);
  await makeSentReferral(ownerUrl, far);
  await changeAsOwner(
    ownerUrl,
    organisation.id,
    [late.id],
    "update referral set next_due_at = now() - interval '1 hour' where id = $1",
    [late.id],
  );
}, 120_000);

async function coordinatorOfBoth(siteId: string): Promise<Staff> {
  const wide = await makeStaff(database.ownerUrl, organisation, "coordinator");
  const row = {
    organisation_id: organisation.id,
    id: newId(),
    user_id: wide.userId,
    site_id: siteId,
    team_id: null,
  };
  await insertAsOwner(database.ownerUrl, organisation.id, [
    { table: "membership", covering: wide.userId, row },
  ]);
  return { ...wide, memberships: [...wide.memberships, { siteId, teamId: null }] };
}

async function addNeed(caseId: string, staff: Staff, over: object): Promise<void> {
  const id = newId();
  const row = {
    organisation_id: organisation.id,
    id,
    case_id: caseId,
    type_code: "N01",
    urgency: "soon",
    status: "wanted",
    person_agrees: "yes",
    identified_at: ago(30),
    identified_by: staff.userId,
    due_at: ago(-1),
    ...over,
  };
  await insertAsOwner(database.ownerUrl, organisation.id, [{ table: "need", covering: id, row }]);
}

const ask = async (staff: Staff, siteId?: string): Promise<CoordinatorDashboard> =>
  getCoordinatorDashboard.output.parse(
    await getCoordinatorDashboard.execute(staff, { ...(siteId && { siteId }) }, testOrigin),
  );

const lists = { people: listCases, needs: listNeeds, referrals: listReferrals, retention: listOverTheirTime };
const rowsIn = { people: "cases", needs: "needs", referrals: "referrals", retention: "rows" };

/** How many rows the list shows that a number links to, page by page, from its address as a browser would send it. */
async function walked(staff: Staff, { list, search }: Figure): Promise<number> {
  if (list === "access") return (await listAccesses.execute(staff, search, testOrigin)).toReview.length;
  if (list === "erasures") return (await listErasures.execute(staff, search, testOrigin)).erasures.length;
  let rows = 0;
  for (let after: string | null | undefined; after !== null;) {
    const address = new URL(
      withSearch(`/${list}`, { ...search, limit: "2", after: after ?? undefined }),
      "http://localhost",
    );
    const page = (await lists[list].execute(
      staff,
      Object.fromEntries(address.searchParams),
      testOrigin,
    )) as Record<string, unknown> & { next: string | null };
    rows += (page[rowsIn[list]] as unknown[]).length;
    after = page.next;
  }
  return rows;
}

describe("dashboard.coordinator", () => {
  it("counts emergency accesses that nobody has reviewed, those past their three days apart", async () => {
    const house = await makeOrganisation(database.ownerUrl);
    const [chief, worker, visitor] = [
      await makeStaff(database.ownerUrl, house, "coordinator"),
      await makeStaff(database.ownerUrl, house, "caseworker"),
      await makeStaff(database.ownerUrl, house, "caseworker", { team: 1 }),
    ];
    const files = [await makeCase(database.ownerUrl, worker), await makeCase(database.ownerUrl, worker)];
    const reason = "Nobody else answers and she stands at the gate";
    const [first] = await Promise.all(
      files.map(({ code }) => breakGlass.execute(visitor, { code, reason }, testOrigin)),
    );
    await changeAsOwner(
      database.ownerUrl,
      house.id,
      [first!.accessId],
      "update case_access set review_due_at = now() - interval '1 hour' where id = $1",
      [first!.accessId],
    );
    const { glassUnreviewed } = await ask(chief);
    expect(glassUnreviewed).toEqual({ count: 2, late: 1, list: "access", search: { show: "review" } });
    expect(await walked(chief, glassUnreviewed)).toBe(2);
  });

  it("counts what stands out", async () => {
    const board = await ask(coordinator);
    expect({
      met: [board.met.count, board.met.before],
      noSafePlace: [board.noSafePlace.count, board.noSafePlace.overOneDay],
      noCaseworker: board.noCaseworker.count,
      referrals: [board.referralsWaiting.count, board.referralsLate.count],
      critical: board.criticalNeedsLate.count,
      retention: [board.overTheirTime.count, board.erasuresWaiting.count],
    }).toEqual({
      ...{ met: [9, 2], noSafePlace: [3, 1], noCaseworker: 4, referrals: [2, 1], critical: 2 },
      retention: [2, 1],
    });
    expect(Math.round((Date.parse(board.asOf) - Date.parse(board.noCaseworker.oldest!)) / 3_600_000)).toBe(
      24 * 20,
    );
  });

  it("counts exactly what each list shows, for one site and for several", async () => {
    const [here, there] = organisation.sites;
    for (const [staff, siteId] of [
      [coordinator],
      [both],
      [both, here!.id],
      [both, there!.id],
      [coordinator, there!.id],
    ] as const) {
      const board = await ask(staff, siteId);
      for (const name of [
        "met",
        "noSafePlace",
        "noCaseworker",
        "referralsWaiting",
        "referralsLate",
        "criticalNeedsLate",
        "overTheirTime",
        "erasuresWaiting",
      ] as const) {
        expect([name, siteId, board[name].count]).toEqual([name, siteId, await walked(staff, board[name])]);
        expect(board[name].search.siteId).toBe(siteId);
      }
    }
    expect((await ask(coordinator, there!.id)).noSafePlace.count).toBe(0);
    expect((await ask(both)).noSafePlace.count).toBe(4);
  });

  it("places everybody who is helped, province by province", async () => {
    const board = await ask(both);
    expect(board.byProvince.map(({ province }) => province)).toHaveLength(25);
    for (const place of board.byProvince)
      expect([place.province, place.count]).toEqual([place.province, await walked(both, place)]);
    const count = (code: string) => board.byProvince.find(({ province }) => province === code)!.count;
    expect([count("KH-2"), count("KH-3"), count("KH-25")]).toEqual([2, 0, 1]);
    const sum = board.byProvince.reduce((total, place) => total + place.count, 0);
    expect(sum).toBe(await walked(both, { count: 0, list: "people", search: {} }));
  });

  it("names who waits for a caseworker, the most pressing first, without names", async () => {
    const { waiting } = await ask(coordinator);
    expect(waiting.map(({ why }) => why)).toEqual([
      "no_safe_place",
      "critical_need_late",
      "child",
      "longest_wait",
    ]);
    expect(waiting[0]).toMatchObject({
      code: expect.stringMatching(/^...-...-.$/),
      site: "Site 1",
      language: "id",
    });
  });

  it("offers the actor's sites", async () => {
    expect((await ask(both)).sites.map(({ name }) => name)).toEqual(["Site 1", "Site 2"]);
    expect((await ask(coordinator)).sites.map(({ name }) => name)).toEqual(["Site 1"]);
  });

  it("is for coordinators", async () => {
    const caseworker = await makeStaff(database.ownerUrl, organisation, "caseworker");
    await expect(getCoordinatorDashboard.execute(caseworker, {}, testOrigin)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(
      getCoordinatorDashboard.execute(coordinator, { siteId: "x" }, testOrigin),
    ).rejects.toMatchObject({ code: "INVALID" });
  });
});
