import { beforeAll, describe, expect, it } from "vitest";
import { searchPeople } from "@/lib/cases/finding/queries";
import { listCases } from "@/lib/cases/listing/queries";
import { listLookers } from "@/lib/cases/looking/queries";
import { getCase, getTimeline } from "@/lib/cases/reading/queries";
import { listConsents } from "@/lib/consents/queries";
import type { Staff, System } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { appVersion } from "@/lib/core/version";
import { makeCase } from "@/lib/testing/cases";
import { listNeeds } from "@/lib/needs/queries";
import { listReferrals } from "@/lib/referrals/queries";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf, runAs } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";
import { closeAlert, configureWatch, scanWatch } from "@/lib/watch/commands";
import { handlers } from "@/lib/watch/job-handlers";
import { getWatchSettings, listAlerts } from "@/lib/watch/queries";
import { usualThresholds } from "@/lib/watch/schema";

const database = useDatabase();
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Read = { actor: string; at: number; caseId?: string; kind?: string; action?: string; detail?: object };

/** Midnight in Phnom Penh, so many days ago. */
function midnight(daysAgo: number): number {
  const local = Date.now() + 7 * hour;
  return local - (local % day) - daysAgo * day - 7 * hour;
}

/** Events of a trail that nobody made through the doors. */
async function plant(house: TestOrganisation, reads: readonly Read[]): Promise<void> {
  await runAs(database.ownerUrl, systemOf(house), [
    `insert into audit_event (organisation_id, id, at, kind, action, outcome, actor_kind, actor_id, actor_role, entity, case_id,
       detail, request_id, app_version)
     select $1, gen_random_uuid(), to_timestamp(r.at / 1000), coalesce(r.kind, 'view'), coalesce(r.action, 'case.get'),
       case when r.kind = 'denied' then 'denied' else 'allowed' end, 'staff', r.actor, 'caseworker', 'case', r."caseId",
       coalesce(r.detail, '{}'), 'planted', $3
     from json_to_recordset($2::json) as r(actor uuid, at float8, "caseId" uuid, kind text, action text, detail jsonb)`,
    [house.id, JSON.stringify(reads), appVersion],
  ]);
}

const systemOf = (house: TestOrganisation): System => ({
  kind: "system",
  organisationId: house.id,
  name: "watch",
});
const scan = (house: TestOrganisation) => scanWatch.execute(systemOf(house), {}, testOrigin);
const alertsOf = (house: TestOrganisation) =>
  rowsOf(
    database.ownerUrl,
    house.id,
    "select * from watch_alert where organisation_id = $1 order by rule, user_id",
    [house.id],
  );

/** So many bare cases at once, of a team and in nobody's or somebody's hands. */
async function manyCases(owner: Staff, count: number): Promise<string[]> {
  const first = await makeCase(database.ownerUrl, owner);
  const ids = Array.from({ length: count }, () => newId());
  await runAs(
    database.ownerUrl,
    systemOf({ id: owner.organisationId, sites: [] }),
    [
      `insert into case_file (organisation_id, id, code, person_id, site_id, team_id, assignee_id, registered_by, status, level, opened_at, updated_at)
       select c.organisation_id, i.id, 'Z' || lpad((n % 1000)::text, 2, '0') || '-' || upper(substr(md5(i.id), 1, 3)) || '-' || upper(substr(md5(i.id), 4, 1)) || n, c.person_id,
         c.site_id, c.team_id, c.assignee_id, c.registered_by, 'active', 'l1', now(), now()
       from case_file c, unnest($2::uuid[]) with ordinality as x(id, n), lateral (select x.id) i(id) where c.id = $1`.replaceAll(
        "md5(i.id)",
        "md5(i.id::text)",
      ),
      [first.id, ids],
    ],
    [
      `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, covers, request_id, app_version)
       values ($1, gen_random_uuid(), 'write', 'setup', 'system', 'setup', $2, 'setup', $3)`,
      [owner.organisationId, ids, appVersion],
    ],
  );
  return ids;
}

