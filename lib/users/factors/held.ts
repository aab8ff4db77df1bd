import "server-only";
import { type Staff, staffOf } from "@/lib/core/actor";
import type { Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newRecoveryCode, recoveryHash } from "@/lib/users/factors/recovery/code";
import { newId } from "@/lib/core/ids";
import { canEnrol, type Held, type Holder } from "@/lib/users/factors/policy";
import { codesAtOnce } from "@/lib/users/factors/schema";

/** Who is about to change their factors, and what they hold. */
export type OwnState = { held: Held; holder: Holder; person: Staff };

/** The actor's own factors, locked until the transaction ends: of two changes at once the second sees the first. */
export async function lockedOwnState(ctx: Ctx): Promise<OwnState> {
  const person = staffOf(ctx.actor);
  await ctx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`factors:${person.userId}`}, 0))`;
  return { person, held: await heldBy(ctx, person.userId), holder: await holderOf(ctx, person) };
}

/**
 * The same, for who may set up another factor now. @throws FORBIDDEN with `needs` for who has one and has not shown it
 * within five minutes.
 */
export async function stateToEnrol(ctx: Ctx): Promise<OwnState> {
  const state = await lockedOwnState(ctx);
  if (canEnrol(state.person, state.held)) return state;
  const needs = state.person.assurance === 1 ? "second_factor" : "step_up";
  throw new AppError("FORBIDDEN", { params: { needs } });
}

/** What somebody can show. */
export async function heldBy({ db, actor: { organisationId } }: Ctx, userId: string): Promise<Held> {
  const [totp, passkeys] = await Promise.all([
    db.totp.count({ where: { organisationId, userId } }),
    db.passkey.count({ where: { organisationId, userId, revokedAt: null } }),
  ]);
  return { totp: totp > 0, passkeys };
}

/** What the rules need to know of a member of staff. */
export async function holderOf({ db }: Ctx, { organisationId, role }: Staff): Promise<Holder> {
  const [organisation] = await db.$queryRaw<[{ isDemo: boolean }]>`
    select is_demo as "isDemo" from organisation where id = ${organisationId}::uuid`;
  return { role, isDemo: organisation.isDemo };
}

/** Ten new recovery codes in place of all former ones. Said once: only their hashes are kept. */
export async function renewCodes({ db, now }: Ctx, { organisationId, userId }: Staff): Promise<string[]> {
  const codes = Array.from({ length: codesAtOnce }, newRecoveryCode);
  await db.recoveryCode.deleteMany({ where: { organisationId, userId } });
  await db.recoveryCode.createMany({
    data: codes.map((code) => ({
      organisationId,
      id: newId(),
      userId,
      hash: new Uint8Array(recoveryHash(organisationId, userId, code)),
      createdAt: now,
    })),
  });
  return codes;
}

/** After a change of factors nobody stays signed in who was so before, but for who changed them. Answers how many ended. */
export async function endOtherSessions(
  { db, now }: Ctx,
  { organisationId, userId, sessionId }: Staff,
): Promise<number> {
  const { count } = await db.session.updateMany({
    where: { organisationId, userId, revokedAt: null, NOT: { id: sessionId } },
    data: { revokedAt: now, revokedBy: userId },
  });
  return count;
}
