/** What a person shows besides the password. */
export const factors = ["totp", "passkey", "recovery"] as const;
export type Factor = (typeof factors)[number];

/** What a passkey is asked to sign for: to sign in, to be added, or to confirm who sits at an open session. */
export const challengePurposes = ["sign_in", "enrol", "verify"] as const;
export type ChallengePurpose = (typeof challengePurposes)[number];
