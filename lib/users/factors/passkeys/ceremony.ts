import "server-only";
import { randomBytes } from "node:crypto";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { z } from "zod";
import { authPool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { newId } from "@/lib/core/ids";
import { english } from "@/lib/core/messages";
import type { ChallengePurpose, passkeyAnswer } from "@/lib/users/factors/schema";

type Answer = z.output<typeof passkeyAnswer>;
/** A passkey as a device knows it. */
export type Known = { id: string; transports: string[] };
/** One that is kept: what verifies it, and whose it is. */
export type Kept = { organisationId: string; userId: string; id: string; publicKey: Buffer; counter: number };

/** The host that passkeys are bound to: one made here opens nothing elsewhere. */
const host = () => new URL(env.origin).hostname;

/** What a device is asked in order to make a passkey for this person; `challengeId` counts once, for this session, 5 minutes. */
export async function askToEnrol(
  person: { userId: string; email: string; displayName: string; sessionId: string },
  known: readonly Known[],
) {
  const options = await generateRegistrationOptions({
    rpName: english.shell.productName,
    rpID: host(),
    userName: person.email,
    userDisplayName: person.displayName,
    userID: new TextEncoder().encode(person.userId),
    challenge: randomBytes(32),
    excludeCredentials: [...known],
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
  });
  return { challengeId: await putChallenge("enrol", options.challenge, person.sessionId), options };
}

/** What a device is asked to sign: with one of the passkeys of a session's owner, or, without a session, with any. */
export async function askToSign(session: { id: string; known: readonly Known[] } | null) {
  const options = await generateAuthenticationOptions({
    rpID: host(),
    challenge: randomBytes(32),
    userVerification: "required",
    ...(session && { allowCredentials: [...session.known] }),
  });
  const purpose = session ? "verify" : "sign_in";
  return { challengeId: await putChallenge(purpose, options.challenge, session?.id ?? null), options };
}

/** The new passkey, when the device has made it here, for this challenge, and knew its owner; null else. */
export async function enrolledPasskey({ challengeId, response }: Answer, sessionId: string) {
  const challenge = await takeChallenge(challengeId, "enrol", sessionId);
  if (!challenge) return null;
  const verified = await verifyRegistrationResponse({
    response: response as unknown as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: env.origin,
    expectedRPID: host(),
    requireUserVerification: true,
  }).catch(() => null);
  return verified?.verified ? verified.registrationInfo.credential : null;
}

/**
 * Whose passkey has signed, and its new counter; null when the signature, the challenge or the place is wrong. `sessionId`
 * is null at sign-in. `suspect` is told whose passkey it claims to be when it is not good.
 */
export async function signedPasskey(
  { challengeId, response }: Answer,
  sessionId: string | null,
  suspect: (claimed: Kept) => Promise<void> = async () => {},
): Promise<(Kept & { newCounter: number }) | null> {
  const challenge = await takeChallenge(challengeId, sessionId ? "verify" : "sign_in", sessionId);
  const kept = await keptPasskey(response.id);
  if (!kept) return null;
  const newCounter = challenge === null ? null : await counterSigned(response, challenge, kept);
  if (newCounter !== null) return { ...kept, newCounter };
  await suspect(kept);
  return null;
}

async function counterSigned(response: Answer["response"], expectedChallenge: string, kept: Kept) {
  const verified = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge,
    expectedOrigin: env.origin,
    expectedRPID: host(),
    requireUserVerification: true,
    credential: { id: response.id, publicKey: new Uint8Array(kept.publicKey), counter: kept.counter },
  }).catch(() => null);
  return verified?.verified ? verified.authenticationInfo.newCounter : null;
}

async function keptPasskey(credentialId: string): Promise<Kept | null> {
  const { rows } = await authPool().query<{
    organisation_id: string;
    user_id: string;
    id: string;
    public_key: Buffer;
    counter: string;
  }>("select * from passkey_of_credential($1)", [Buffer.from(credentialId, "base64url")]);
  const [row] = rows;
  if (!row) return null;
  const { organisation_id: organisationId, user_id: userId, id, public_key: publicKey, counter } = row;
  return { organisationId, userId, id, publicKey, counter: Number(counter) };
}

async function putChallenge(purpose: ChallengePurpose, challenge: string, sessionId: string | null) {
  const id = newId();
  const bytes = Buffer.from(challenge, "base64url");
  await authPool().query("select put_challenge($1, $2, $3, $4)", [id, purpose, bytes, sessionId]);
  return id;
}

async function takeChallenge(id: string, purpose: ChallengePurpose, sessionId: string | null) {
  const { rows } = await authPool().query<{ challenge: Buffer | null }>(
    "select take_challenge($1, $2, $3) as challenge",
    [id, purpose, sessionId],
  );
  return rows[0]?.challenge?.toString("base64url") ?? null;
}
