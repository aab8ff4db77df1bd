import "server-only";
import { createHmac } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";
import type { Staff } from "@/lib/core/actor";
import { passwordPepper } from "@/lib/core/crypto";
import { authPool } from "@/lib/core/db";
import { clearThrottle, throttle } from "@/lib/core/throttle";

/** argon2id, 64 MiB, 3 passes, 1 lane (above OWASP's minimum). */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };

/** A password that somebody chooses: at least 15 characters, any of them, no rule on their kinds (NIST SP 800-63B-4). */
export const newPassword = z
  .string()
  .min(15, "users.error.passwordTooShort")
  .max(128, "users.error.passwordTooLong")
  .refine((text) => new Set(text).size >= 5, "users.error.passwordTooSimple");

/** The stored form of a password: argon2id over its peppered NFKC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(pepper(password), cost);
}

/** True when the password fits. With no stored hash it works as long and says false, so that time tells nothing. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  const fits = await verify(stored ?? (await nobody), pepper(password));
  return fits && stored !== null;
}

/**
 * True when this is the present password of whoever is signed in. @throws AppError RATE_LIMITED after ten wrong tries in
 * 15 minutes.
 */
export async function ownPasswordFits(
  { organisationId, userId }: Pick<Staff, "organisationId" | "userId">,
  password: string,
): Promise<boolean> {
  const key = `password:${userId}`;
  await throttle(key, 10, 15);
  const { rows } = await authPool().query<{ stored: string | null }>(
    "select password_hash_of($1, $2) as stored",
    [organisationId, userId],
  );
  const fits = await passwordFits(rows[0]?.stored ?? null, password);
  if (fits) await clearThrottle(key);
  return fits;
}

const nobody = hash("nobody has this password", cost);

function pepper(password: string): string {
  return createHmac("sha256", passwordPepper()).update(password.normalize("NFKC"), "utf8").digest("base64");
}
