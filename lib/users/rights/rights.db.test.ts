import { beforeAll, describe, expect, it } from "vitest";
import type { Role, Staff } from "@/lib/core/actor";
import { sqlState } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { staffOfToken } from "@/lib/core/sessions";
import { makeCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf, runAs } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";
import { confirmAdministrator, declineAdministrator, updateUser } from "@/lib/users/rights/commands";

const database = useDatabase();
let home: TestOrganisation;
let first: Staff;
let second: Staff;

beforeAll(async () => {
  home = await makeOrganisation(database.ownerUrl);
  first = await makeStaff(database.ownerUrl, home, "administrator", { name: "First" });
  second = await makeStaff(database.ownerUrl, home, "administrator", { name: "Second" });
});

const newcomer = (role: Role = "caseworker") => makeStaff(database.ownerUrl, home, role);
const teamAt = (site = 0, team = 0) => ({
  siteId: home.sites[site]!.id,
  teamId: home.sites[site]!.teamIds[team]!,
});
const wanted = (staff: Staff, over: object = {}) => ({
  ...{ userId: staff.userId, version: 1, displayName: staff.displayName, role: staff.role },
  ...{ places: [...staff.memberships], grants: [], endsAt: null },
  ...over,
});
const update = (staff: Staff, over: object = {}, as = first) =>
  updateUser.execute(as, wanted(staff, over), testOrigin);
const propose = (staff: Staff, as = first) => update(staff, { role: "administrator", places: [] }, as);
const refused = (key: string) => ({ code: "CONFLICT", fields: { "": key } });
const rowOf = async (userId: string) =>
  (
    await rowsOf<{
      role: string;
      version: number;
      pending_role: string | null;
      pending_role_by: string | null;
    }>(
      database.ownerUrl,
      home.id,
      "select role, version, pending_role, pending_role_by from user_account where id = $1",
      [userId],
    )
  )[0]!;

