import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canAnswer, canEnd, canReview } from "@/lib/access/policy";
import { accessStatuses } from "@/lib/access/schema";
import { accessWorkflow, canMoveAccess } from "@/lib/access/workflow";
import { type GrantKind, grantKinds, type Role, roles, type Staff } from "@/lib/core/actor";

const access = { userId: "asker", siteId: "here", assigneeId: "caseworker" };
const staff = (
  userId: string,
  role: Role,
  siteId: string,
  teamId: string | null,
  grants: GrantKind[] = [],
): Staff => ({
  kind: "staff",
  userId,
  organisationId: "house",
  sessionId: "session",
  role,
  displayName: userId,
  locale: "en",
  memberships: [{ siteId, teamId }],
  grants,
  visits: [],
  assurance: 2,
  steppedUp: true,
  limitedTo: null,
});

describe("an access", () => {
  it.each([
    ["the caseworker", staff("caseworker", "caseworker", "here", "team"), true, false],
    ["who coordinates the site", staff("sok", "coordinator", "here", null), true, true],
    ["who coordinates another site", staff("sok", "coordinator", "there", null), false, false],
    ["a coordinator in a team only", staff("sok", "coordinator", "here", "team"), false, false],
    ["a colleague of the team", staff("mate", "caseworker", "here", "team"), false, false],
    ["a duty officer there", staff("duty", "limited", "here", "team", ["duty_officer"]), true, false],
    ["a duty officer elsewhere", staff("duty", "limited", "there", "team", ["duty_officer"]), false, false],
    ["an administrator", staff("admin", "administrator", "here", null), false, false],
    ["a former caseworker, limited now", staff("caseworker", "limited", "here", "team"), false, false],
    [
      "a data-protection officer",
      staff("dpo", "limited", "here", "team", ["data_protection_officer"]),
      false,
      false,
    ],
  ])("%s", (_who, actor, answers, reviews) => {
    expect(canAnswer(actor, access)).toBe(answers);
    expect(canReview(actor, access)).toBe(reviews);
    expect(canEnd(actor, access)).toBe(false);
  });

  it("is never answered or reviewed by whom it is for, and ended by nobody else", () => {
    const anybody = fc.record({
      userId: fc.constantFrom("asker", "other"),
      role: fc.constantFrom(...roles),
      siteId: fc.constantFrom("here", "there"),
      teamId: fc.constantFrom(null, "team"),
      grants: fc.uniqueArray(fc.constantFrom(...grantKinds)),
    });
    fc.assert(
      fc.property(anybody, fc.constantFrom("asker", "other", null), (who, assigneeId) => {
        const actor = staff(who.userId, who.role, who.siteId, who.teamId, who.grants);
        const scope = { ...access, assigneeId };
        expect(canEnd(actor, scope)).toBe(who.userId === "asker");
        if (who.userId === "asker") {
          expect(canAnswer(actor, scope)).toBe(false);
          expect(canReview(actor, scope)).toBe(false);
        }
      }),
    );
    const system = { kind: "system", organisationId: "house", name: "x" } as const;
    expect([canAnswer(system, access), canReview(system, access), canEnd(system, access)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("moves along the workflow, and what is over stays over", () => {
    expect(accessStatuses.filter((to) => canMoveAccess("waiting", to))).toEqual(["open", "refused", "ended"]);
    expect(accessStatuses.filter((to) => canMoveAccess("open", to))).toEqual(["ended"]);
    for (const over of ["refused", "ended"] as const)
      for (const to of accessStatuses) expect(canMoveAccess(over, to)).toBe(false);
    expect(Object.keys(accessWorkflow)).toEqual([...accessStatuses]);
  });
});
