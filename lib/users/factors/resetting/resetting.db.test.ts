import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { openSession, staffOfToken } from "@/lib/core/sessions";
import { listFactors } from "@/lib/users/factors/queries";
import {
  cancelReset,
  carryOutReset,
  confirmReset,
  proposeReset,
} from "@/lib/users/factors/resetting/commands";
import { listResets } from "@/lib/users/factors/resetting/queries";
import { getMe } from "@/lib/users/queries";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import {
  insertAsOwner,
  makeOrganisation,
  makeStaff,
  type TestOrganisation,
  testOrigin,
} from "@/lib/testing/staff";

const database = useDatabase();
let home: TestOrganisation;
let coordinator: Staff, elsewhereHere: Staff, administrator: Staff, stranger: Staff;

beforeAll(async () => {
  const { ownerUrl } = database;
  home = await makeOrganisation(ownerUrl);
  const other = await makeOrganisation(ownerUrl, { name: "Harbour" });
  coordinator = await makeStaff(ownerUrl, home, "coordinator");
  elsewhereHere = await makeStaff(ownerUrl, home, "coordinator", { site: home.sites[1]! });
  administrator = await makeStaff(ownerUrl, home, "administrator");
  stranger = await makeStaff(ownerUrl, other, "administrator");
});

/** A caseworker with every kind of factor, signed in. */
async function lost() {
  const staff = await makeStaff(database.ownerUrl, home, "caseworker");
  const { organisationId, userId } = staff;
  const row = { organisation_id: organisationId, user_id: userId };
  const bytes = () => Buffer.from(newId());
  await insertAsOwner(database.ownerUrl, organisationId, [
    { table: "totp", covering: userId, row: { ...row, seed_sealed: bytes() } },
    { table: "recovery_code", covering: userId, row: { ...row, id: newId(), hash: bytes() } },
    {
      table: "passkey",
      covering: userId,
      row: { ...row, id: newId(), credential_id: bytes(), public_key: bytes(), name: "Phone" },
    },
  ]);
  return { staff, token: await openSession(organisationId, userId, testOrigin) };
}

const propose = (by: Staff, userId: string) => proposeReset.execute(by, { userId }, testOrigin);
const confirm = (by: Staff, resetId: string) => confirmReset.execute(by, { resetId }, testOrigin);
const cancel = (by: Staff, resetId: string) => cancelReset.execute(by, { resetId }, testOrigin);
const carryOut = (resetId: string) =>
  carryOutReset.execute({ kind: "system", organisationId: home.id, name: "test" }, { resetId }, testOrigin);
/** A day later. */
const dayPasses = (resetId: string) =>
  rowsOf(
    database.ownerUrl,
    home.id,
    `with told as (insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, covers, request_id, app_version)
       select organisation_id, $2, 'write', 'setup', 'system', 'setup', array[user_id], 'setup', 'setup' from factor_reset where id = $1)
     update factor_reset set ready_at = ready_at - interval '24 hours' where id = $1`,
    [resetId, newId()],
  );

describe("everything lost", () => {
  it("two others agree, a day passes, and all factors, codes and sessions are gone", async () => {
    const { staff, token } = await lost();
    const { resetId } = await propose(coordinator, staff.userId);
    const told = await getMe.execute(staff, {}, testOrigin);
    expect(told.factorReset).toMatchObject({ resetId, by: coordinator.displayName, readyAt: null });
    expect(await carryOut(resetId)).toEqual({ done: false });
    const { readyAt } = await confirm(administrator, resetId);
    expect(Date.parse(readyAt) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    expect(await carryOut(resetId)).toEqual({ done: false });
    expect((await listFactors.execute(staff, {}, testOrigin)).passkeys).toHaveLength(1);
    await dayPasses(resetId);
    expect(await carryOut(resetId)).toEqual({ done: true });
    expect(await carryOut(resetId)).toEqual({ done: false });
    expect(await staffOfToken(token)).toBeNull();
    const anew = await staffOfToken(await openSession(home.id, staff.userId, testOrigin));
    expect(await listFactors.execute(anew!, {}, testOrigin)).toMatchObject({
      ...{ totp: null, passkeys: [], step: "set_up" },
      recoveryCodes: { left: 0 },
    });
    expect((await getMe.execute(anew!, {}, testOrigin)).factorReset).toBeNull();
    for (const action of ["factorReset.propose", "factorReset.confirm"])
      expect(
        (await eventsOf(database.ownerUrl, home.id, action)).filter(
          ({ entity_id }) => entity_id === staff.userId,
        ),
      ).toHaveLength(1);
  });

  it("is proposed for the people of one's sites, once at a time, and never for oneself", async () => {
    const { staff } = await lost();
    await expect(propose(elsewhereHere, staff.userId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(propose(coordinator, coordinator.userId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(propose(stranger, staff.userId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(propose(staff, coordinator.userId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const both = await Promise.allSettled([
      propose(coordinator, staff.userId),
      propose(administrator, staff.userId),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(propose(administrator, staff.userId)).rejects.toMatchObject({
      fields: { "": "factors.error.resetOpen" },
    });
  });

  it("needs a second person: not who proposed it, not whom it concerns, nobody from elsewhere", async () => {
    const { staff } = await lost();
    const { resetId } = await propose(coordinator, staff.userId);
    for (const by of [coordinator, staff])
      await expect(confirm(by, resetId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(confirm(stranger, resetId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await confirm(elsewhereHere, resetId);
    await expect(confirm(administrator, resetId)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is stopped by whom it concerns, with the password alone, until it has happened", async () => {
    const { staff, token } = await lost();
    const { resetId } = await propose(coordinator, staff.userId);
    await confirm(administrator, resetId);
    const actor = (await staffOfToken(token))!;
    expect(actor.assurance).toBe(1);
    await cancel(actor, resetId);
    await dayPasses(resetId);
    expect(await carryOut(resetId)).toEqual({ done: false });
    expect((await listFactors.execute(actor, {}, testOrigin)).passkeys).toHaveLength(1);
    await expect(cancel(actor, resetId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is stopped by one coordinator, by no colleague, and shows who may agree", async () => {
    const { staff } = await lost();
    const { resetId } = await propose(coordinator, staff.userId);
    const colleague = await makeStaff(database.ownerUrl, home, "caseworker");
    await expect(cancel(colleague, resetId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const mayConfirm = async (by: Staff) =>
      (await listResets.execute(by, {}, testOrigin)).pending.find((one) => one.resetId === resetId)
        ?.mayConfirm;
    expect(await mayConfirm(coordinator)).toBe(false);
    expect(await mayConfirm(administrator)).toBe(true);
    expect(await mayConfirm(stranger)).toBeUndefined();
    await cancel(elsewhereHere, resetId);
    expect(await mayConfirm(administrator)).toBeUndefined();
  });
});
