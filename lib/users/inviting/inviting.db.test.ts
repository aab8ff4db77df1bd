import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { signIn } from "@/lib/core/auth";
import { newId } from "@/lib/core/ids";
import { staffOfToken } from "@/lib/core/sessions";
import { useDatabase } from "@/lib/testing/database";
import { jobsOf } from "@/lib/testing/jobs";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";
import { acceptInvitation, invitationTarget } from "@/lib/users/invitations";
import { inviteUser, renewInvitation } from "@/lib/users/inviting/commands";
import { deactivateUser } from "@/lib/users/commands";

const database = useDatabase();
let organisation: TestOrganisation;
let administrator: Staff;
const password = "a long and calm sentence";

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  administrator = await makeStaff(database.ownerUrl, organisation, "administrator");
});

const placeOf = (team = 0) => ({
  siteId: organisation.sites[0]!.id,
  teamId: organisation.sites[0]!.teamIds[team]!,
});
const wish = (over: object = {}) => ({
  email: `${newId()}@Example.org`,
  displayName: "Vuthy",
  role: "caseworker",
  places: [placeOf()],
  grants: [],
  ...over,
});
const invite = (over: object = {}, as = administrator) => inviteUser.execute(as, wish(over), testOrigin);
const tokenOf = (link: string | null) => link!.split("/").at(-1)!;

async function accountRow(userId: string) {
  const [row] = await rowsOf<Record<string, unknown>>(
    database.ownerUrl,
    organisation.id,
    `select role, status, email, ends_at, pending_role, pending_role_by,
       (select count(*)::int from membership m where m.user_id = u.id and m.status = 'active') as places,
       (select json_agg(json_build_object('kind', kind, 'days', round(extract(epoch from ends_at - now()) / 86400))) from access_grant g
         where g.user_id = u.id and g.revoked_at is null) as grants,
       round(extract(epoch from ends_at - now()) / 86400)::int as days
     from user_account u where id = $1`,
    [userId],
  );
  return row!;
}

