import { describe, expect, it } from "vitest";
import type { CaseScope } from "@/lib/cases/policy";
import type { Actor, GrantKind, Role, Staff } from "@/lib/core/actor";
import {
  canCancel,
  canClearPrivate,
  canConfigure,
  canConfirm,
  canHold,
  canKeep,
  canPropose,
} from "@/lib/retention/policy";

const staff = (userId: string, role: Role, teamId: string | null, grants: GrantKind[] = []): Staff => ({
  ...{ kind: "staff", userId, organisationId: "o", sessionId: "s", role, displayName: userId, locale: "en" },
  ...{ memberships: [{ siteId: "here", teamId }], grants, visits: [], assurance: 2 as const },
  ...{ steppedUp: true, limitedTo: null },
});
const people = {
  caseworker: staff("dara", "caseworker", "team"),
  otherTeam: staff("vanna", "caseworker", "other"),
  visitor: { ...staff("guest", "caseworker", "other"), visits: ["case"] },
  lawyer: staff("lawyer", "caseworker", "team", ["legal_notes"]),
  coordinator: staff("sok", "coordinator", null),
  elsewhere: { ...staff("far", "coordinator", null), memberships: [{ siteId: "there", teamId: null }] },
  officer: staff("officer", "limited", "team", ["data_protection_officer"]),
  administrator: { ...staff("admin", "administrator", null), memberships: [] },
} satisfies Record<string, Staff>;
type Name = keyof typeof people;
const programs: Actor[] = [
  { kind: "system", organisationId: "o", name: "test" },
  { kind: "partner", organisationId: "o", referralId: "r" },
];
const file = (status: CaseScope["status"]): CaseScope => ({
  ...{ id: "case", siteId: "here", teamId: "team", assigneeId: "dara", status },
});
const those = (may: (actor: Actor) => boolean) => {
  for (const program of programs) expect(may(program)).toBe(false);
  return (Object.keys(people) as Name[]).filter((name) => may(people[name])).sort();
};

describe("who may", () => {
  it.each<[string, (actor: Actor, scope: CaseScope) => boolean, Record<string, Name[]>]>([
    [
      "propose",
      canPropose,
      {
        active: ["caseworker", "coordinator", "lawyer"],
        closed: ["caseworker", "coordinator", "lawyer"],
        restricted: ["caseworker", "coordinator", "lawyer"],
        erased: [],
      },
    ],
    [
      "hold",
      canHold,
      { active: ["coordinator", "lawyer"], restricted: ["coordinator", "lawyer"], erased: [] },
    ],
    ["keep", canKeep, { active: ["coordinator"], closed: ["coordinator"], erased: [] }],
    ["clear", canClearPrivate, { active: [], restricted: [], closed: ["coordinator"], erased: [] }],
  ])("%s", (_what, may, table) => {
    for (const [status, names] of Object.entries(table))
      expect(those((actor) => may(actor, file(status as CaseScope["status"])))).toEqual(names);
  });

  it("confirm: everybody who decides, but for who proposed it", () => {
    const by = (proposedBy: string, seen = true) => ({ proposedBy, file: seen ? file("active") : null });
    expect(those((actor) => canConfirm(actor, by("dara")))).toEqual(["coordinator", "officer"]);
    expect(those((actor) => canConfirm(actor, by("sok")))).toEqual(["officer"]);
    expect(those((actor) => canConfirm(actor, by("officer")))).toEqual(["coordinator"]);
    expect(those((actor) => canConfirm(actor, by("dara", false)))).toEqual(["officer"]);
    expect(those((actor) => canCancel(actor, by("dara")))).toEqual(["caseworker", "coordinator", "officer"]);
  });

  it("set how long all is kept", () => {
    expect(those(canConfigure)).toEqual(["administrator", "officer"]);
  });
});