describe("user.update", () => {
  it("sets role, places, grants and end in one go, and has the person sign in afresh", async () => {
    const staff = await newcomer();
    const { token } = await signedIn(staff);
    const end = "2030-01-01T00:00:00.000Z";
    const answer = await update(staff, {
      role: "limited",
      places: [teamAt(1, 1)],
      grants: [{ kind: "intake", endsAt: end }, { kind: "analyst" }],
      endsAt: end,
    });
    expect(answer).toEqual({ version: 2, sessions: 1, proposed: false });
    expect(await staffOfToken(token)).toBeNull();
    const { actor } = await signedIn(staff);
    expect(actor).toMatchObject({ role: "limited", memberships: [teamAt(1, 1)] });
    expect([...actor.grants].sort()).toEqual(["analyst", "intake"]);
    const [event] = (await eventsOf(database.ownerUrl, home.id, "user.update")).filter(
      ({ entity_id }) => entity_id === staff.userId,
    );
    expect(event).toMatchObject({
      actor_id: first.userId,
      detail: { from: "caseworker", to: "limited", places: 1, sessions: 1 },
    });
  });

  it("lets sessions live when only the name changes", async () => {
    const staff = await newcomer();
    const { token } = await signedIn(staff);
    expect(await update(staff, { displayName: " Vuthy " })).toMatchObject({ sessions: 0 });
    expect(await staffOfToken(token)).toMatchObject({ displayName: "Vuthy" });
  });

  it("keeps the places and grants that stay, and ends the others", async () => {
    const staff = await newcomer();
    const grants = [{ kind: "intake", endsAt: null }];
    await update(staff, { grants, places: [teamAt(), teamAt(1)] });
    await update(staff, { grants, places: [teamAt(1)], version: 2 });
    const counts = await rowsOf(
      database.ownerUrl,
      home.id,
      `select (select count(*)::int from access_grant where user_id = $1) as grants,
         (select count(*)::int from membership where user_id = $1 and status = 'active') as places,
         (select count(*)::int from membership where user_id = $1 and status = 'ended') as ended`,
      [staff.userId],
    );
    expect(counts).toEqual([{ grants: 1, places: 1, ended: 1 }]);
  });

  it("refuses oneself, a stale version, the last administrator, and what cannot be", async () => {
    const staff = await newcomer();
    const own = { role: "caseworker", places: [teamAt()] };
    await expect(update(first, own)).rejects.toMatchObject(refused("users.error.notYourOwnRights"));
    await expect(update(staff, { version: 9 })).rejects.toMatchObject(refused("core.error.stale"));
    await expect(update(staff, { places: [] })).rejects.toMatchObject({
      code: "INVALID",
      fields: { places: "users.error.placeMissing" },
    });
    const alone = await makeOrganisation(database.ownerUrl);
    const [a, b] = [
      await makeStaff(database.ownerUrl, alone, "administrator"),
      await makeStaff(database.ownerUrl, alone, "administrator"),
    ];
    await update(b, { endsAt: "2030-01-01T00:00:00Z" }, a);
    await expect(update(a, { endsAt: "2030-01-01T00:00:00Z" }, b)).rejects.toMatchObject(
      refused("users.error.lastAdministrator"),
    );
  });

  it("lets one of two win who change each other's role at once", async () => {
    const pair = await makeOrganisation(database.ownerUrl);
    const [a, b] = [
      await makeStaff(database.ownerUrl, pair, "administrator"),
      await makeStaff(database.ownerUrl, pair, "administrator"),
    ];
    const less = { role: "limited", places: [] };
    const tries = await Promise.allSettled([update(a, less, b), update(b, less, a)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("is for administrators of the same organisation, with a second factor just shown", async () => {
    const staff = await newcomer();
    const elsewhere = await makeOrganisation(database.ownerUrl);
    const stranger = await makeStaff(database.ownerUrl, elsewhere, "administrator");
    await expect(update(staff, {}, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(update(staff, {}, await newcomer("coordinator"))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(update(staff, {}, { ...first, steppedUp: false })).rejects.toMatchObject({
      params: { needs: "step_up" },
    });
  });
});

describe("a new administrator", () => {
  it("keeps what they have until a second administrator confirms, then sees no case", async () => {
    const staff = await newcomer();
    const { code } = await makeCase(database.ownerUrl, staff);
    expect(await propose(staff)).toMatchObject({ proposed: true });
    const { token, actor } = await signedIn(staff);
    expect(actor).toMatchObject({ role: "caseworker", memberships: [teamAt()] });
    const answer = { userId: staff.userId, version: 2 };
    expect(await confirmAdministrator.execute(second, answer, testOrigin)).toEqual({
      sessions: 1,
      cases: [code],
    });
    expect(await staffOfToken(token)).toBeNull();
    expect((await signedIn(staff)).actor).toMatchObject({ role: "administrator", memberships: [] });
    const [event] = (await eventsOf(database.ownerUrl, home.id, "user.confirmAdministrator")).filter(
      ({ entity_id }) => entity_id === staff.userId,
    );
    expect(event).toMatchObject({ actor_id: second.userId, detail: { from: "caseworker", sessions: 1 } });
  });

  it("is not confirmed by who proposed, nor twice, nor when nobody proposed, nor by two at once", async () => {
    const staff = await newcomer("limited");
    const answer = { userId: staff.userId, version: 2 };
    await propose(staff);
    await expect(confirmAdministrator.execute(first, answer, testOrigin)).rejects.toMatchObject(
      refused("users.error.proposedByYou"),
    );
    const third = await newcomer("administrator");
    const tries = await Promise.allSettled(
      [second, third].map((one) => confirmAdministrator.execute(one, answer, testOrigin)),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(
      confirmAdministrator.execute(second, { ...answer, version: 3 }, testOrigin),
    ).rejects.toMatchObject(refused("users.error.notProposed"));
  });

  it("stays proposed by whoever proposed first", async () => {
    const staff = await newcomer();
    await propose(staff);
    await update(staff, { role: "administrator", places: [], version: 2 }, second);
    expect(await rowOf(staff.userId)).toMatchObject({ pending_role_by: first.userId });
  });

  it("can be declined, also by who proposed, and then stays who they were", async () => {
    const staff = await newcomer();
    await propose(staff);
    await declineAdministrator.execute(first, { userId: staff.userId, version: 2 }, testOrigin);
    expect(await rowOf(staff.userId)).toMatchObject({ role: "caseworker", pending_role: null });
    await expect(
      declineAdministrator.execute(second, { userId: staff.userId, version: 3 }, testOrigin),
    ).rejects.toMatchObject(refused("users.error.notProposed"));
  });

  it("of another organisation is not there", async () => {
    const staff = await newcomer();
    await propose(staff);
    const stranger = await makeStaff(
      database.ownerUrl,
      await makeOrganisation(database.ownerUrl),
      "administrator",
    );
    for (const command of [confirmAdministrator, declineAdministrator])
      await expect(
        command.execute(stranger, { userId: staff.userId, version: 2 }, testOrigin),
      ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("the database itself refuses", () => {
  const asApp = async (actor: Staff, sql: string, values: unknown[]) => {
    const event: [string, unknown[]] = [
      `insert into audit_event (organisation_id, id, kind, action, actor_kind, actor_id, entity, entity_id, request_id, app_version)
       values ($1, $2, 'write', 'user.update', 'staff', $3, 'user', $4, 'r', '0')`,
      [home.id, newId(), actor.userId, values[0]],
    ];
    const failure = await runAs(database.appUrl, actor, [sql, values], event).then(
      () => null,
      (error: unknown) => error,
    );
    return failure && sqlState(failure);
  };
  const role = "update user_account set role = $2 where id = $1";

  it("one's own role, place and grant", async () => {
    expect(await asApp(second, role, [second.userId, "caseworker"])).toBe("OW003");
    const grant =
      "insert into access_grant (user_id, organisation_id, id, kind) values ($1, $2, $3, 'intake')";
    expect(await asApp(second, grant, [second.userId, home.id, newId()])).toBe("OW003");
    const place = "insert into membership (user_id, organisation_id, id, site_id) values ($1, $2, $3, $4)";
    expect(await asApp(second, place, [second.userId, home.id, newId(), home.sites[0]!.id])).toBe("OW003");
  });

  it("an administrator whom nobody, or oneself, proposed", async () => {
    const staff = await newcomer();
    expect(await asApp(first, role, [staff.userId, "administrator"])).toBe("OW003");
    await propose(staff);
    expect(await asApp(first, role, [staff.userId, "administrator"])).toBe("OW003");
    expect(await asApp(second, role, [staff.userId, "administrator"])).toBeNull();
  });

  it("a proposal in somebody else's name, or in nobody's", async () => {
    const staff = await newcomer();
    const forged =
      "update user_account set pending_role = 'administrator', pending_role_by = $2 where id = $1";
    expect(await asApp(first, forged, [staff.userId, second.userId])).toBe("OW003");
    expect(await asApp(first, forged, [staff.userId, null])).toBe("OW003");
  });

  it("somebody else's password", async () => {
    const staff = await newcomer();
    const sql = "update user_account set password_hash = $2 where id = $1";
    expect(await asApp(first, sql, [staff.userId, "x"])).toBe("OW003");
  });
});
