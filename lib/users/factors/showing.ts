import "server-only";
import { z } from "zod";
import { roles } from "@/lib/core/actor";
import type { Origin } from "@/lib/core/audit";
import type { Account } from "@/lib/core/auth";
import { parseInput } from "@/lib/core/command";
import { hashToken, opaqueToken } from "@/lib/core/crypto";
import { authPool } from "@/lib/core/db";
import { loadKeys } from "@/lib/core/keys";
import { AppError, conflict, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { clearThrottle, throttle } from "@/lib/core/throttle";
import { appVersion } from "@/lib/core/version";
import { enrolledIn } from "@/lib/users/factors/enrolment";
import { askToSign, type Kept, signedPasskey } from "@/lib/users/factors/passkeys/ceremony";
import { assuranceAfter } from "@/lib/users/factors/policy";
import { recoveryHash } from "@/lib/users/factors/recovery/code";
import {
  type Factor,
  type FactorProof,
  factorProof,
  passkeyAnswer,
  type Shown,
} from "@/lib/users/factors/schema";
import { stepOfCode, unsealSeed } from "@/lib/users/factors/totp/code";

const sessionFacts = z.object({
  organisationId: z.uuid(),
  userId: z.uuid(),
  sessionId: z.uuid(),
  assurance: z.union([z.literal(1), z.literal(2)]),
  role: z.enum(roles),
  isDemo: z.boolean(),
  at: z.number(),
  seedSealed: z.string().nullable(),
  passkeys: z.array(z.object({ id: z.string(), transports: z.array(z.string()) })),
  recoveryCodes: z.number(),
});
type SessionFacts = z.output<typeof sessionFacts>;

/** A proof as the database uses it up. */
type Spent = { factor: Factor; proof: Record<string, string | number> };

/**
 * Shows a second factor in the session of `token`, on the way in or to confirm who sits there. The session gets a new token,
 * which is answered; the old one is dead. @throws UNAUTHENTICATED without a session, RATE_LIMITED after ten codes in 15
 * minutes for a person or a hundred for a network, INVALID when the proof does not fit or was used before.
 */
export async function showFactor(
  token: string,
  raw: unknown,
  origin: Origin,
): Promise<{ token: string; shown: Shown }> {
  const facts = await factsOf(token);
  const given = parseInput(factorProof, raw);
  const network = `second-factor:network:${origin.network ?? "unknown"}`;
  const account = `second-factor:account:${facts.userId}`;
  await throttle(network, 100, 15);
  // A signature cannot be guessed: who floods an account with codes must not keep its passkeys out.
  const guessable = "totp" in given || "recovery" in given;
  if (guessable) await throttle(account, 10, 15);
  const spent = await spend(given, facts);
  if (!spent) throw await refusal(given, facts, origin);
  const assurance = assuranceAfter(spent.factor, facts, facts.assurance);
  if (assurance === null) throw conflict("factors.error.passkeyNeeded");
  const renewed = await elevate(token, spent, assurance, origin);
  if (!renewed) throw await refusal(given, facts, origin);
  if (guessable) await clearThrottle(account);
  const recoveryCodesLeft = facts.recoveryCodes - (spent.factor === "recovery" ? 1 : 0);
  return { token: renewed, shown: { assurance, recoveryCodesLeft } };
}

/** What the passkeys of a session's owner are asked to sign. */
export async function askForPasskey(token: string) {
  const { sessionId, passkeys } = await factsOf(token);
  const known = passkeys.map(({ id, transports }) => ({
    id: Buffer.from(id, "base64").toString("base64url"),
    transports,
  }));
  return askToSign({ id: sessionId, known });
}

/** What any passkey of this program is asked to sign in order to sign in. @throws RATE_LIMITED per network. */
export async function askAnyPasskey(origin: Origin) {
  await throttle(`passkey:network:${origin.network ?? "unknown"}`, 600, 15);
  return askToSign(null);
}

const passkeyAsText = z.object({ passkey: z.string().transform(parsedJson).pipe(passkeyAnswer) });

/** The account that a passkey opens by itself, or null; its answer comes as JSON text, as next-auth hands fields on. */
export async function signInWithPasskey(raw: unknown, origin: Origin): Promise<Account | null> {
  const given = passkeyAsText.safeParse(raw);
  if (!given.success) return null;
  const suspect = (kept: Kept) => recordFailure({ ...kept, sessionId: null }, "passkey", origin);
  const signed = await signedPasskey(given.data.passkey, null, suspect);
  if (!signed) return null;
  const { organisationId, userId, id, newCounter } = signed;
  const { rows } = await authPool().query<{ counted: boolean }>(
    "select count_passkey($1, $2, $3) as counted",
    [organisationId, id, newCounter],
  );
  if (rows[0]!.counted) return { organisationId, userId };
  await suspect(signed);
  return null;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function factsOf(token: string): Promise<SessionFacts> {
  const { rows } = await authPool().query<{ facts: unknown }>("select factors_of_session($1) as facts", [
    hashToken(token),
  ]);
  if (!rows[0]?.facts) throw new AppError("UNAUTHENTICATED");
  return sessionFacts.parse(rows[0].facts);
}

/** The proof as something that can be used up, when it fits. */
async function spend(given: FactorProof, facts: SessionFacts): Promise<Spent | null> {
  const { organisationId, userId, seedSealed, at } = facts;
  await loadKeys(organisationId);
  if ("totp" in given) {
    const seed = seedSealed !== null && unsealSeed(organisationId, Buffer.from(seedSealed, "base64"), userId);
    const step = seed ? stepOfCode(seed, given.totp, at) : null;
    return step === null ? null : { factor: "totp", proof: { step } };
  }
  if ("recovery" in given) {
    const code = recoveryHash(organisationId, userId, given.recovery).toString("hex");
    return { factor: "recovery", proof: { code } };
  }
  if ("enrolled" in given) {
    const enrolled = enrolledIn(facts, given.enrolled);
    return enrolled && { factor: enrolled.factor, proof: { enrolledAt: enrolled.at } };
  }
  const signed = await signedPasskey(given.passkey, facts.sessionId);
  if (signed?.userId !== userId || signed.organisationId !== organisationId) return null;
  return { factor: "passkey", proof: { passkey: signed.id, counter: signed.newCounter } };
}

async function elevate(token: string, { factor, proof }: Spent, assurance: 1 | 2, origin: Origin) {
  const renewed = opaqueToken();
  const { rows } = await authPool().query<{ elevated: boolean }>(
    "select elevate_session($1, $2, $3, $4, $5, $6, $7, $8, $9) as elevated",
    [
      hashToken(token),
      hashToken(renewed),
      factor,
      JSON.stringify(proof),
      assurance,
      newId(),
      origin.requestId,
      origin.network,
      appVersion,
    ],
  );
  return rows[0]!.elevated ? renewed : null;
}

/** Writes a failure down, and answers what to throw: the field that does not fit, and no more. */
async function refusal(given: FactorProof, facts: SessionFacts, origin: Origin): Promise<AppError> {
  const field = Object.keys(given)[0] as "totp" | "recovery" | "passkey" | "enrolled";
  const factor = field === "enrolled" ? "passkey" : field;
  await recordFailure(facts, factor, origin);
  return invalid(
    {
      totp: "factors.error.codeWrong",
      recovery: "factors.error.recoveryWrong",
      passkey: "factors.error.passkeyWrong",
      enrolled: "factors.error.enrolmentOver",
    }[field],
    field,
  );
}

async function recordFailure(
  who: { organisationId: string; userId: string; sessionId: string | null },
  factor: Factor,
  origin: Origin,
): Promise<void> {
  await authPool().query("select record_failed_factor($1, $2, $3, $4, $5, $6, $7, $8)", [
    who.organisationId,
    who.userId,
    who.sessionId,
    factor,
    newId(),
    origin.requestId,
    origin.network,
    appVersion,
  ]);
}
