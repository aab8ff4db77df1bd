import "server-only";
import { generateSecret, generateURI, verifySync } from "otplib";
import { sealForOrganisation, unsealForOrganisation } from "@/lib/core/crypto";
import { english } from "@/lib/core/messages";

/** A new seed for an authenticator app, 160 random bits in base32. */
export function newSeed(): string {
  return generateSecret({ length: 20 });
}

/** The seed as authenticator apps read it from a QR code. The issuer is the neutral name of the program. */
export function seedAddress(seed: string, email: string): string {
  return generateURI({ issuer: english.shell.productName, label: email, secret: seed });
}

/**
 * The half minute since 1970 whose code this is: the present one or, since phones' clocks drift, the one before; null for
 * any other. `at` is the database's clock in seconds.
 */
export function stepOfCode(seed: string, typed: string, at: number): number | null {
  const token = typed.replace(/[\s-]/g, "").normalize("NFKC");
  if (!/^\d{6}$/.test(token)) return null;
  const result = verifySync({ secret: seed, token, epoch: at, epochTolerance: [30, 0] });
  return result.valid ? Math.floor(at / 30) + result.delta : null;
}

const place = (userId: string) => ({ table: "totp", column: "seed_sealed", row: userId });

export function sealSeed(organisationId: string, seed: string, userId: string) {
  return sealForOrganisation(organisationId, seed, place(userId));
}

/** @throws SealBroken for a seed of somebody else. */
export function unsealSeed(organisationId: string, sealed: Uint8Array, userId: string): string {
  return unsealForOrganisation(organisationId, sealed, place(userId));
}
