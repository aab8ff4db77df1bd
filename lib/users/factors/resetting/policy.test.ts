import { describe, expect, it } from "vitest";
import type { Role, Staff } from "@/lib/core/actor";
import { canCancel, canConfirm, canPropose } from "@/lib/users/factors/resetting/policy";

const actor = (role: Role, userId: string, siteId = "here", assurance = 2) =>
  ({ kind: "staff", role, userId, assurance, memberships: [{ siteId, teamId: null }] }) as unknown as Staff;
const lost = { userId: "lost", siteIds: ["here"] };
const proposed = { ...lost, proposedBy: "first", confirmedBy: null };

describe("a new start for who lost everything", () => {
  it.each([
    ["administrator", "first", "elsewhere", true],
    ["coordinator", "first", "here", true],
    ["coordinator", "first", "elsewhere", false],
    ["caseworker", "first", "here", false],
    ["limited", "first", "here", false],
    ["administrator", "lost", "here", false],
    ["coordinator", "lost", "here", false],
  ] as const)("may be proposed: %s %s of %s: %s", (role, userId, site, may) => {
    expect(canPropose(actor(role, userId, site), lost)).toBe(may);
  });

  it.each([
    ["administrator", "second", true],
    ["coordinator", "second", true],
    ["caseworker", "second", false],
    ["administrator", "first", false],
    ["administrator", "lost", false],
  ] as const)("may be agreed to: %s %s: %s", (role, userId, may) => {
    expect(canConfirm(actor(role, userId), proposed)).toBe(may);
  });

  it.each([
    ["caseworker", "lost", true],
    ["caseworker", "other", false],
    ["coordinator", "other", true],
    ["administrator", "first", true],
    ["limited", "other", false],
  ] as const)("may be stopped: %s %s: %s", (role, userId, may) => {
    expect(canCancel(actor(role, userId), proposed)).toBe(may);
  });

  it("is stopped with a password alone by whom it concerns, and by nobody else", () => {
    expect(canCancel(actor("caseworker", "lost", "here", 1), proposed)).toBe(true);
    for (const role of ["coordinator", "administrator"] as const)
      expect(canCancel(actor(role, "other", "here", 1), proposed)).toBe(false);
  });

  it("is for people only, but for being carried out", () => {
    const system = { kind: "system", organisationId: "o", name: "test" } as const;
    for (const can of [canPropose, canConfirm, canCancel]) expect(can(system, proposed)).toBe(false);
  });
});
