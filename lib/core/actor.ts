import { AppError } from "@/lib/core/errors";

/** What a member of staff may be; `limited` is nothing by itself, only what grants add. */
export const roles = ["caseworker", "coordinator", "administrator", "limited"] as const;
export type Role = (typeof roles)[number];

/** Something narrow that a person may do besides what their role allows. */
export const grantKinds = [
  "intake",
  "health_notes",
  "legal_notes",
  "duty_officer",
  "data_protection_officer",
  "analyst",
] as const;
export type GrantKind = (typeof grantKinds)[number];

export type Membership = { siteId: string; teamId: string | null };

/** A member of staff, as the database knew them when this request began. */
export type Staff = {
  kind: "staff";
  userId: string;
  organisationId: string;
  sessionId: string;
  role: Role;
  displayName: string;
  locale: string;
  memberships: readonly Membership[];
  grants: readonly GrantKind[];
  /** Cases open to them for a limited time, beyond their own. */
  visits: readonly string[];
  /** 1: the password fitted. 2: a second factor too. */
  assurance: 1 | 2;
  /** True within five minutes of the last second factor. */
  steppedUp: boolean;
  /** For a program with a token of theirs: the permissions that it was given. Null for themselves. */
  limitedTo: readonly string[] | null;
};

/** Whoever holds the secret link of one referral. */
export type PartnerHolder = { kind: "partner"; organisationId: string; referralId: string };

/** The program itself, working off a job. */
export type System = { kind: "system"; organisationId: string; name: string };

export type Actor = Staff | PartnerHolder | System;

/** The actor as a member of staff. @throws FORBIDDEN for anybody else. */
export function staffOf(actor: Actor): Staff {
  if (actor.kind !== "staff") throw new AppError("FORBIDDEN");
  return actor;
}

/** Who an actor can be in the permission table. */
export type Principal = Role | GrantKind | "partner" | "system";

export function principalsOf(actor: Actor): readonly Principal[] {
  return actor.kind === "staff" ? [actor.role, ...actor.grants] : [actor.kind];
}

export function teamIdsOf(actor: Staff): string[] {
  return actor.memberships.flatMap(({ teamId }) => teamId ?? []);
}

/** The sites that a coordinator answers for as a whole. */
export function siteIdsOf(actor: Staff): string[] {
  return actor.memberships.flatMap(({ siteId, teamId }) => (teamId === null ? siteId : []));
}
