import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { answerQuery, type HttpCall } from "@/lib/core/http";
import { withdrawConsent } from "@/lib/consents/commands";
import { readShared } from "@/lib/referrals/answering/queries";
import { closeReferral } from "@/lib/referrals/closing/commands";
import { queries } from "@/lib/registry";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { newId } from "@/lib/core/ids";
import { makeCase } from "@/lib/testing/cases";
import { makeSentReferral } from "@/lib/testing/referrals";
import { rowsOf } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import {
  insertAsOwner,
  makeOrganisation,
  makeStaff,
  type TestOrganisation,
  testOrigin,
} from "@/lib/testing/staff";
import { deactivateUser } from "@/lib/users/commands";
import { acceptInvitation, invitationTarget } from "@/lib/users/invitations";
import { inviteUser, renewInvitation } from "@/lib/users/inviting/commands";
import { updateUser } from "@/lib/users/rights/commands";
import { createToken } from "@/lib/users/tokens/commands";

const database = useDatabase();
let home: TestOrganisation;
let administrator: Staff;

beforeAll(async () => {
  home = await makeOrganisation(database.ownerUrl);
  administrator = await makeStaff(database.ownerUrl, home, "administrator");
});

type Credential = { cookie: string } | { authorization: string } | { "x-partner-link": string };
async function statusWith(credential: Credential, query: "site.list" | "case.list" | "referral.shared") {
  const call: HttpCall = {
    method: "GET",
    search: new URLSearchParams(),
    header: (name) => (credential as Record<string, string>)[name] ?? null,
    body: async () => "",
  };
  return (await answerQuery(queries.get(query), call)).status;
}
const session = async (staff: Staff) => ({ cookie: `__Host-session=${(await signedIn(staff)).token}` });
async function token(staff: Staff) {
  const wish = { name: "Sheet", permissions: ["site.list", "case.list"] };
  return { authorization: `Bearer ${(await createToken.execute(staff, wish, testOrigin)).token}` };
}
const linkOf = ({ link }: { link: string | null }) => link!.split("/").at(-1)!;
const isLive = async (link: string) => (await invitationTarget(link)) !== null;
const close = (staff: { userId: string }) =>
  deactivateUser.execute(administrator, { userId: staff.userId, version: 1 }, testOrigin);

describe("the very next request is refused", () => {
  it("with every session and token of an account that was closed", async () => {
    const staff = await makeStaff(database.ownerUrl, home, "caseworker");
    const all = [await session(staff), await session(staff), await token(staff)];
    for (const one of all) expect(await statusWith(one, "case.list")).toBe(200);
    expect(await close(staff)).toMatchObject({ sessions: 2, tokens: 1 });
    for (const one of all) expect(await statusWith(one, "case.list")).toBe(401);
  });

  it("with an invitation, and with a link for a new password", async () => {
    const wish = {
      email: `${newId()}@example.org`,
      displayName: "A",
      role: "limited",
      places: [],
      grants: [],
    };
    const invited = await inviteUser.execute(administrator, wish, testOrigin);
    const staff = await makeStaff(database.ownerUrl, home, "caseworker");
    const reset = await renewInvitation.execute(
      administrator,
      { userId: staff.userId, purpose: "reset_password" },
      testOrigin,
    );
    const links = [linkOf(invited), linkOf(reset)];
    for (const link of links) expect(await isLive(link)).toBe(true);
    expect(await close(invited)).toMatchObject({ invitations: 1 });
    expect(await close(staff)).toMatchObject({ invitations: 1 });
    for (const link of links) {
      expect(await isLive(link)).toBe(false);
      expect(await acceptInvitation(link, "a long and calm sentence", testOrigin)).toBe(false);
    }
  });

  it("with an access to a case that was opened for a time", async () => {
    const carer = await makeStaff(database.ownerUrl, home, "caseworker", { site: home.sites[1]! });
    const visitor = await makeStaff(database.ownerUrl, home, "caseworker");
    const { id: case_id } = await makeCase(database.ownerUrl, carer);
    const id = newId();
    const row = {
      organisation_id: home.id,
      id,
      case_id,
      user_id: visitor.userId,
      kind: "glass",
      status: "open",
    };
    await insertAsOwner(database.ownerUrl, home.id, [
      { table: "case_access", covering: id, row: { ...row, ends_at: new Date(Date.now() + 3_600_000) } },
    ]);
    expect(await close(visitor)).toMatchObject({ accesses: 1 });
    const [after] = await rowsOf(
      database.ownerUrl,
      home.id,
      "select status, version from case_access where id = $1",
      [id],
    );
    expect(after).toEqual({ status: "ended", version: 2 });
  });

  it("with the old session after a change of rights, and the token can do only what is left", async () => {
    const staff = await makeStaff(database.ownerUrl, home, "caseworker");
    const [browser, program] = [await session(staff), await token(staff)];
    const less = { displayName: "Dara", role: "limited", places: [], grants: [], endsAt: null };
    await updateUser.execute(administrator, { userId: staff.userId, version: 1, ...less }, testOrigin);
    expect(await statusWith(browser, "site.list")).toBe(401);
    expect(await statusWith(program, "site.list")).toBe(200);
    expect(await statusWith(program, "case.list")).toBe(403);
  });

  it("with everything of an account whose time is over", async () => {
    const staff = await makeStaff(database.ownerUrl, home, "caseworker");
    const all = [await session(staff), await token(staff)];
    const reset = { userId: staff.userId, purpose: "reset_password" };
    const link = linkOf(await renewInvitation.execute(administrator, reset, testOrigin));
    await changeAsOwner(
      database.ownerUrl,
      home.id,
      [staff.userId],
      "update user_account set ends_at = now() where id = $1",
      [staff.userId],
    );
    for (const one of all) expect(await statusWith(one, "site.list")).toBe(401);
    expect(await isLive(link)).toBe(false);
  });

  it("with a partner's link once its referral was called back; of one whose yes was taken back nothing is left to read", async () => {
    const staff = await makeStaff(database.ownerUrl, home, "caseworker");
    const [called, taken] = [
      await makeSentReferral(database.ownerUrl, staff),
      await makeSentReferral(database.ownerUrl, staff),
    ];
    const holderOf = ({ link }: { link: string }) => ({ "x-partner-link": link.split("/").at(-1)! });
    for (const one of [called, taken]) expect(await statusWith(holderOf(one), "referral.shared")).toBe(200);
    const { id: referralId, version } = called;
    await closeReferral.execute(staff, { referralId, version, to: "revoked_by_agency" }, testOrigin);
    expect(await statusWith(holderOf(called), "referral.shared")).toBe(401);
    await withdrawConsent.execute(
      staff,
      { consentId: taken.consentId, version: 1, how: "by_phone" },
      testOrigin,
    );
    expect(await readShared.execute(taken.holder, {}, testOrigin)).toEqual({
      ...{ state: "ended", reason: "withdrawn", referralId: taken.id, organisationName: "Lantern House" },
    });
  });
});
