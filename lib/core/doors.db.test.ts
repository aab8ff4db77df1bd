import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GrantKind, principalsOf, type Role, type Staff } from "@/lib/core/actor";
import { opaqueToken } from "@/lib/core/crypto";
import { answerCommand, answerQuery, type HttpAnswer, partnerHeader } from "@/lib/core/http";
import { newId } from "@/lib/core/ids";
import { callOf } from "@/lib/core/next-http";
import { type Permission, permissions } from "@/lib/core/permissions";
import { commands, queries } from "@/lib/registry";
import { useDatabase } from "@/lib/testing/database";
import { changeAsOwner } from "@/lib/testing/change";
import { sumsOf } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, type TestOrganisation } from "@/lib/testing/staff";
import { calls, type Ids, type World, worldOf } from "@/lib/testing/world";

/**
 * Every command and every query, asked over HTTP by everybody who could come, with the records of one case, with other
 * shapes of their ids, and with nothing. What must come of each cell follows from the permission table alone.
 */
const database = useDatabase();
const origin = "http://localhost:3000";
const names = Object.keys(permissions) as Permission[];

/** Who comes. `sees` says whether the world's case is in their sight; `knows` whether its house is theirs. */
const callers = {
  anonymous: { sees: false, knows: false },
  "an unknown token": { sees: false, knows: false },
  "password only": { sees: true, knows: true },
  "intake only": { sees: false, knows: true },
  "the caseworker": { sees: true, knows: true },
  "a colleague of the team": { sees: true, knows: true },
  "another team": { sees: false, knows: true },
  "the coordinator": { sees: true, knows: true },
  "the coordinator of another site": { sees: false, knows: true },
  administrator: { sees: false, knows: true },
  "data-protection officer": { sees: false, knows: true },
  "a caseworker of another organisation": { sees: false, knows: false },
  "an administrator of another organisation": { sees: false, knows: false },
  deactivated: { sees: false, knows: false },
  "whose time is over": { sees: false, knows: false },
  "whose session was ended": { sees: false, knows: false },
  "not yet here": { sees: false, knows: false },
  "whose grant is over": { sees: false, knows: true },
  "whose membership is over": { sees: false, knows: true },
  "a partner's link": { sees: false, knows: true },
  "another partner's link": { sees: false, knows: false },
} as const;
type Caller = keyof typeof callers;
const everybody = Object.keys(callers) as Caller[];

let world: World;
let home: TestOrganisation;
const headers = {} as Record<Caller, Record<string, string>>;
const staffOf: Partial<Record<Caller, Staff>> = {};

beforeAll(async () => {
  const { ownerUrl } = database;
  home = await makeOrganisation(ownerUrl);
  const away = await makeOrganisation(ownerUrl, { name: "Harbour" });
  const [here, there] = home.sites;
  world = await worldOf(ownerUrl, await makeStaff(ownerUrl, home, "caseworker"));
  const other = await worldOf(ownerUrl, await makeStaff(ownerUrl, home, "caseworker", { team: 1 }));

  const signIn = async (caller: Caller, staff: Staff, assurance: 1 | 2 = 2) => {
    const { token, actor } = await signedIn(staff, { assurance });
    staffOf[caller] = actor;
    headers[caller] = { cookie: `__Host-session=${token}` };
    return staff;
  };
  const make = (role: Role, over: Parameters<typeof makeStaff>[3] = {}, of = home) =>
    makeStaff(ownerUrl, of, role, over);
  const change = (staff: Staff, table: string, set: string) =>
    changeAsOwner(
      ownerUrl,
      staff.organisationId,
      [staff.userId],
      `update ${table} set ${set} where ${table === "user_account" ? "id" : "user_id"} = $1`,
      [staff.userId],
    );

  headers.anonymous = {};
  headers["an unknown token"] = { cookie: `__Host-session=${opaqueToken()}` };
  await signIn("password only", await make("caseworker"), 1);
  await signIn("intake only", await make("limited", { grants: ["intake"] }));
  await signIn("the caseworker", world.staff);
  await signIn("a colleague of the team", await make("caseworker"));
  await signIn("another team", await make("caseworker", { team: 1 }));
  await signIn("the coordinator", await make("coordinator", { site: here! }));
  await signIn("the coordinator of another site", await make("coordinator", { site: there! }));
  await signIn("administrator", await make("administrator"));
  await signIn(
    "data-protection officer",
    await make("limited", { grants: ["data_protection_officer"] as GrantKind[] }),
  );
  await signIn("a caseworker of another organisation", await make("caseworker", {}, away));
  await signIn("an administrator of another organisation", await make("administrator", {}, away));
  await change(
    await signIn("deactivated", await make("coordinator", { site: here! })),
    "user_account",
    "status = 'deactivated'",
  );
  await change(
    await signIn("whose time is over", await make("coordinator", { site: here! })),
    "user_account",
    "ends_at = now()",
  );
  await change(
    await signIn("whose session was ended", await make("caseworker")),
    "session",
    "revoked_at = now()",
  );
  await change(await signIn("not yet here", await make("caseworker")), "user_account", "status = 'invited'");
  await change(
    await signIn("whose grant is over", await make("limited", { grants: ["intake"] })),
    "access_grant",
    "ends_at = now()",
  );
  await change(
    await signIn("whose membership is over", await make("caseworker")),
    "membership",
    "ends_at = now()",
  );
  headers["a partner's link"] = { [partnerHeader]: world.link };
  headers["another partner's link"] = { [partnerHeader]: other.link };
}, 120_000);

let owner: pg.Client;
beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());

