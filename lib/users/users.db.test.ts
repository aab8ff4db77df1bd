import { beforeAll, describe, expect, it } from "vitest";
import { canWorkOn } from "@/lib/cases/policy";
import { caseStatuses } from "@/lib/cases/schema";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { staffOfToken } from "@/lib/core/sessions";
import { listSites } from "@/lib/organisations/queries";
import { makeCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";
import { deactivateUser } from "@/lib/users/commands";
import { getMe, listColleagues, listUsers } from "@/lib/users/queries";

const database = useDatabase();
let organisation: TestOrganisation;
let administrator: Staff;
let caseworker: Staff;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  administrator = await makeStaff(database.ownerUrl, organisation, "administrator", { name: "Sophea" });
  caseworker = await makeStaff(database.ownerUrl, organisation, "caseworker");
});

describe("me.get", () => {
  it("says who is signed in, where they work, what they may do and until when", async () => {
    const { actor } = await signedIn(caseworker);
    const me = getMe.output.parse(await getMe.execute(actor, {}, testOrigin));
    const [site] = organisation.sites;
    expect(me).toMatchObject({
      userId: caseworker.userId,
      displayName: "Dara",
      role: "caseworker",
      organisation: "Lantern House",
      isDemo: false,
    });
    expect(me.memberships).toEqual([
      { siteId: site!.id, site: "Site 1", teamId: site!.teamIds[0], team: "Team 1" },
    ]);
    expect(me.permissions).toContain("case.register");
    expect(me.permissions).not.toContain("user.deactivate");
    const minutes = (Date.parse(me.sessionExpires) - Date.parse(me.now)) / 60_000;
    expect(minutes).toBeGreaterThan(14.9);
    expect(minutes).toBeLessThanOrEqual(15);
  });

  it("takes no fields", async () => {
    await expect(getMe.execute(caseworker, { userId: newId() }, testOrigin)).rejects.toMatchObject({
      code: "INVALID",
    });
  });
});

