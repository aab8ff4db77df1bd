import { z } from "zod";
import { roles } from "@/lib/core/actor";
import { id, instantOut, version } from "@/lib/core/fields";

export { grantKinds, type GrantKind, roles, type Role } from "@/lib/core/actor";

export const userStatuses = ["invited", "active", "deactivated"] as const;
export type UserStatus = (typeof userStatuses)[number];

export const invitationPurposes = ["join", "reset_password"] as const;
export type InvitationPurpose = (typeof invitationPurposes)[number];

export const membershipStatuses = ["active", "pending", "ended"] as const;

/** Where somebody works: a team, or a whole site when `teamId` is null. */
export const membershipOut = z.strictObject({
  siteId: id,
  site: z.string(),
  teamId: id.nullable(),
  team: z.string().nullable(),
});

/** Whoever is signed in, and until when. */
export const me = z.strictObject({
  userId: id,
  displayName: z.string(),
  email: z.string(),
  role: z.enum(roles),
  locale: z.string(),
  organisation: z.string(),
  isDemo: z.boolean(),
  memberships: z.array(membershipOut),
  permissions: z.array(z.string()),
  sessionId: id,
  sessionExpires: instantOut,
  /** The database's clock, so that a wrong clock in the browser does not lock too early or too late. */
  now: instantOut,
});
export type Me = z.output<typeof me>;

/** An account as administrators see it. No case content: only how many open cases hang on it. */
export const account = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  status: z.enum(userStatuses),
  memberships: z.array(membershipOut),
  lastSeen: instantOut.nullable(),
  openSessions: z.int(),
  openCases: z.int(),
  createdAt: instantOut,
  deactivatedAt: instantOut.nullable(),
  version: z.int(),
});
export type Account = z.output<typeof account>;

/** Somebody who can take on a case: one row for each place where they work. */
export const colleague = membershipOut.extend({
  id,
  name: z.string(),
  role: z.enum(roles),
  openCases: z.int(),
});
export type Colleague = z.output<typeof colleague>;

export const deactivateUserInput = z.strictObject({ userId: id, version });
