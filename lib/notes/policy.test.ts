import { describe, expect, it } from "vitest";
import type { CaseScope } from "@/lib/cases/policy";
import type { GrantKind, Role, Staff } from "@/lib/core/actor";
import { canReveal, isShut } from "@/lib/notes/policy";

const file: CaseScope = {
  id: "case",
  siteId: "here",
  teamId: "team",
  assigneeId: "caseworker",
  status: "active",
};
const staff = (userId: string, role: Role, more: Partial<Staff> = {}): Staff => ({
  kind: "staff",
  userId,
  organisationId: "house",
  sessionId: "session",
  role,
  displayName: userId,
  locale: "en",
  memberships: [{ siteId: "here", teamId: role === "coordinator" ? null : "team" }],
  grants: [],
  visits: [],
  assurance: 2,
  steppedUp: false,
  limitedTo: null,
  ...more,
});
const elsewhere = { memberships: [{ siteId: "there", teamId: "other" }] };
const granted = (kind: GrantKind) => ({ grants: [kind] });

describe("a note for few eyes", () => {
  it.each([
    ["its author", staff("author", "caseworker"), true, true],
    ["the caseworker", staff("caseworker", "caseworker"), true, true],
    ["a colleague of the team", staff("mate", "caseworker"), false, false],
    ["who coordinates the site", staff("sok", "coordinator"), false, false],
    ["a coordinator granted health notes", staff("sok", "coordinator", granted("health_notes")), true, false],
    ["a colleague granted legal notes", staff("mate", "caseworker", granted("legal_notes")), false, true],
    ["a colleague with another grant", staff("mate", "caseworker", granted("duty_officer")), false, false],
    ["the author, no longer on the case", staff("author", "caseworker", elsewhere), false, false],
    [
      "granted, not on the case",
      staff("x", "caseworker", { ...elsewhere, ...granted("health_notes") }),
      false,
      false,
    ],
    ["a visitor", staff("x", "caseworker", { ...elsewhere, visits: ["case"] }), false, false],
    [
      "a granted visitor",
      staff("x", "caseworker", { ...elsewhere, visits: ["case"], ...granted("health_notes") }),
      true,
      false,
    ],
    ["an administrator", staff("admin", "administrator", granted("health_notes")), false, false],
  ])("%s", (_who, actor, health, legal) => {
    expect(canReveal(actor, { privacy: "health", authorId: "author" }, file)).toBe(health);
    expect(canReveal(actor, { privacy: "legal", authorId: "author" }, file)).toBe(legal);
    expect(canReveal(actor, { privacy: "case", authorId: "author" }, file)).toBe(false);
  });

  it.each([
    ["the caseworker", staff("caseworker", "caseworker"), true, true],
    ["who coordinates the site", staff("sok", "coordinator"), false, true],
    ["a coordinator granted health notes", staff("sok", "coordinator", granted("health_notes")), true, true],
    ["its author", staff("author", "caseworker"), false, false],
    ["a colleague granted health notes", staff("mate", "caseworker", granted("health_notes")), false, false],
    ["a visitor", staff("x", "caseworker", { ...elsewhere, visits: ["case"] }), false, false],
  ])("of a restricted case is shut, also to %s, and opened by few", (_who, actor, health, ofCase) => {
    const restricted = { ...file, status: "restricted" as const };
    expect(isShut({ privacy: "case" }, restricted)).toBe(true);
    expect(canReveal(actor, { privacy: "health", authorId: "author" }, restricted)).toBe(health);
    expect(canReveal(actor, { privacy: "case", authorId: "author" }, restricted)).toBe(ofCase);
  });

  it("is for no partner", () => {
    const partner = { kind: "partner", organisationId: "house", referralId: "r" } as const;
    expect(canReveal(partner, { privacy: "health", authorId: "author" }, file)).toBe(false);
  });
});
