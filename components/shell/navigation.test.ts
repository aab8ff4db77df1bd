import { expect, it } from "vitest";
import type { GrantKind, Role, Staff } from "@/lib/core/actor";
import { homeOf, navigationOf } from "./navigation";

const staff = (role: Role, ...grants: GrantKind[]) =>
  ({ kind: "staff", role, grants, limitedTo: null }) as unknown as Staff;

it.each([
  [
    "a caseworker",
    staff("caseworker"),
    ["/my-day", "/people", "/people/new", "/referrals", "/me"],
    ["/access", "/erasures"],
  ],
  [
    "a coordinator",
    staff("coordinator"),
    ["/dashboard", "/my-day", "/people", "/people/new", "/referrals", "/me"],
    ["/watch", "/access", "/retention", "/erasures", "/figures"],
  ],
  [
    "an administrator",
    staff("administrator"),
    ["/admin/staff", "/admin/audit", "/admin/retention", "/me"],
    [],
  ],
  ["a volunteer", staff("limited", "intake"), ["/my-day", "/people/new", "/me"], []],
  ["an analyst", staff("limited", "analyst"), ["/figures", "/me"], []],
  [
    "a data-protection officer",
    staff("limited", "data_protection_officer"),
    ["/watch", "/admin/audit", "/access", "/erasures", "/admin/retention", "/me"],
    [],
  ],
  [
    "a volunteer who is data-protection officer",
    staff("limited", "intake", "data_protection_officer"),
    ["/my-day", "/people/new", "/watch", "/admin/audit", "/access", "/me"],
    ["/erasures", "/admin/retention"],
  ],
  ["a duty officer", staff("limited", "duty_officer"), ["/my-day", "/access", "/me"], []],
  ["who may do nothing yet", staff("limited"), ["/me"], []],
  [
    "a caseworker who is data-protection officer",
    staff("caseworker", "data_protection_officer"),
    ["/my-day", "/people", "/people/new", "/referrals", "/me"],
    ["/watch", "/admin/audit", "/access", "/erasures", "/admin/retention"],
  ],
])("%s finds what they may do, and no more", (_who, actor, bar, menu) => {
  const { bar: shown, menu: behind } = navigationOf(actor);
  expect(shown.map(({ href }) => href)).toEqual(bar);
  expect(behind.map(({ href }) => href)).toEqual(menu);
  expect(shown.filter(({ phone }) => phone).length).toBeLessThanOrEqual(5);
  expect(homeOf(actor)).toBe(bar[0]);
});