async function ask(caller: Caller, name: Permission, input: object): Promise<HttpAnswer> {
  // What a partner's link tries beyond its referral is counted, and after twenty not answered at all; proved with the door.
  if (isLink(caller)) await owner.query("delete from throttle");
  const standard = {
    origin,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
    ...headers[caller],
  };
  if (permissions[name].does === "write") {
    const body = JSON.stringify(input);
    const request = new Request(`${origin}/api/commands/${name}`, {
      method: "POST",
      headers: standard,
      body,
    });
    return answerCommand(commands.get(name), callOf(request));
  }
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(input))
    for (const one of [value].flat(2))
      search.append(key, typeof one === "object" ? JSON.stringify(one) : String(one));
  const request = new Request(`${origin}/api/queries/${name}?${search}`, { headers: standard });
  return answerQuery(queries.get(name), callOf(request));
}

/** What the table says of a caller before any record is looked at: a status, or null for "go on". */
function atTheDoor(caller: Caller, name: Permission): number | null {
  const link = isLink(caller);
  const principals: readonly string[] = link
    ? ["partner"]
    : staffOf[caller]
      ? principalsOf(freshOf(caller))
      : [];
  if (!link && (!staffOf[caller] || gone.has(caller))) return 401;
  const { allows, assurance, stepUp } = permissions[name];
  if (!allows.some((one) => principals.includes(one))) return 403;
  const staff = staffOf[caller];
  return staff && (staff.assurance < assurance || (stepUp && !staff.steppedUp)) ? 403 : null;
}
const isLink = (caller: Caller) => caller.endsWith("partner's link");
const gone = new Set<Caller>([
  "deactivated",
  "whose time is over",
  "whose session was ended",
  "not yet here",
]);
const freshOf = (caller: Caller): Staff =>
  caller === "whose grant is over" ? { ...staffOf[caller]!, grants: [] } : staffOf[caller]!;

/** Without anything it ends the session that asks; proved in lib/users/sessions. */
const endsTheCaller: Permission = "session.revoke";
const cells = names
  .filter((name) => name !== endsTheCaller)
  .flatMap((name) => everybody.map((caller) => [name, caller] as const));

describe("every command and query, with nothing", () => {
  it.each(cells)("%s asked by: %s", async (name, caller) => {
    const { status, body } = await ask(caller, name, {});
    const expected = atTheDoor(caller, name);
    if (expected !== null) expect([status, JSON.parse(body).result]).toEqual([expected, undefined]);
    // Who works nowhere any more may still record nobody: that is the domain's own refusal.
    else if (caller !== "whose membership is over") expect([401, 403, 500, 503]).not.toContain(status);
    else expect([401, 500, 503]).not.toContain(status);
  });

  it("is more than a thousand cells", () => expect(cells.length).toBeGreaterThan(1_000));
});

/** Other shapes in which the id of somebody else's record could come. */
const shapes = {
  alone: (foreign: string) => foreign,
  "in a list with one's own": (foreign: string, own: string) => [own, foreign],
  "in a list with itself": (foreign: string) => [foreign, foreign],
  "as an empty list": () => [],
  nested: (foreign: string) => ({ id: foreign }),
  "in a long list": (foreign: string) => Array.from({ length: 1_001 }, () => foreign),
} as const;
type Shape = keyof typeof shapes;

const given = Object.entries(calls) as [Permission, (ids: Ids) => Record<string, unknown>][];
const blind = everybody.filter((caller) => !callers[caller].sees);
/** Seen by the whole organisation. */
const ofHouse = new Set(["partnerId", "assigneeId", "siteId"]);
const shaped = given.flatMap(([name, call]) =>
  blind.flatMap((caller) =>
    (Object.keys(shapes) as Shape[]).map((shape) => [name, caller, shape, call] as const),
  ),
);

const kept = [
  "case_file",
  "need",
  "consent",
  "referral",
  "note",
  "person",
  "person_name",
  "person_contact",
  "user_account",
  "membership",
  "access_grant",
  "api_token",
  "passkey",
  "totp",
];

const stateOfHouse = () => sumsOf(database.ownerUrl, home.id, kept);

describe("every id of a record out of sight", () => {
  let before: object[];
  beforeAll(async () => void (before = await stateOfHouse()));

  it.each(shaped)("%s by: %s, %s", async (name, caller, shape, call) => {
    const own = Object.fromEntries(Object.keys(world.ids).map((key) => [key, newId()])) as Ids;
    const used = (Object.keys(own) as (keyof Ids)[]).filter((key) =>
      JSON.stringify(call(own)).includes(own[key]),
    );
    for (const key of used.filter((one) => !(callers[caller].knows && ofHouse.has(one)))) {
      const asked = { ...own, [key]: shapes[shape](world.ids[key], own[key]) } as unknown as Ids;
      const { status, body } = await ask(caller, name, call(asked));
      expect([key, status]).not.toEqual([key, 500]);
      const expected = atTheDoor(caller, name);
      if (expected !== null) expect([key, status]).toEqual([key, expected]);
      if (caller !== "a partner's link") {
        const answer = JSON.parse(body).result;
        for (const id of Object.values(world.ids).filter((one) => !JSON.stringify(asked).includes(one)))
          expect(JSON.stringify(answer ?? null)).not.toContain(id);
        if (permissions[name].does === "write" && name !== "draft.save")
          expect([key, status]).not.toEqual([key, 200]);
      }
    }
  });

  it("and nothing of the house has changed through all that", async () => {
    expect(shaped.length).toBeGreaterThan(1_000);
    expect(await stateOfHouse()).toEqual(before);
  });
});
