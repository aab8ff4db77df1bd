import "server-only";
import { z } from "zod";
import type { Staff } from "@/lib/core/actor";
import { sealForOrganisation, unsealBrought } from "@/lib/core/crypto";
import { type Factor, factors } from "@/lib/users/factors/schema";

const proof = z.strictObject({ factor: z.enum(factors), at: z.iso.datetime() });

const place = (sessionId: string) => ({ table: "session", column: "enrolled", row: sessionId });

/**
 * Proof that the session's owner has just set this factor up, and so held it in their hands: it makes the session as strong
 * as if they had shown it, once, within two minutes.
 */
export function proofOfEnrolment({ organisationId, sessionId }: Staff, factor: Factor, at: Date): string {
  const sealed = sealForOrganisation(
    organisationId,
    JSON.stringify({ factor, at: at.toISOString() }),
    place(sessionId),
  );
  return Buffer.from(sealed).toString("base64url");
}

/** What `proofOfEnrolment` says; null for a proof of another session or an invented one. */
export function enrolledIn(
  { organisationId, sessionId }: { organisationId: string; sessionId: string },
  text: string,
): z.output<typeof proof> | null {
  const said = unsealBrought(organisationId, Buffer.from(text, "base64url"), place(sessionId));
  return said === null ? null : proof.parse(JSON.parse(said));
}
