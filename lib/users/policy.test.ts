import { describe, expect, it } from "vitest";
import { type Actor, roles, type Staff } from "@/lib/core/actor";
import { canEndSessionsOf, canManageAccounts, obstacleToDeactivating } from "@/lib/users/policy";

const staff = (role: Staff["role"]): Staff => ({
  kind: "staff",
  userId: "me",
  organisationId: "o",
  sessionId: "s",
  role,
  displayName: "Dara",
  locale: "en",
  memberships: [],
  grants: [],
  visits: [],
  assurance: 2,
  steppedUp: true,
  limitedTo: null,
});
const others: Actor[] = [
  { kind: "partner", organisationId: "o", referralId: "me" },
  { kind: "system", organisationId: "o", name: "clock" },
];

describe("accounts", () => {
  it("are managed by administrators only", () => {
    expect(roles.filter((role) => canManageAccounts(staff(role)))).toEqual(["administrator"]);
    expect(others.some(canManageAccounts)).toBe(false);
  });

  it.each([
    { status: "active", role: "caseworker", others: 0, id: "you", obstacle: null },
    { status: "invited", role: "coordinator", others: 0, id: "you", obstacle: null },
    { status: "active", role: "administrator", others: 1, id: "you", obstacle: null },
    { status: "invited", role: "administrator", others: 0, id: "you", obstacle: null },
    {
      status: "active",
      role: "administrator",
      others: 0,
      id: "you",
      obstacle: "users.error.lastAdministrator",
    },
    {
      status: "deactivated",
      role: "caseworker",
      others: 2,
      id: "you",
      obstacle: "users.error.alreadyDeactivated",
    },
    {
      status: "active",
      role: "administrator",
      others: 2,
      id: "me",
      obstacle: "users.error.notYourself",
    },
  ] as const)("can be closed: $role, $status, $others other administrators, $id → $obstacle", (row) => {
    expect(obstacleToDeactivating(staff("administrator"), row, row.others)).toBe(row.obstacle);
  });
});

describe("sessions", () => {
  it("are ended by their owner and by administrators", () => {
    for (const role of roles) {
      expect(canEndSessionsOf(staff(role), "me")).toBe(true);
      expect(canEndSessionsOf(staff(role), "you")).toBe(role === "administrator");
      expect(canEndSessionsOf({ ...staff(role), assurance: 1 }, "me")).toBe(true);
      expect(canEndSessionsOf({ ...staff(role), assurance: 1 }, "you")).toBe(false);
    }
    expect(others.some((actor) => canEndSessionsOf(actor, "me"))).toBe(false);
  });
});
