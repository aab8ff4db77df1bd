import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { staffOfToken } from "@/lib/core/sessions";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";
import { revokeSession } from "@/lib/users/sessions/commands";
import { listSessions } from "@/lib/users/sessions/queries";

const database = useDatabase();
let organisation: TestOrganisation;
let administrator: Staff;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  administrator = await makeStaff(database.ownerUrl, organisation, "administrator");
});

const newcomer = () => makeStaff(database.ownerUrl, organisation, "caseworker");
const lives = async (token: string) => (await staffOfToken(token)) !== null;

describe("session.list", () => {
  it("shows one's own open sessions and marks the present one", async () => {
    const staff = await newcomer();
    const first = await signedIn(staff);
    const second = await signedIn(staff);
    await revokeSession.execute(first.actor, { sessionId: first.actor.sessionId }, testOrigin);
    const third = await signedIn(staff);
    const { sessions } = listSessions.output.parse(await listSessions.execute(second.actor, {}, testOrigin));
    expect(sessions.map(({ id, current }) => [id, current])).toEqual([
      [third.actor.sessionId, false],
      [second.actor.sessionId, true],
    ]);
    expect(sessions[0]).toMatchObject({ device: "Test", network: "192.0.2.0/24" });
  });

  it("shows somebody else's to administrators only", async () => {
    const staff = await newcomer();
    await signedIn(staff);
    expect(
      (await listSessions.execute(administrator, { userId: staff.userId }, testOrigin)).sessions,
    ).toHaveLength(1);
    await expect(
      listSessions.execute(await newcomer(), { userId: staff.userId }, testOrigin),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    const stranger = await makeStaff(
      database.ownerUrl,
      await makeOrganisation(database.ownerUrl),
      "administrator",
    );
    await expect(listSessions.execute(stranger, { userId: staff.userId }, testOrigin)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("session.revoke", () => {
  it("ends one session, once, with its event", async () => {
    const staff = await newcomer();
    const { token, actor } = await signedIn(staff);
    const kept = await signedIn(staff);
    expect(await revokeSession.execute(kept.actor, { sessionId: actor.sessionId }, testOrigin)).toEqual({
      ended: 1,
    });
    expect(await revokeSession.execute(kept.actor, { sessionId: actor.sessionId }, testOrigin)).toEqual({
      ended: 0,
    });
    expect([await lives(token), await lives(kept.token)]).toEqual([false, true]);
    const events = await eventsOf(database.ownerUrl, organisation.id, "session.revoke");
    const mine = events.filter(({ actor_id }) => actor_id === staff.userId);
    expect(
      mine.map(({ entity, entity_id, covers, detail }) => ({ entity, entity_id, covers, detail })),
    ).toEqual([
      { entity: "session", entity_id: actor.sessionId, covers: [staff.userId], detail: { ended: 1 } },
      { entity: "session", entity_id: actor.sessionId, covers: [staff.userId], detail: { ended: 0 } },
    ]);
  });

  it("ends the session that asks when nothing else is said", async () => {
    const staff = await newcomer();
    const { token, actor } = await signedIn(staff);
    const other = await signedIn(staff);
    expect(await revokeSession.execute(actor, {}, testOrigin)).toEqual({ ended: 1 });
    expect([await lives(token), await lives(other.token)]).toEqual([false, true]);
    const events = await eventsOf(database.ownerUrl, organisation.id, "session.revoke");
    expect(events.find(({ actor_id }) => actor_id === staff.userId)).toMatchObject({
      entity: "session",
      entity_id: actor.sessionId,
      covers: [staff.userId],
      detail: { ended: 1 },
    });
  });

  it("ends all of one's own, or all but the present one", async () => {
    const staff = await newcomer();
    const sessions = [await signedIn(staff), await signedIn(staff), await signedIn(staff)];
    const present = sessions[2]!;
    expect(await revokeSession.execute(present.actor, { all: "mine_except_this" }, testOrigin)).toEqual({
      ended: 2,
    });
    expect(await Promise.all(sessions.map(({ token }) => lives(token)))).toEqual([false, false, true]);
    expect(await revokeSession.execute(present.actor, { all: "mine" }, testOrigin)).toEqual({ ended: 1 });
    expect(await lives(present.token)).toBe(false);
  });

  it("ends somebody else's for administrators; for anybody else they do not exist", async () => {
    const staff = await newcomer();
    const { token, actor } = await signedIn(staff);
    const colleague = await newcomer();
    const stranger = await makeStaff(
      database.ownerUrl,
      await makeOrganisation(database.ownerUrl),
      "administrator",
    );
    for (const [who, what] of [
      [colleague, { sessionId: actor.sessionId }],
      [colleague, { userId: staff.userId, all: "theirs" }],
      [stranger, { sessionId: actor.sessionId }],
      [stranger, { userId: staff.userId, all: "theirs" }],
      [administrator, { sessionId: newId() }],
      [
        { ...administrator, assurance: 1 },
        { userId: staff.userId, all: "theirs" },
      ],
      [{ ...administrator, assurance: 1 }, { sessionId: actor.sessionId }],
    ] as const) {
      await expect(revokeSession.execute(who, what, testOrigin)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await lives(token)).toBe(true);
    expect(
      await revokeSession.execute(administrator, { userId: staff.userId, all: "theirs" }, testOrigin),
    ).toEqual({ ended: 1 });
    expect(await lives(token)).toBe(false);
  });

  it.each([
    { all: "theirs" },
    { all: "mine", userId: newId() },
    { sessionId: "x" },
    { sessionId: newId(), all: "mine" },
  ])("refuses %j", async (input) => {
    await expect(revokeSession.execute(administrator, input, testOrigin)).rejects.toMatchObject({
      code: "INVALID",
    });
  });
});