describe("a synthetic house", () => {
  it("finds every planted pattern, once", async () => {
    const house = await makeOrganisation(database.ownerUrl);
    const owner = await makeStaff(database.ownerUrl, house, "caseworker", { name: "Owner" });
    const cases = await manyCases(owner, 80);
    const planted: { user: string; rule: string }[] = [];
    const reads: Read[] = [];
    const insider = async (rule: string, of: (actor: string) => Read[], team = 0) => {
      const { userId } = await makeStaff(database.ownerUrl, house, "caseworker", { team, name: "Insider" });
      planted.push({ user: userId, rule });
      reads.push(...of(userId));
    };
    const opened = (actor: string, from: number, every: number, files: readonly string[]): Read[] =>
      files.map((caseId, i) => ({ actor, caseId, at: from + i * every }));

    for (const from of [
      midnight(1) + 9 * hour,
      midnight(2) + 10.8 * hour,
      midnight(3) + 14.5 * hour,
      midnight(5) + 16 * hour,
    ])
      await insider("many_cases", (actor) => opened(actor, from, minute, cases.slice(0, 41)));
    for (const daysAgo of [1, 2, 3, 4])
      await insider(
        "other_teams",
        (actor) => opened(actor, midnight(daysAgo) + 8 * hour, 20 * minute, cases.slice(0, 11)),
        1,
      );
    for (const from of [
      midnight(1) + 22 * hour,
      midnight(2) - 30 * minute,
      midnight(3) + 4 * hour,
      midnight(4) + 23.9 * hour,
    ])
      await insider("night", (actor) => opened(actor, from, 5 * minute, cases.slice(0, 6)));
    for (const daysAgo of [1, 2, 4, 6])
      await insider("own_name", (actor) => [
        {
          actor,
          at: midnight(daysAgo) + 11 * hour,
          action: "person.search",
          detail: { by: "name", ownName: true },
        },
      ]);
    for (const from of [
      midnight(1) + 9 * hour,
      midnight(2) + 12.9 * hour,
      midnight(3) + 17 * hour,
      midnight(6) + 10 * hour,
    ])
      await insider("denied", (actor) =>
        Array.from({ length: 11 }, (_, i) => ({
          actor,
          at: from + i * 2 * minute,
          kind: "denied",
          action: "case.get",
        })),
      );
    await plant(house, reads);

    const { alerts } = await scan(house);
    const found = (await alertsOf(house)).map(({ user_id, rule }) => `${rule} ${user_id}`);
    const wanted = planted.map(({ user, rule }) => `${rule} ${user}`);
    expect(planted).toHaveLength(20);
    expect(wanted.filter((one) => !found.includes(one))).toEqual([]);
    expect(new Set(found)).toEqual(new Set(wanted));
    expect(alerts).toBe(found.length);

    expect(await scan(house)).toEqual({ alerts: 0 });
    const both = await Promise.allSettled([scan(house), scan(house)]);
    expect(both.every(({ status }) => status === "fulfilled")).toBe(true);
    expect(await alertsOf(house)).toHaveLength(found.length);
  });

  it("says nothing of thirty people's ordinary month", async () => {
    const house = await makeOrganisation(database.ownerUrl);
    let seed = 7;
    const chance = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
    const upTo = (most: number) => Math.floor(chance() * (most + 1));
    const teams = [
      await manyCases(await makeStaff(database.ownerUrl, house, "caseworker", { team: 0 }), 60),
      await manyCases(await makeStaff(database.ownerUrl, house, "caseworker", { team: 1 }), 60),
    ];
    const reads: Read[] = [];
    for (let person = 0; person < 30; person++) {
      const isLead = person % 10 === 0;
      const team = person % 2;
      const { userId: actor } = await makeStaff(
        database.ownerUrl,
        house,
        isLead ? "coordinator" : "caseworker",
        { team },
      );
      const files = isLead ? teams.flat() : teams[team]!;
      const others = teams[1 - team]!;
      for (let daysAgo = 1; daysAgo <= 30; daysAgo++) {
        const morning = midnight(daysAgo) + 8 * hour;
        const today = Array.from({ length: 8 + upTo(22) }, () => files[upTo(files.length - 1)]!);
        for (const caseId of today)
          for (let look = 0; look <= upTo(3); look++)
            reads.push({ actor, caseId, at: morning + chance() * 10 * hour });
        // Now and then a late call, a case of the other team that somebody asked about, a mistyped address, a search.
        if (chance() < 0.1)
          for (let late = 0; late <= upTo(3); late++)
            reads.push({
              actor,
              caseId: files[upTo(9)]!,
              at: midnight(daysAgo) + 22.5 * hour + late * minute,
            });
        if (chance() < 0.2)
          for (let n = 0; n <= upTo(4); n++)
            reads.push({ actor, caseId: others[upTo(40)]!, at: morning + n * hour, action: "access.lookUp" });
        for (let n = 0; n < upTo(4); n++)
          reads.push({ actor, at: morning + chance() * 8 * hour, kind: "denied", action: "case.get" });
        for (let n = 0; n < upTo(9); n++)
          reads.push({
            actor,
            at: morning + chance() * 9 * hour,
            action: "person.search",
            detail: { by: "name" },
          });
      }
    }
    expect(reads.length).toBeGreaterThan(20_000);
    await plant(house, reads);
    // After a month in which the program stood still.
    await plantScan(house, Date.now() - 31 * day);
    const began = performance.now();
    expect(await scan(house)).toEqual({ alerts: 0 });
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await alertsOf(house)).toEqual([]);
  }, 120_000);

  const plantScan = (house: TestOrganisation, at: number) =>
    runAs(database.ownerUrl, systemOf(house), [
      `insert into audit_event (organisation_id, id, at, kind, action, actor_kind, entity, entity_id, request_id, app_version)
       values ($1, gen_random_uuid(), to_timestamp($2), 'write', 'watch.scan', 'system', 'organisation', $1, 'planted', $3)`,
      [house.id, at / 1000, appVersion],
    ]);
});

