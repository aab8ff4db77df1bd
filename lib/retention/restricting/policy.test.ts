import { describe, expect, it } from "vitest";
import type { CaseScope } from "@/lib/cases/policy";
import { caseStatuses } from "@/lib/cases/schema";
import type { Membership, Role, Staff } from "@/lib/core/actor";
import { canCopy } from "@/lib/retention/copying/policy";
import { canAnswer, canReceive } from "@/lib/retention/requesting/policy";
import { canRestrict, canUnrestrict } from "@/lib/retention/restricting/policy";

const staff = (userId: string, role: Role, membership?: Membership, visits: string[] = []) =>
  ({
    kind: "staff",
    userId,
    role,
    memberships: membership ? [membership] : [],
    grants: [],
    visits,
  }) as unknown as Staff;

const actors = {
  own: staff("dara", "caseworker", { siteId: "poipet", teamId: "red" }),
  mate: staff("mate", "caseworker", { siteId: "poipet", teamId: "red" }),
  visitor: staff("guest", "caseworker", { siteId: "bavet", teamId: "blue" }, ["case"]),
  coordinator: staff("rith", "coordinator", { siteId: "poipet", teamId: null }),
  otherTeam: staff("other", "caseworker", { siteId: "poipet", teamId: "blue" }),
  elsewhere: staff("far", "coordinator", { siteId: "bavet", teamId: null }),
  administrator: staff("admin", "administrator"),
};
const file = (status: CaseScope["status"]): CaseScope => ({
  ...{ id: "case", siteId: "poipet", teamId: "red", assigneeId: "dara", status },
});
const who = (may: (actor: Staff) => boolean) =>
  Object.entries(actors).flatMap(([name, actor]) => (may(actor) ? [name] : []));
const inSight = ["own", "mate", "visitor", "coordinator"];
const answering = ["own", "coordinator"];

describe.each(caseStatuses)("the rights of a person whose case is %s", (status) => {
  it("are received and answered by whoever sees it, while something is there to ask for", () => {
    expect(who((actor) => canReceive(actor, file(status)))).toEqual(status === "erased" ? [] : inSight);
    expect(who((actor) => canAnswer(actor, file(status)))).toEqual(inSight);
  });

  it("are copied out by those who answer for it", () => {
    expect(who((actor) => canCopy(actor, file(status)))).toEqual(status === "erased" ? [] : answering);
  });

  it("stop its use by whoever sees it, and allow it again by those who answer for it", () => {
    const inUse = !["restricted", "erased", "duplicate_merged"].includes(status);
    expect(who((actor) => canRestrict(actor, file(status)))).toEqual(inUse ? inSight : []);
    expect(who((actor) => canUnrestrict(actor, file(status)))).toEqual(
      status === "restricted" ? answering : [],
    );
  });
});
