import "server-only";
import { randomInt } from "node:crypto";
import { blindIndex } from "@/lib/core/crypto";

/** Thirty-two letters and digits of which none is mistaken for another (Crockford): 5 bits each. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const length = 16;

/** A code of 80 random bits in four groups that can be read aloud: `k7qm-29xv-td4h-n8r0`. */
export function newRecoveryCode(): string {
  const letters = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

/** What the database keeps of a code: 16 bytes that say nothing without our key. Case, spaces and dashes do not matter. */
export function recoveryHash(organisationId: string, userId: string, typed: string): Buffer {
  const code = typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^0-9a-z]/g, "")
    .replaceAll("o", "0")
    .replace(/[il]/g, "1");
  return blindIndex(organisationId, "recovery_code", `${userId}/${code}`);
}
