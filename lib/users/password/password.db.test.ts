import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { signIn } from "@/lib/core/auth";
import { hashPassword } from "@/lib/core/passwords";
import { staffOfToken } from "@/lib/core/sessions";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";
import { changePassword } from "@/lib/users/password/commands";

const database = useDatabase();
let home: TestOrganisation;
const [current, next] = ["the sentence of last year", "a calmer sentence now"];

beforeAll(async () => {
  home = await makeOrganisation(database.ownerUrl);
});

async function withPassword(): Promise<Staff> {
  const staff = await makeStaff(database.ownerUrl, home, "caseworker");
  const stored = await hashPassword(current);
  await changeAsOwner(
    database.ownerUrl,
    home.id,
    [staff.userId],
    "update user_account set password_hash = $2 where id = $1",
    [staff.userId, stored],
  );
  return staff;
}
const change = (actor: Staff, input: object = {}) =>
  changePassword.execute(actor, { current, next, ...input }, testOrigin);
const opens = async ({ userId }: Staff, password: string) =>
  (await signIn({ email: `${userId}@example.org`, password }, testOrigin)) !== null;

describe("me.changePassword", () => {
  it("sets the new password, ends every other session and keeps this one", async () => {
    const staff = await withPassword();
    const other = await signedIn(staff);
    const { token, actor } = await signedIn(staff);
    expect(await change(actor)).toEqual({ sessions: 1 });
    expect([await opens(staff, next), await opens(staff, current)]).toEqual([true, false]);
    expect(await staffOfToken(token)).not.toBeNull();
    expect(await staffOfToken(other.token)).toBeNull();
    const [event] = (await eventsOf(database.ownerUrl, home.id, "me.changePassword")).filter(
      ({ actor_id }) => actor_id === staff.userId,
    );
    expect(event).toMatchObject({ entity: "user", entity_id: staff.userId, detail: { sessions: 1 } });
  });

  it("asks for the present one, for a good one, and for another one", async () => {
    const { actor } = await signedIn(await withPassword());
    for (const [input, fields] of [
      [{ current: "a guess of somebody" }, { current: "users.error.passwordWrong" }],
      [{ next: "short" }, { next: "users.error.passwordTooShort" }],
      [{ next: current }, { next: "users.error.passwordSame" }],
    ] as const)
      await expect(change(actor, input)).rejects.toMatchObject({ code: "INVALID", fields });
  });

  it("counts wrong guesses", async () => {
    const { actor } = await signedIn(await withPassword());
    for (let i = 0; i < 10; i++)
      await expect(change(actor, { current: "a guess of somebody" })).rejects.toMatchObject({
        code: "INVALID",
      });
    await expect(change(actor)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  it("of two at once one wins", async () => {
    const staff = await withPassword();
    const { actor } = await signedIn(staff);
    const tries = await Promise.allSettled([
      change(actor, { next: "the first of two new ones" }),
      change(actor, { next: "the other of two new ones" }),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("needs a second factor just now, and no program may", async () => {
    const { actor } = await signedIn(await withPassword());
    await expect(change({ ...actor, steppedUp: false })).rejects.toMatchObject({
      params: { needs: "step_up" },
    });
    await expect(change({ ...actor, limitedTo: ["me.changePassword"] })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
