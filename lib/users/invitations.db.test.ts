import { beforeAll, describe, expect, it } from "vitest";
import { signIn } from "@/lib/core/auth";
import { hashToken, opaqueToken } from "@/lib/core/crypto";
import { newId } from "@/lib/core/ids";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { insertAsOwner, makeOrganisation, type TestOrganisation, testOrigin } from "@/lib/testing/staff";
import { acceptInvitation, invitationTarget } from "@/lib/users/invitations";

const database = useDatabase();
let organisation: TestOrganisation;
const password = "a long and calm sentence";

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
});

async function invite({ status = "invited", minutes = 60 } = {}) {
  const [userId, token] = [newId(), opaqueToken()];
  const organisation_id = organisation.id;
  const email = `${userId}@example.org`;
  await insertAsOwner(database.ownerUrl, organisation_id, [
    {
      table: "user_account",
      covering: userId,
      row: { organisation_id, id: userId, email, display_name: "Sophea", role: "administrator", status },
    },
    {
      table: "invitation",
      covering: userId,
      row: {
        organisation_id,
        id: newId(),
        user_id: userId,
        hash: hashToken(token),
        expires_at: new Date(Date.now() + minutes * 60_000),
      },
    },
  ]);
  return { userId, token, email };
}

describe("an invitation", () => {
  it("says whom it is for, sets the password and is spent", async () => {
    const { userId, token, email } = await invite();
    expect(await invitationTarget(token)).toEqual({
      ...{ email, displayName: "Sophea", purpose: "join", organisation: "Lantern House" },
      ...{ role: "administrator", proposed: false, places: [], grants: [], endsAt: null },
    });
    expect(await acceptInvitation(token, password, testOrigin)).toBe(true);
    expect(await signIn({ email, password }, testOrigin)).toEqual({
      organisationId: organisation.id,
      userId,
    });
    expect(await invitationTarget(token)).toBeNull();
    expect(await acceptInvitation(token, "another long sentence", testOrigin)).toBe(false);
    const [event] = (await eventsOf(database.ownerUrl, organisation.id, "invitation.accept")).filter(
      (e) => e.actor_id === userId,
    );
    expect(event).toMatchObject({
      kind: "auth",
      entity: "user",
      entity_id: userId,
      network: testOrigin.network,
    });
  });

  it("is accepted once by two at the same time", async () => {
    const { token } = await invite();
    const tries = await Promise.all([1, 2, 3].map(() => acceptInvitation(token, password, testOrigin)));
    expect(tries.filter(Boolean)).toHaveLength(1);
  });

  it("is nothing when expired, unknown, malformed or for a closed account", async () => {
    const expired = await invite({ minutes: -1 });
    const closed = await invite({ status: "deactivated" });
    for (const token of [expired.token, closed.token, opaqueToken(), "", "short", "x".repeat(44)]) {
      expect(await invitationTarget(token)).toBeNull();
      expect(await acceptInvitation(token, password, testOrigin)).toBe(false);
    }
  });

  it("is refused by the database itself for an account closed at the last moment", async () => {
    const { token } = await invite({ status: "deactivated" });
    const [row] = await rowsOf<{ accepted: boolean }>(
      database.ownerUrl,
      organisation.id,
      "select use_invitation($1, 'x', $2, 'r', null, '0') as accepted",
      [hashToken(token), newId()],
    );
    expect(row!.accepted).toBe(false);
  });

  it.each([
    ["too short", "users.error.passwordTooShort"],
    ["x".repeat(129) + "abcd", "users.error.passwordTooLong"],
    ["aaaaaaaaaaaaaaaaaaaa", "users.error.passwordTooSimple"],
  ])("asks for a better password than %s", async (weak, key) => {
    const { token } = await invite();
    await expect(acceptInvitation(token, weak, testOrigin)).rejects.toMatchObject({
      code: "INVALID",
      fields: { password: key },
    });
    expect(await invitationTarget(token)).not.toBeNull();
  });
});
