import "server-only";
import { z } from "zod";
import { grantKinds, roles } from "@/lib/core/actor";
import type { Origin } from "@/lib/core/audit";
import { parseInput } from "@/lib/core/command";
import { hashToken } from "@/lib/core/crypto";
import { authPool } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { hashPassword, newPassword } from "@/lib/core/passwords";
import { throttle } from "@/lib/core/throttle";
import { appVersion } from "@/lib/core/version";
import { invitationPurposes, membershipOut } from "@/lib/users/schema";

const target = z.object({
  email: z.string(),
  displayName: z.string(),
  purpose: z.enum(invitationPurposes),
  organisation: z.string(),
  role: z.enum(roles),
  /** True for who will be an administrator once a second one has confirmed. */
  proposed: z.boolean(),
  places: z.array(membershipOut),
  grants: z.array(z.enum(grantKinds)),
  endsAt: z.date().nullable(),
});

/** Whom a link is for and what it is for: to join as what and where, or to choose a new password. */
export type InvitationTarget = z.output<typeof target>;

const choice = z.strictObject({ password: newPassword });

/** Whom this link is for; null when it is unknown, spent or expired. */
export async function invitationTarget(token: string): Promise<InvitationTarget | null> {
  if (!isToken(token)) return null;
  const { rows } = await authPool().query(
    `select email, display_name as "displayName", purpose, organisation, role, pending_role is not null as proposed, places, grants,
       ends_at as "endsAt" from invitation_target($1)`,
    [hashToken(token)],
  );
  return rows[0] ? target.parse(rows[0]) : null;
}

/**
 * Sets the password; the link is spent. To join opens the account, a new password ends every session. False when the link
 * can no longer be used.
 * @throws AppError INVALID on `password` when it is too short, too long or too simple, RATE_LIMITED after 20 tries from a
 * network in 15 minutes.
 */
export async function acceptInvitation(token: string, password: string, origin: Origin): Promise<boolean> {
  const chosen = parseInput(choice, { password });
  await throttle(`invitation:${origin.network ?? "unknown"}`, 20, 15);
  if (!(await invitationTarget(token))) return false;
  const { rows } = await authPool().query<{ accepted: boolean }>(
    "select use_invitation($1, $2, $3, $4, $5, $6) as accepted",
    [
      hashToken(token),
      await hashPassword(chosen.password),
      newId(),
      origin.requestId,
      origin.network,
      appVersion,
    ],
  );
  return rows[0]!.accepted;
}

function isToken(token: string): boolean {
  return /^[\w-]{43}$/.test(token);
}
