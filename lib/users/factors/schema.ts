import { z } from "zod";
import { id, instantOut, requiredText } from "@/lib/core/fields";

/** What a person shows besides the password. */
export const factors = ["totp", "passkey", "recovery"] as const;
export type Factor = (typeof factors)[number];

/** Recovery codes are made so many at a time, in place of all former ones. */
export const codesAtOnce = 10;

/** What a passkey is asked to sign for: to sign in, to be added, or to confirm who sits at an open session. */
export const challengePurposes = ["sign_in", "enrol", "verify"] as const;
export type ChallengePurpose = (typeof challengePurposes)[number];

/** Where somebody stands on the way in: show a factor, set the first one up, add a passkey to it, or nothing more. */
export const signInStep = z.enum(["show", "set_up", "add_passkey", "in"]);
export type SignInStep = z.output<typeof signInStep>;

/** What a browser says of a passkey, as @simplewebauthn/browser sends it; what is in it is verified, not parsed. */
export const passkeyAnswer = z.strictObject({
  challengeId: id,
  response: z.looseObject({ id: z.string().max(2_000), response: z.looseObject({}) }),
});

/** Exactly one proof of who sits at a session. `enrolled` is what setting a factor up answered a moment ago. */
export const factorProof = z.union([
  z.strictObject({ totp: z.string().max(20) }),
  z.strictObject({ recovery: z.string().max(60) }),
  z.strictObject({ passkey: passkeyAnswer }),
  z.strictObject({ enrolled: z.string().max(2_000) }),
]);
export type FactorProof = z.output<typeof factorProof>;

/** What somebody learns from showing a factor. */
export type Shown = { assurance: 1 | 2; recoveryCodesLeft: number };

/** What the setting up of a factor leads to: a proof for this session, and for a first factor the recovery codes, once. */
export const enrolment = z.strictObject({
  enrolled: z.string(),
  recoveryCodes: z.array(z.string()).nullable(),
});
export type Enrolment = z.output<typeof enrolment>;

export const passkeyName = requiredText(60);

export const ownFactors = z.strictObject({
  totp: z.strictObject({ since: instantOut }).nullable(),
  passkeys: z.array(
    z.strictObject({ id, name: z.string(), addedAt: instantOut, lastUsedAt: instantOut.nullable() }),
  ),
  recoveryCodes: z.strictObject({ left: z.int(), madeAt: instantOut.nullable() }),
  /** True when an authenticator app alone does not open the records to this person. */
  needsPasskey: z.boolean(),
  step: signInStep,
});
export type OwnFactors = z.output<typeof ownFactors>;