describe("watch", () => {
  let house: TestOrganisation;
  let dara: Staff;
  let sok: Staff;
  let officer: Staff;
  let admin: Staff;
  let stranger: Staff;

  beforeAll(async () => {
    const { ownerUrl } = database;
    house = await makeOrganisation(ownerUrl);
    dara = await makeStaff(ownerUrl, house, "caseworker", { name: "Chan Dara" });
    sok = await makeStaff(ownerUrl, house, "coordinator", { name: "Sok" });
    officer = await makeStaff(ownerUrl, house, "limited", {
      name: "Officer",
      grants: ["data_protection_officer"],
    });
    admin = await makeStaff(ownerUrl, house, "administrator", { name: "Admin" });
    stranger = await makeStaff(ownerUrl, await makeOrganisation(ownerUrl), "coordinator");
  });
  const list = async (actor: Staff, input: object = {}) =>
    (await listAlerts.execute(actor, input, testOrigin)).alerts;
  const close = (actor: Staff, alertId: string, over: object = {}) =>
    closeAlert.execute(actor, { alertId, version: 1, outcome: "explained", ...over }, testOrigin);
  const search = (actor: Staff, q: string) => searchPeople.execute(actor, { q }, testOrigin);

  it("counts a visit to one case once, whatever its pages read, and a list as no case", async () => {
    const house = await makeOrganisation(database.ownerUrl);
    const reader = await makeStaff(database.ownerUrl, house, "caseworker");
    const officer = await makeStaff(database.ownerUrl, house, "limited", {
      grants: ["data_protection_officer"],
    });
    const two = { ...usualThresholds, many_cases: 2 };
    await configureWatch.execute({ ...officer, steppedUp: true }, two, testOrigin);
    const visit = async (caseId: string) => {
      for (const query of [getCase, getTimeline, listNeeds, listConsents, listReferrals, listLookers])
        await query.execute(reader, { caseId }, testOrigin);
    };
    const [first, second] = [
      await makeCase(database.ownerUrl, reader),
      await makeCase(database.ownerUrl, reader),
    ];
    await visit(first.id);
    await listCases.execute(reader, {}, testOrigin);
    await scan(house);
    expect(await alertsOf(house)).toEqual([]);
    await visit(second.id);
    await scan(house);
    expect(await alertsOf(house)).toMatchObject([{ rule: "many_cases", user_id: reader.userId, count: 2 }]);
  });

  it("knows a search for one's own name without keeping what was typed", async () => {
    for (const q of ["Dara Chan", "ចាន់ ដារា", "dara", "Chan Sophea", "012 345 678"]) await search(dara, q);
    await search(sok, "Sok Dara");
    const details = (await eventsOf(database.ownerUrl, house.id, "person.search")).map(
      ({ detail }) => detail,
    );
    expect(details).toEqual([
      { by: "name", ownName: true, count: 0 },
      { by: "name", ownName: true, count: 0 },
      { by: "name", count: 0 },
      { by: "name", count: 0 },
      { by: "number", count: 0 },
      { by: "name", count: 0 },
    ]);
    for (const handler of handlers) await handler.handle({}, testOrigin);
    expect(await list(officer)).toMatchObject([
      { userName: "Chan Dara", rule: "own_name", count: 2, closedAt: null },
    ]);
    for (const handler of handlers) await handler.handle({}, testOrigin);
    expect(await list(officer)).toHaveLength(1);
    const scans = await eventsOf(database.ownerUrl, house.id, "watch.scan");
    expect(scans.map(({ entity }) => entity)).toEqual(["organisation", "user"]);
  });

  it("shows nobody what is about themselves, and is closed once, with an outcome", async () => {
    await search(sok, "Sok");
    await scan(house);
    const [about] = (await list(officer)).filter(({ userId }) => userId === sok.userId);
    expect((await list(sok)).map(({ userId }) => userId)).not.toContain(sok.userId);
    await expect(close(sok, about!.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(close(stranger, about!.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const actor of [dara, admin])
      await expect(close(actor, about!.id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const actor of [dara, admin]) await expect(list(actor)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await list(stranger)).toEqual([]);
    const both = await Promise.allSettled([close(officer, about!.id), close(officer, about!.id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await list(officer)).not.toContainEqual(expect.objectContaining({ id: about!.id }));
    expect(await list(officer, { show: "all" })).toContainEqual(
      expect.objectContaining({ id: about!.id, outcome: "explained", closedByName: "Officer" }),
    );
  });

  it("takes other thresholds from administrators and the officer, with a second factor just shown", async () => {
    const configure = (actor: Staff, over: object = {}) =>
      configureWatch.execute(actor, { ...usualThresholds, ...over }, testOrigin);
    await expect(configure({ ...officer, steppedUp: false })).rejects.toMatchObject({
      params: { needs: "step_up" },
    });
    for (const actor of [sok, dara])
      await expect(configure(actor)).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const night of [0, 1.5, 10_001, "many"])
      await expect(configure(admin, { night })).rejects.toMatchObject({
        fields: { night: "watch.error.threshold" },
      });
    await configure(admin, { night: 3 });
    expect(await getWatchSettings.execute(officer, {}, testOrigin)).toEqual({
      thresholds: { ...usualThresholds, night: 3 },
    });
    await configure(officer);
    expect(await rowsOf(database.ownerUrl, house.id, "select * from watch_setting")).toEqual([]);
    const events = await eventsOf(database.ownerUrl, house.id, "watch.configure");
    expect(events.filter(({ kind }) => kind === "write").map(({ detail }) => detail["thresholds"])).toEqual([
      ["night: 6 → 3"],
      ["night: 3 → 6"],
    ]);
  });
});
