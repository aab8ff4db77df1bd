import type { Role, Staff } from "@/lib/core/actor";
import type { Factor, SignInStep } from "@/lib/users/factors/schema";

/** What the rules need to know of a person: what they are, and whether everything they can see is made up. */
export type Holder = { role: Role; isDemo: boolean };
/** What somebody can show. Recovery codes come with the first of these and are no factor to live on. */
export type Held = { totp: boolean; passkeys: number };

/** Whoever sees a whole site, or gives rights, is worth phishing: only a passkey cannot be talked out of them. */
export function needsPasskey({ role, isDemo }: Holder): boolean {
  return !isDemo && (role === "coordinator" || role === "administrator");
}

/**
 * How sure a session is once a factor was shown in it. A factor that does not suffice leaves the session where it is, so that
 * one that does can be added; null when it is of no use at all, because a better one was shown already.
 */
export function assuranceAfter(factor: Factor, holder: Holder, before: 1 | 2): 1 | 2 | null {
  if (factor === "passkey" || !needsPasskey(holder)) return 2;
  return before === 2 ? null : 1;
}

/** The first factor needs the password only; another one needs who has the first, just now. */
export function canEnrol(actor: Pick<Staff, "steppedUp">, { totp, passkeys }: Held): boolean {
  return actor.steppedUp || (!totp && passkeys === 0);
}

/** Why a factor cannot be removed, as a message key; null when enough stays. */
export function obstacleToRemoving(what: "totp" | "passkey", { totp, passkeys }: Held, holder: Holder) {
  const left = { totp: totp && what !== "totp", passkeys: passkeys - (what === "passkey" ? 1 : 0) };
  if (!left.totp && left.passkeys === 0) return "factors.error.lastFactor";
  return needsPasskey(holder) && left.passkeys === 0 ? "factors.error.lastPasskey" : null;
}

/** What somebody does next on the way in. */
export function nextStep(
  { assurance, steppedUp }: Pick<Staff, "assurance" | "steppedUp">,
  { totp, passkeys }: Held,
): SignInStep {
  if (assurance === 2) return "in";
  if (!totp && passkeys === 0) return "set_up";
  return steppedUp ? "add_passkey" : "show";
}
