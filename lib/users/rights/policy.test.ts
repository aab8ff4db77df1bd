import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grantKinds, roles, type Staff } from "@/lib/core/actor";
import {
  obstacleToChanging,
  obstacleToConfirming,
  rightsOf,
  volunteerDays,
  wrongInRights,
} from "@/lib/users/rights/policy";
import { rightsWish } from "@/lib/users/rights/schema";

it.each(["Sok Dara\nCoordinator", "araD \u202ekoS", "Sok\tDara", "Sok \u2067Dara"])(
  "refuses the name %j",
  (displayName) => {
    const { error } = rightsWish.shape.displayName.safeParse(displayName);
    expect(error?.issues[0]!.message).toBe("core.error.controlCharacter");
  },
);

const now = new Date("2026-11-22T08:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const sites = [
  { id: "poipet", teams: [{ id: "day" }, { id: "night" }] },
  { id: "office", teams: [] },
];
const wish = { role: "caseworker" as const, places: [], grants: [], endsAt: undefined };
const administrator: Staff = {
  kind: "staff",
  ...{
    userId: "me",
    organisationId: "o",
    sessionId: "s",
    role: "administrator",
    displayName: "Sophea",
    locale: "en",
  },
  ...{ memberships: [], grants: [], visits: [], assurance: 2, steppedUp: true, limitedTo: null },
};

describe("ends", () => {
  it("are 90 days ahead for volunteers and their grants, and none for others", () => {
    const grants = [{ kind: "intake" as const }];
    const end = inDays(volunteerDays);
    expect(rightsOf({ ...wish, role: "limited", grants }, now)).toMatchObject({
      endsAt: end,
      grants: [{ kind: "intake", endsAt: end }],
    });
    expect(rightsOf({ ...wish, grants }, now)).toMatchObject({
      endsAt: null,
      grants: [{ kind: "intake", endsAt: null }],
    });
  });

  it("are what somebody decided, also that there is none", () => {
    const chosen = {
      ...wish,
      role: "limited",
      endsAt: null,
      grants: [{ kind: "intake", endsAt: inDays(3) }],
    } as const;
    expect(rightsOf({ ...chosen, places: [], grants: [...chosen.grants] }, now)).toMatchObject({
      endsAt: null,
      grants: [{ kind: "intake", endsAt: inDays(3) }],
    });
  });

  it("and places and grants are there once each", () => {
    const place = fc.record({ siteId: fc.constantFrom("a", "b"), teamId: fc.constantFrom("x", null) });
    const grant = fc.record({ kind: fc.constantFrom(...grantKinds) });
    fc.assert(
      fc.property(fc.array(place), fc.array(grant), fc.constantFrom(...roles), (places, grants, role) => {
        const rights = rightsOf({ role, places, grants, endsAt: undefined }, now);
        expect(new Set(rights.places.map((one) => JSON.stringify(one))).size).toBe(rights.places.length);
        expect(new Set(rights.grants.map(({ kind }) => kind)).size).toBe(rights.grants.length);
        expect(new Set(rights.places.map((one) => JSON.stringify(one)))).toEqual(
          new Set(places.map((one) => JSON.stringify(one))),
        );
      }),
    );
  });
});

describe("a wish", () => {
  const at = (siteId: string, teamId: string | null = null) => [{ siteId, teamId }];
  it.each([
    ["caseworker", at("poipet", "day"), null],
    ["caseworker", at("office"), null],
    ["caseworker", at("poipet"), "users.error.teamMissing"],
    ["caseworker", [], "users.error.placeMissing"],
    ["caseworker", at("office", "day"), "users.error.placeUnknown"],
    ["caseworker", at("elsewhere"), "users.error.placeUnknown"],
    ["coordinator", at("poipet"), null],
    ["coordinator", at("poipet", "day"), "users.error.coordinatorHasSites"],
    ["coordinator", [], "users.error.placeMissing"],
    ["limited", [], null],
    ["limited", at("poipet", "night"), null],
    ["limited", at("poipet"), "users.error.teamMissing"],
    ["administrator", [], null],
    ["administrator", at("poipet"), "users.error.administratorHasNoPlaces"],
  ] as const)("%s at %j → %s", (role, places, problem) => {
    const rights = rightsOf({ ...wish, role, places: [...places], grants: [] }, now);
    expect(wrongInRights(rights, sites, now)).toEqual(problem && { places: problem });
  });

  it("ends in the future", () => {
    const rights = rightsOf(
      {
        role: "limited",
        places: [],
        endsAt: now,
        grants: [{ kind: "intake" }, { kind: "analyst", endsAt: inDays(-1) }],
      },
      now,
    );
    expect(wrongInRights(rights, sites, now)).toEqual({
      endsAt: "users.error.endInPast",
      "grants.1.endsAt": "users.error.endInPast",
    });
  });
});

describe("obstacles", () => {
  const you = { id: "you", role: "administrator", status: "active" } as const;
  it.each([
    [you, { role: "administrator", endsAt: null }, 0, null],
    [you, { role: "caseworker", endsAt: null }, 0, "users.error.lastAdministrator"],
    [you, { role: "administrator", endsAt: inDays(1) }, 0, "users.error.lastAdministrator"],
    [you, { role: "caseworker", endsAt: null }, 1, null],
    [{ ...you, role: "caseworker" }, { role: "limited", endsAt: null }, 0, null],
    [
      { ...you, status: "deactivated" },
      { role: "caseworker", endsAt: null },
      1,
      "users.error.alreadyDeactivated",
    ],
    [{ ...you, id: "me" }, { role: "administrator", endsAt: null }, 1, "users.error.notYourOwnRights"],
  ] as const)("to changing %j to %j with %i others: %s", (account, rights, others, obstacle) => {
    expect(obstacleToChanging(administrator, account, rights, others)).toBe(obstacle);
  });

  const proposed = { ...you, role: "limited", pendingRole: "administrator", pendingRoleBy: "third" } as const;
  it.each([
    [proposed, null],
    [{ ...proposed, pendingRoleBy: "me" }, "users.error.proposedByYou"],
    [{ ...proposed, id: "me" }, "users.error.notYourOwnRights"],
    [{ ...proposed, pendingRole: null }, "users.error.notProposed"],
    [{ ...proposed, status: "deactivated" }, "users.error.notProposed"],
  ] as const)("to confirming %j: %s", (account, obstacle) => {
    expect(obstacleToConfirming(administrator, account)).toBe(obstacle);
  });
});
