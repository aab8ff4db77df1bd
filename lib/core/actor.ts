import { AppError } from "@/lib/core/errors";

/** What a member of staff may be. Narrow grants on top of a role come with access management. */
export const roles = ["caseworker", "coordinator", "administrator"] as const;
export type Role = (typeof roles)[number];

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

/** Who an actor is in the permission table. */
export type Principal = Role | "partner" | "system";

export function principalOf(actor: Actor): Principal {
  return actor.kind === "staff" ? actor.role : actor.kind;
}

export function teamIdsOf(actor: Staff): string[] {
  return actor.memberships.flatMap(({ teamId }) => teamId ?? []);
}

/** The sites that a coordinator answers for as a whole. */
export function siteIdsOf(actor: Staff): string[] {
  return actor.memberships.flatMap(({ siteId, teamId }) => (teamId === null ? siteId : []));
}
