import { beforeAll, describe, expect, it } from "vitest";
import { grantKinds, type GrantKind, type Role, roles, type Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { isPermitted, type Permission, permissions } from "@/lib/core/permissions";
import { makeCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, runAs } from "@/lib/testing/owner";
import {
  insertAsOwner,
  makeOrganisation,
  makeStaff,
  type TestOrganisation,
  testOrigin,
} from "@/lib/testing/staff";
import { deactivateUser } from "@/lib/users/commands";
import { getUser } from "@/lib/users/queries";
import { seeAccess } from "@/lib/users/seeing/queries";

const database = useDatabase();
let home: TestOrganisation;
let administrator: Staff;

beforeAll(async () => {
  home = await makeOrganisation(database.ownerUrl);
  administrator = await makeStaff(database.ownerUrl, home, "administrator");
  const [here, there] = home.sites;
  for (const [site, team] of [
    [here, 0],
    [here, 1],
    [there, 0],
  ] as const) {
    const carer = await makeStaff(database.ownerUrl, home, "caseworker", { site: site!, team });
    await makeCase(database.ownerUrl, carer);
    await makeCase(database.ownerUrl, carer, { status: "closed" });
    await makeCase(database.ownerUrl, carer, { team_id: null });
  }
});

const see = (userId: string, as = administrator) => seeAccess.execute(as, { userId }, testOrigin);
const someone = (role: Role, grants: readonly GrantKind[] = []) =>
  makeStaff(database.ownerUrl, home, role, { grants });

/** What the database itself shows them. */
async function shown(staff: Staff): Promise<number> {
  const [row] = await runAs<{ files: number }>(database.appUrl, staff, [
    "select count(*)::int as files from case_file",
  ]);
  return row!.files;
}

async function visit(staff: Staff, caseId: string, minutes: number) {
  const id = newId();
  await insertAsOwner(database.ownerUrl, home.id, [
    {
      table: "case_access",
      covering: id,
      row: {
        organisation_id: home.id,
        id,
        case_id: caseId,
        user_id: staff.userId,
        kind: "glass",
        status: "open",
        ends_at: new Date(Date.now() + minutes * 60_000),
      },
    },
  ]);
}

describe("user.access", () => {
  it.each(roles.flatMap((role) => [[role, []] as const, [role, grantKinds] as const]))(
    "of %s with %j says what permissions and row-level security say",
    async (role, grants) => {
      const staff = await someone(role, grants);
      const answer = seeAccess.output.parse(await see(staff.userId));
      const verbs = (Object.keys(permissions) as Permission[]).filter((name) => isPermitted(staff, name));
      expect(answer.permissions).toEqual(verbs);
      expect(answer.files).toBe(await shown(staff));
      expect(answer.grants.map(({ kind }) => kind).sort()).toEqual([...grants].sort());
      expect(answer).toMatchObject({ open: true, role });
    },
  );

  it("counts what is open to somebody for a time, and what is no longer", async () => {
    const staff = await someone("limited");
    const carer = await makeStaff(database.ownerUrl, home, "caseworker", { site: home.sites[1]! });
    const [now, over] = [await makeCase(database.ownerUrl, carer), await makeCase(database.ownerUrl, carer)];
    await visit(staff, now.id, 60);
    await visit(staff, over.id, -1);
    expect((await see(staff.userId)).files).toBe(1);
    expect(await shown(staff)).toBe(1);
  });

  it("tells administrators of no case content, and of nothing at all for who cannot come in", async () => {
    const other = await someone("administrator");
    expect(await see(other.userId)).toMatchObject({
      files: 0,
      classes: { facts: false, names: false, notes: false, health: "none", legal: "none" },
      audit: true,
    });
    const over = await someone("caseworker");
    await changeAsOwner(
      database.ownerUrl,
      home.id,
      [over.userId],
      "update user_account set ends_at = now() where id = $1",
      [over.userId],
    );
    expect(await see(over.userId)).toMatchObject({ open: false, files: 0 });
    expect(await getUser.execute(administrator, { userId: over.userId }, testOrigin)).toMatchObject({
      ended: true,
      status: "active",
    });
    const gone = await someone("caseworker");
    await deactivateUser.execute(administrator, { userId: gone.userId, version: 1 }, testOrigin);
    expect(await see(gone.userId)).toMatchObject({ open: false, files: 0 });
  });

  it("tells apart whose notes for few eyes somebody reads", async () => {
    const nurse = await someone("caseworker", ["health_notes"]);
    expect((await see(nurse.userId)).classes).toEqual({
      ...{ facts: true, names: true, notes: true, health: "all", legal: "own" },
    });
    const volunteer = await someone("limited", ["health_notes"]);
    expect((await see(volunteer.userId)).classes).toMatchObject({ facts: false, health: "none" });
  });

  it("is written down, and is for administrators of the same organisation", async () => {
    const staff = await someone("caseworker");
    await see(staff.userId);
    const events = await eventsOf(database.ownerUrl, home.id, "user.access");
    expect(events.find(({ entity_id }) => entity_id === staff.userId)).toMatchObject({
      kind: "view",
      actor_id: administrator.userId,
    });
    const elsewhere = await makeOrganisation(database.ownerUrl);
    const stranger = await makeStaff(database.ownerUrl, elsewhere, "administrator");
    for (const query of [seeAccess, getUser]) {
      const as = (who: Staff) => query.execute(who, { userId: staff.userId }, testOrigin);
      await expect(as(stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(as(staff)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});

describe("user.get", () => {
  it("gives one account with its open cases by code, links, tokens and factors", async () => {
    const staff = await someone("caseworker", ["intake"]);
    const { code } = await makeCase(database.ownerUrl, staff);
    await makeCase(database.ownerUrl, staff, { status: "closed" });
    const answer = getUser.output.parse(
      await getUser.execute(administrator, { userId: staff.userId }, testOrigin),
    );
    expect(answer).toMatchObject({
      id: staff.userId,
      openCases: 1,
      cases: [code],
      grants: [{ kind: "intake", endsAt: null }],
      factors: { passkeys: 0, totp: false },
      proposedBy: null,
      tokens: 0,
      invitation: null,
    });
  });
});
