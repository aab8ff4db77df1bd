import { type Actor, staffOf } from "@/lib/core/actor";
import type { FieldErrors } from "@/lib/core/errors";
import { isPermitted, type Permission, permissions } from "@/lib/core/permissions";
import { tokenDays } from "@/lib/users/tokens/schema";

const day = 86_400_000;

/** What opens the account itself: a program that could add to it would outlive its token. */
const keysOfAccounts = /^(factor|totp|passkey|recovery|factorReset|token)\./;

/**
 * What a token of this person may be given: what they may do themselves, but nothing that asks for a factor just now and
 * nothing about ways of signing in.
 */
export function permissionsForTokens(actor: Actor): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter(
    (name) => !permissions[name].stepUp && !keysOfAccounts.test(name) && isPermitted(actor, name),
  );
}

/** What is wrong with the wish for a token, by field; null when it can be made. */
export function wrongInToken(
  actor: Actor,
  wish: { permissions: readonly string[]; expiresAt: Date },
  now: Date,
): FieldErrors | null {
  const allowed = new Set<string>(permissionsForTokens(staffOf(actor)));
  const left = wish.expiresAt.getTime() - now.getTime();
  const problems: FieldErrors = {
    ...(wish.permissions.some((name) => !allowed.has(name)) && {
      permissions: "users.error.tokenNotPermitted",
    }),
    ...(left <= 0 && { expiresAt: "users.error.endInPast" }),
    ...(left > tokenDays.most * day && { expiresAt: "users.error.tokenTooLong" }),
  };
  return Object.keys(problems).length > 0 ? problems : null;
}

/** When a token ends for which nobody said when. */
export function usualTokenEnd(now: Date): Date {
  return new Date(now.getTime() + tokenDays.usual * day);
}
