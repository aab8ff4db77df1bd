import { describe, expect, it } from "vitest";
import {
  answersFor,
  canAssign,
  canCorrect,
  canOpen,
  canRegister,
  canSee,
  canWorkOn,
  type CaseScope,
  coordinates,
} from "@/lib/cases/policy";
import { caseStatuses } from "@/lib/cases/schema";
import { caseWorkflow } from "@/lib/cases/workflow";
import type { Actor, Membership, Role, Staff } from "@/lib/core/actor";

const staff = (userId: string, role: Role, ...memberships: Membership[]): Staff => ({
  kind: "staff",
  userId,
  organisationId: "house",
  sessionId: "session",
  role,
  displayName: userId,
  locale: "en",
  memberships,
  grants: [],
  visits: [],
  assurance: 2,
  steppedUp: true,
  limitedTo: null,
});

const actors: Record<string, Actor> = {
  own: staff("dara", "caseworker", { siteId: "poipet", teamId: "red" }),
  mate: staff("mate", "caseworker", { siteId: "poipet", teamId: "red" }),
  otherTeam: staff("other", "caseworker", { siteId: "poipet", teamId: "blue" }),
  coordinator: staff("rith", "coordinator", { siteId: "poipet", teamId: null }),
  elsewhere: staff("far", "coordinator", { siteId: "bavet", teamId: null }),
  administrator: staff("admin", "administrator"),
  partner: { kind: "partner", organisationId: "house", referralId: "referral" },
  system: { kind: "system", organisationId: "house", name: "clock" },
};

const scopeOf = (over: Partial<CaseScope> = {}): CaseScope => ({
  id: "case",
  siteId: "poipet",
  teamId: "red",
  assigneeId: "dara",
  status: "active",
  ...over,
});

const may = (allowed: (actor: Actor) => boolean) =>
  Object.keys(actors).filter((name) => allowed(actors[name]!));

describe("who may what", () => {
  it("sees one's own cases, one's team's and the sites one coordinates", () => {
    expect(may((actor) => canSee(actor, scopeOf()))).toEqual(["own", "mate", "coordinator", "system"]);
    expect(may((actor) => canSee(actor, scopeOf({ teamId: null })))).toEqual([
      "own",
      "coordinator",
      "system",
    ]);
    expect(may((actor) => canSee(actor, scopeOf({ assigneeId: null, teamId: "blue" })))).toEqual([
      "otherTeam",
      "coordinator",
      "system",
    ]);
    expect(may((actor) => coordinates(actor, { siteId: "poipet" }))).toEqual(["coordinator"]);
  });

  it.each(caseStatuses)("works on %s only while help goes on", (status) => {
    expect(canWorkOn(actors["own"]!, scopeOf({ status }))).toBe(!caseWorkflow[status].closed);
  });

  it("opens what is hidden on a restricted case to those who answer for it, and for safety only", () => {
    const restricted = scopeOf({ status: "restricted" });
    expect(may((actor) => answersFor(actor, restricted))).toEqual(["own", "coordinator"]);
    expect(may((actor) => canOpen(actor, restricted, "safety"))).toEqual(["own", "coordinator"]);
    expect(may((actor) => canOpen(actor, restricted, "own_case"))).toEqual([]);
    expect(may((actor) => canOpen(actor, scopeOf({ status: "erased" }), "safety"))).toEqual([]);
    expect(may((actor) => canOpen(actor, scopeOf(), "own_case"))).toEqual([
      "own",
      "mate",
      "coordinator",
      "system",
    ]);
  });

  it.each(caseStatuses)("corrects %s also after help has ended, not while its record rests", (status) => {
    expect(canCorrect(actors["mate"]!, scopeOf({ status }))).toBe(!caseWorkflow[status].rests);
    expect(canCorrect(actors["otherTeam"]!, scopeOf({ status }))).toBe(false);
  });

  it("registers where one works", () => {
    expect(may(canRegister)).toEqual(["own", "mate", "otherTeam", "coordinator", "elsewhere"]);
    expect(canRegister(staff("new", "caseworker"))).toBe(false);
  });

  it("assigns free and own cases within the team, and every case of a site one coordinates", () => {
    expect(may((actor) => canAssign(actor, scopeOf(), "red"))).toEqual(["own", "coordinator"]);
    expect(may((actor) => canAssign(actor, scopeOf({ assigneeId: null }), "red"))).toEqual([
      "own",
      "mate",
      "coordinator",
    ]);
    expect(may((actor) => canAssign(actor, scopeOf({ assigneeId: null }), "blue"))).toEqual(["coordinator"]);
    expect(may((actor) => canAssign(actor, scopeOf({ teamId: null }), null))).toEqual(["coordinator"]);
    expect(may((actor) => canAssign(actor, scopeOf({ status: "closed" }), "red"))).toEqual([]);
  });
});
