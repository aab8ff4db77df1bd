import { z } from "zod";
import { grantKinds, roles } from "@/lib/core/actor";
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
  /** Somebody says that they have lost everything they sign in with: they must hear of it, and can stop it. */
  factorReset: z.strictObject({ resetId: id, by: z.string(), readyAt: instantOut.nullable() }).nullable(),
});
export type Me = z.output<typeof me>;

/** A grant that counts now, and until when. */
export const grantOut = z.strictObject({ kind: z.enum(grantKinds), endsAt: instantOut.nullable() });

/** What somebody has to show besides the password; both 0 and false says that there is none yet. */
export const heldFactors = z.strictObject({ passkeys: z.int(), totp: z.boolean() });

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
  /** When the account ends by itself, or ended. */
  endsAt: instantOut.nullable(),
  ended: z.boolean(),
  grants: z.array(grantOut),
  factors: heldFactors,
  /** Who proposed this person as administrator; null when nobody did. */
  proposedBy: z.strictObject({ id, name: z.string() }).nullable(),
  version: z.int(),
});
export type Account = z.output<typeof account>;

/** One account, with what opens something in its name. */
export const accountInFull = account.extend({
  tokens: z.int(),
  /** The link that was made last and can still be used. */
  invitation: z.strictObject({ purpose: z.enum(invitationPurposes), expiresAt: instantOut }).nullable(),
  /** Codes of their open cases, which somebody else would have to take on. */
  cases: z.array(z.string()),
});
export type AccountInFull = z.output<typeof accountInFull>;

/** Somebody who can take on a case: one row for each place where they work. */
export const colleague = membershipOut.extend({
  id,
  name: z.string(),
  role: z.enum(roles),
  openCases: z.int(),
});
export type Colleague = z.output<typeof colleague>;

export const deactivateUserInput = z.strictObject({ userId: id, version });

/** What ended with an account, and the codes of the open cases that wait for somebody else. */
export const deactivatedUser = z.strictObject({
  sessions: z.int(),
  tokens: z.int(),
  invitations: z.int(),
  accesses: z.int(),
  openCases: z.int(),
  cases: z.array(z.string()),
});
