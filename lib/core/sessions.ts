import "server-only";
import { z } from "zod";
import { grantKinds, type PartnerHolder, roles, type Staff } from "@/lib/core/actor";
import type { Origin } from "@/lib/core/audit";
import { hashToken, opaqueToken } from "@/lib/core/crypto";
import { authPool } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { appVersion } from "@/lib/core/version";

export const sessionCookie = "__Host-session";
export const sessionHours = 12;

/** For `Set-Cookie`, when a session gets a new token: the same cookie as at sign-in. */
export function sessionCookieWith(token: string): string {
  return `${sessionCookie}=${token}; Path=/; Max-Age=${sessionHours * 3600}; HttpOnly; Secure; SameSite=Lax`;
}

const staffSchema = z.object({
  userId: z.uuid(),
  organisationId: z.uuid(),
  sessionId: z.uuid(),
  role: z.enum(roles),
  displayName: z.string(),
  locale: z.string(),
  memberships: z.array(z.object({ siteId: z.uuid(), teamId: z.uuid().nullable() })),
  grants: z.array(z.enum(grantKinds)),
  visits: z.array(z.uuid()),
  assurance: z.union([z.literal(1), z.literal(2)]),
  steppedUp: z.boolean(),
  limitedTo: z.array(z.string()).nullable(),
});

/** Whose session this token is, as the database knows them now; null when ended, expired, revoked or unknown. */
export async function staffOfToken(token: string): Promise<Staff | null> {
  const { rows } = await authPool().query<{ actor: unknown }>({
    name: "session_actor",
    text: "select session_actor($1) as actor",
    values: [hashToken(token)],
  });
  return staffOfRow(rows[0]?.actor);
}

/** A member of staff as the owner's functions describe them; null stays null. */
export function staffOfRow(row: unknown): Staff | null {
  return row ? { kind: "staff", ...staffSchema.parse(row) } : null;
}

/**
 * Opens a session and returns its token; the database keeps only the hash. After a passkey it needs nothing more, else a
 * second factor.
 */
export async function openSession(
  organisationId: string,
  userId: string,
  origin: Origin,
  shown: "passkey" | null = null,
): Promise<string> {
  const token = opaqueToken();
  await authPool().query("select open_session($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", [
    organisationId,
    userId,
    newId(),
    hashToken(token),
    origin.device,
    origin.network,
    shown,
    newId(),
    origin.requestId,
    appVersion,
  ]);
  return token;
}

/** The referral that a partner's secret link opens; `live` is false when it is spent, expired or revoked. */
export async function partnerOfToken(token: string): Promise<{ actor: PartnerHolder; live: boolean } | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const { rows } = await authPool().query<{ organisation_id: string; referral_id: string; live: boolean }>(
    "select * from partner_link_target($1)",
    [hashToken(token)],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    actor: { kind: "partner", organisationId: row.organisation_id, referralId: row.referral_id },
    live: row.live,
  };
}