describe("user.list", () => {
  it("shows accounts with their places, sessions and the number of their open cases", async () => {
    const busy = await makeStaff(database.ownerUrl, organisation, "caseworker", { name: "Vuthy" });
    await signedIn(busy);
    await makeCase(database.ownerUrl, busy);
    await makeCase(database.ownerUrl, busy, { status: "closed" });
    const { users } = listUsers.output.parse(await listUsers.execute(administrator, {}, testOrigin));
    expect(users.find(({ id }) => id === busy.userId)).toMatchObject({
      name: "Vuthy",
      status: "active",
      openSessions: 1,
      openCases: 1,
      memberships: [{ site: "Site 1", team: "Team 1" }],
    });
    expect(users.find(({ id }) => id === administrator.userId)).toMatchObject({
      lastSeen: null,
      openSessions: 0,
      openCases: 0,
      memberships: [],
    });
    expect(users.map(({ name }) => name)).toEqual(users.map(({ name }) => name).sort());
  });

  it("is for administrators and ends at the organisation", async () => {
    await expect(listUsers.execute(caseworker, {}, testOrigin)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const other = await makeOrganisation(database.ownerUrl, { name: "Elsewhere" });
    const stranger = await makeStaff(database.ownerUrl, other, "administrator");
    const { users } = await listUsers.execute(stranger, {}, testOrigin);
    expect(users.map(({ id }) => id)).toEqual([stranger.userId]);
  });

  it("counts as open exactly the cases that can be worked on", async () => {
    const home = await makeOrganisation(database.ownerUrl);
    const boss = await makeStaff(database.ownerUrl, home, "administrator");
    for (const status of caseStatuses) {
      const one = await makeStaff(database.ownerUrl, home, "caseworker", { name: status });
      await makeCase(database.ownerUrl, one, { status });
    }
    const { users } = await listUsers.execute(boss, {}, testOrigin);
    const open = users.filter(({ openCases }) => openCases === 1).map(({ name }) => name);
    const scope = { id: "", siteId: "", teamId: null, assigneeId: null };
    const workable = caseStatuses.filter((status) =>
      canWorkOn({ kind: "system", organisationId: home.id, name: "test" }, { ...scope, status }),
    );
    expect(open).toEqual([...workable].sort());
  });
});

describe("colleague.list", () => {
  it("gives the caseworkers and coordinators of the actor's sites, with what they carry", async () => {
    const home = await makeOrganisation(database.ownerUrl);
    const [here, there] = home.sites;
    const asker = await makeStaff(database.ownerUrl, home, "caseworker", { name: "A" });
    const otherTeam = await makeStaff(database.ownerUrl, home, "caseworker", { name: "B", team: 1 });
    const coordinator = await makeStaff(database.ownerUrl, home, "coordinator", { name: "C" });
    await makeStaff(database.ownerUrl, home, "caseworker", { name: "D", site: there! });
    await makeStaff(database.ownerUrl, home, "administrator", { name: "E" });
    await makeCase(database.ownerUrl, otherTeam);
    const { colleagues } = listColleagues.output.parse(await listColleagues.execute(asker, {}, testOrigin));
    expect(colleagues.map(({ name, team, openCases }) => [name, team, openCases])).toEqual([
      ["A", "Team 1", 0],
      ["B", "Team 2", 1],
      ["C", null, 0],
    ]);
    expect(
      (await listColleagues.execute(coordinator, { siteId: here!.id }, testOrigin)).colleagues,
    ).toHaveLength(3);
    expect((await listColleagues.execute(coordinator, { siteId: there!.id }, testOrigin)).colleagues).toEqual(
      [],
    );
  });
});

describe("site.list", () => {
  it("gives the sites of the organisation with their teams", async () => {
    const { sites } = listSites.output.parse(await listSites.execute(caseworker, {}, testOrigin));
    expect(sites.map(({ name, teams }) => [name, teams.map((team) => team.name)])).toEqual([
      ["Site 1", ["Team 1", "Team 2"]],
      ["Site 2", ["Team 1", "Team 2"]],
    ]);
  });
});

describe("user.deactivate", () => {
  it("closes the account, ends its sessions at once and says what waits", async () => {
    const leaver = await makeStaff(database.ownerUrl, organisation, "caseworker", { name: "Leaver" });
    const { token } = await signedIn(leaver);
    await signedIn(leaver);
    const left = await makeCase(database.ownerUrl, leaver);
    await makeCase(database.ownerUrl, leaver, { status: "closed" });
    const result = await deactivateUser.execute(
      administrator,
      { userId: leaver.userId, version: 1 },
      testOrigin,
    );
    expect(result).toEqual({
      ...{ sessions: 2, tokens: 0, invitations: 0, accesses: 0, openCases: 1 },
      cases: [left.code],
    });
    expect(await staffOfToken(token)).toBeNull();
    const [row] = await rowsOf(
      database.ownerUrl,
      organisation.id,
      "select status, version, deactivated_at from user_account where id = $1",
      [leaver.userId],
    );
    expect(row).toMatchObject({ status: "deactivated", version: 2, deactivated_at: expect.any(Date) });
    const [event] = await eventsOf(database.ownerUrl, organisation.id, "user.deactivate");
    expect(event).toMatchObject({
      kind: "write",
      entity: "user",
      entity_id: leaver.userId,
      actor_id: administrator.userId,
      detail: { role: "caseworker", sessions: 2, tokens: 0, invitations: 0, accesses: 0, openCases: 1 },
    });
  });

  it("refuses oneself, an account closed before, a stale version and the last administrator", async () => {
    const home = await makeOrganisation(database.ownerUrl);
    const [a, b] = [
      await makeStaff(database.ownerUrl, home, "administrator"),
      await makeStaff(database.ownerUrl, home, "administrator"),
    ];
    const worker = await makeStaff(database.ownerUrl, home, "caseworker");
    const refused = (key: string) => ({ code: "CONFLICT", fields: { "": key } });
    await expect(
      deactivateUser.execute(a, { userId: a.userId, version: 1 }, testOrigin),
    ).rejects.toMatchObject(refused("users.error.notYourself"));
    await expect(
      deactivateUser.execute(a, { userId: worker.userId, version: 7 }, testOrigin),
    ).rejects.toMatchObject(refused("core.error.stale"));
    await deactivateUser.execute(a, { userId: worker.userId, version: 1 }, testOrigin);
    await expect(
      deactivateUser.execute(a, { userId: worker.userId, version: 2 }, testOrigin),
    ).rejects.toMatchObject(refused("users.error.alreadyDeactivated"));
    await deactivateUser.execute(a, { userId: b.userId, version: 1 }, testOrigin);
    await expect(
      deactivateUser.execute(b, { userId: a.userId, version: 1 }, testOrigin),
    ).rejects.toMatchObject(refused("users.error.lastAdministrator"));
  });

  it("lets one of two administrators win who close each other's account at once", async () => {
    const home = await makeOrganisation(database.ownerUrl);
    const [a, b] = [
      await makeStaff(database.ownerUrl, home, "administrator"),
      await makeStaff(database.ownerUrl, home, "administrator"),
    ];
    const tries = await Promise.allSettled([
      deactivateUser.execute(a, { userId: b.userId, version: 1 }, testOrigin),
      deactivateUser.execute(b, { userId: a.userId, version: 1 }, testOrigin),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const left = await rowsOf(
      database.ownerUrl,
      home.id,
      "select id from user_account where organisation_id = $1 and status = 'active'",
      [home.id],
    );
    expect(left).toHaveLength(1);
  });

  it("is for administrators of the same organisation", async () => {
    const coordinator = await makeStaff(database.ownerUrl, organisation, "coordinator");
    await expect(
      deactivateUser.execute(coordinator, { userId: caseworker.userId, version: 1 }, testOrigin),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    const stranger = await makeStaff(
      database.ownerUrl,
      await makeOrganisation(database.ownerUrl),
      "administrator",
    );
    await expect(
      deactivateUser.execute(stranger, { userId: caseworker.userId, version: 1 }, testOrigin),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
