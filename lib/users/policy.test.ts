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
    { status: "active", role: "caseworker", administrators: 1, id: "you", obstacle: null },
    { status: "invited", role: "coordinator", administrators: 1, id: "you", obstacle: null },
    { status: "active", role: "administrator", administrators: 2, id: "you", obstacle: null },
    { status: "invited", role: "administrator", administrators: 1, id: "you", obstacle: null },
    {
      status: "active",
      role: "administrator",
      administrators: 1,
      id: "you",
      obstacle: "users.error.lastAdministrator",
    },
    {
      status: "deactivated",
      role: "caseworker",
      administrators: 3,
      id: "you",
      obstacle: "users.error.alreadyDeactivated",
    },
    {
      status: "active",
      role: "administrator",
      administrators: 3,
      id: "me",
      obstacle: "users.error.notYourself",
    },
  ] as const)("can be closed: $role, $status, $administrators administrators, $id → $obstacle", (row) => {
    expect(obstacleToDeactivating(staff("administrator"), row, row.administrators)).toBe(row.obstacle);
  });
});

describe("sessions", () => {
  it("are ended by their owner and by administrators", () => {
    for (const role of roles) {
      expect(canEndSessionsOf(staff(role), "me")).toBe(true);
      expect(canEndSessionsOf(staff(role), "you")).toBe(role === "administrator");
    }
    expect(others.some((actor) => canEndSessionsOf(actor, "me"))).toBe(false);
  });
});