describe("user.invite", () => {
  it("makes an account and a link that works once, within 24 hours", async () => {
    const made = inviteUser.output.parse(await invite());
    const hours = (Date.parse(made.expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);
    expect(await accountRow(made.userId)).toMatchObject({
      role: "caseworker",
      status: "invited",
      email: made.email,
      places: 1,
      days: null,
    });
    const token = tokenOf(made.link);
    expect(await invitationTarget(token)).toMatchObject({
      purpose: "join",
      displayName: "Vuthy",
      role: "caseworker",
      places: [{ site: "Site 1", team: "Team 1" }],
    });
    expect(await acceptInvitation(token, password, testOrigin)).toBe(true);
    expect(await acceptInvitation(token, password, testOrigin)).toBe(false);
    expect(await signIn({ email: made.email, password }, testOrigin)).toMatchObject({ userId: made.userId });
    const events = await eventsOf(database.ownerUrl, organisation.id, "user.invite");
    expect(events.find(({ entity_id }) => entity_id === made.userId)).toMatchObject({
      entity: "user",
      actor_id: administrator.userId,
      detail: { role: "caseworker", places: 1, grants: [], sent: false },
    });
  });

  it("tells the queue no address and no readable link", async () => {
    const { userId, link, email } = await invite();
    const [job] = await jobsOf(database.ownerUrl, "mail.send", { userId });
    expect(job).toEqual({
      organisationId: organisation.id,
      userId,
      kind: "invitation",
      token: expect.any(String),
    });
    expect(JSON.stringify(job)).not.toContain(tokenOf(link));
    expect(JSON.stringify(job)).not.toContain(email);
  });

  it("gives volunteers and their grants 90 days", async () => {
    const { userId } = await invite({ role: "limited", grants: [{ kind: "intake" }] });
    expect(await accountRow(userId)).toMatchObject({ days: 90, grants: [{ kind: "intake", days: 90 }] });
  });

  it("makes an administrator nothing until a second one confirms", async () => {
    const { userId } = await invite({ role: "administrator", places: [] });
    expect(await accountRow(userId)).toMatchObject({
      role: "limited",
      pending_role: "administrator",
      pending_role_by: administrator.userId,
      days: null,
    });
  });

  it.each([
    [{ email: "nobody" }, { email: "users.error.emailMalformed" }],
    [{ role: "king" }, { role: "users.error.roleMissing" }],
    [{ places: [] }, { places: "users.error.placeMissing" }],
    [{ places: [{ siteId: newId(), teamId: null }] }, { places: "users.error.placeUnknown" }],
    [{ endsAt: "2020-01-01T00:00:00Z" }, { endsAt: "users.error.endInPast" }],
    [{ displayName: " " }, { displayName: "core.error.missing" }],
  ])("refuses %j", async (over, fields) => {
    await expect(invite(over)).rejects.toMatchObject({ code: "INVALID", fields });
  });

  it("refuses a team of another site, and a site of another organisation", async () => {
    const [here, there] = organisation.sites;
    const elsewhere = await makeOrganisation(database.ownerUrl);
    for (const place of [
      { siteId: here!.id, teamId: there!.teamIds[0] },
      { siteId: elsewhere.sites[0]!.id, teamId: elsewhere.sites[0]!.teamIds[0] },
    ])
      await expect(invite({ places: [place] })).rejects.toMatchObject({
        fields: { places: "users.error.placeUnknown" },
      });
  });

  it("has each address once in an organisation, also of two at once, in whatever case", async () => {
    const email = `${newId()}@example.org`;
    const tries = await Promise.allSettled([invite({ email }), invite({ email: email.toUpperCase() })]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(invite({ email: ` ${email} ` })).rejects.toMatchObject({
      code: "CONFLICT",
      fields: { email: "users.error.emailTaken" },
    });
    const home = await makeOrganisation(database.ownerUrl);
    const other = await makeStaff(database.ownerUrl, home, "administrator");
    const [site] = home.sites;
    const place = { siteId: site!.id, teamId: site!.teamIds[0] };
    expect(await invite({ email, places: [place] }, other)).toMatchObject({ email });
  });

  it("is for administrators who have just shown a second factor", async () => {
    const coordinator = await makeStaff(database.ownerUrl, organisation, "coordinator");
    await expect(invite({}, coordinator)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(invite({}, { ...administrator, steppedUp: false })).rejects.toMatchObject({
      code: "FORBIDDEN",
      params: { needs: "step_up" },
    });
  });
});

describe("user.renewInvitation", () => {
  const renew = (userId: string, purpose: string, as = administrator) =>
    renewInvitation.execute(as, { userId, purpose }, testOrigin);

  it("makes a new link to join, and every older one is dead", async () => {
    const { userId, link } = await invite();
    const again = await renew(userId, "join");
    expect(await invitationTarget(tokenOf(link))).toBeNull();
    expect(await acceptInvitation(tokenOf(link), password, testOrigin)).toBe(false);
    expect(await invitationTarget(tokenOf(again.link))).toMatchObject({ purpose: "join" });
    const [event] = (await eventsOf(database.ownerUrl, organisation.id, "user.renewInvitation")).filter(
      ({ entity_id }) => entity_id === userId,
    );
    expect(event).toMatchObject({ detail: { purpose: "join", sent: false } });
  });

  it("lets somebody choose a new password, which ends their sessions and keeps their second factor", async () => {
    const staff = await makeStaff(database.ownerUrl, organisation, "caseworker");
    const { token: session } = await signedIn(staff);
    const { link } = await renew(staff.userId, "reset_password");
    const token = tokenOf(link);
    expect(await invitationTarget(token)).toMatchObject({ purpose: "reset_password" });
    expect(await staffOfToken(session)).not.toBeNull();
    const tries = await Promise.all([1, 2].map(() => acceptInvitation(token, password, testOrigin)));
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await staffOfToken(session)).toBeNull();
    expect(await signIn({ email: `${staff.userId}@example.org`, password }, testOrigin)).not.toBeNull();
    const events = await eventsOf(database.ownerUrl, organisation.id, "invitation.resetPassword");
    expect(events.find(({ actor_id }) => actor_id === staff.userId)).toMatchObject({
      kind: "auth",
      detail: { sessions: 1 },
    });
  });

  it("fits the account: to join before joining, a password after, nothing once closed, never oneself", async () => {
    const { userId } = await invite();
    const staff = await makeStaff(database.ownerUrl, organisation, "caseworker");
    const gone = await makeStaff(database.ownerUrl, organisation, "caseworker");
    await deactivateUser.execute(administrator, { userId: gone.userId, version: 1 }, testOrigin);
    for (const [who, purpose, key] of [
      [userId, "reset_password", "users.error.notJoined"],
      [staff.userId, "join", "users.error.joinedAlready"],
      [gone.userId, "join", "users.error.alreadyDeactivated"],
      [administrator.userId, "reset_password", "users.error.notYourOwnRights"],
    ] as const)
      await expect(renew(who, purpose)).rejects.toMatchObject({ code: "CONFLICT", fields: { "": key } });
  });

  it("is for administrators of the same organisation", async () => {
    const staff = await makeStaff(database.ownerUrl, organisation, "caseworker");
    const stranger = await makeStaff(
      database.ownerUrl,
      await makeOrganisation(database.ownerUrl),
      "administrator",
    );
    await expect(renew(staff.userId, "reset_password", stranger)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(renew(staff.userId, "reset_password", staff)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
