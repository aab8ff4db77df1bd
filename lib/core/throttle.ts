import "server-only";
import { authPool } from "@/lib/core/db";
import { AppError } from "@/lib/core/errors";

/**
 * Counts one attempt under `key` and refuses the one past `limit` in the running window. Exact under parallel attempts and
 * kept by the database, so that a restart forgets nothing. @throws AppError RATE_LIMITED with `minutes` to wait at most.
 */
export async function throttle(key: string, limit: number, windowMinutes: number): Promise<void> {
  const { rows } = await authPool().query<{ hits: number }>(
    "select throttle_hit($1, make_interval(mins => $2)) as hits",
    [key, windowMinutes],
  );
  if (rows[0]!.hits > limit) throw new AppError("RATE_LIMITED", { params: { minutes: windowMinutes } });
}

/** Counts a try at what a partner's link does not open, guessed or another's. @throws AppError RATE_LIMITED past twenty. */
export async function countPartnerTry(network: string | null): Promise<void> {
  await throttle(`partner-link:${network ?? "unknown"}`, 20, 15);
}

/** Forgets the attempts under `key`, after a success. */
export async function clearThrottle(key: string): Promise<void> {
  await authPool().query("select throttle_clear($1)", [key]);
}
