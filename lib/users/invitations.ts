import "server-only";
import type { Origin } from "@/lib/core/audit";
import { parseInput } from "@/lib/core/command";
import { hashToken } from "@/lib/core/crypto";
import { authPool } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { hashPassword, newPassword } from "@/lib/core/passwords";
import { throttle } from "@/lib/core/throttle";
import { appVersion } from "@/lib/core/version";
import { z } from "zod";

/** Whom an invitation is for. */
export type InvitationTarget = { email: string; displayName: string };

const choice = z.strictObject({ password: newPassword });

/** Whom this link invites; null when it is unknown, spent or expired. */
export async function invitationTarget(token: string): Promise<InvitationTarget | null> {
  if (!isToken(token)) return null;
  const { rows } = await authPool().query<{ email: string; display_name: string }>(
    "select email, display_name from invitation_target($1)",
    [hashToken(token)],
  );
  return rows[0] ? { email: rows[0].email, displayName: rows[0].display_name } : null;
}

/**
 * Sets the first password and opens the account; the invitation is spent. False when it can no longer be used.
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
