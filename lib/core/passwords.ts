import "server-only";
import { createHmac } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";
import { passwordPepper } from "@/lib/core/crypto";

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

const nobody = hash("nobody has this password", cost);

function pepper(password: string): string {
  return createHmac("sha256", passwordPepper()).update(password.normalize("NFKC"), "utf8").digest("base64");
}
