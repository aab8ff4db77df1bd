import "server-only";
import { z } from "zod";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { id, instantOut } from "@/lib/core/fields";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/core/jobs";
import { letterTo } from "@/lib/mail/jobs";
import { factorResetCarryOut } from "@/lib/users/factors/resetting/jobs";
import {
  canCancel,
  canConfirm,
  canPropose,
  type Person,
  type ResetState,
} from "@/lib/users/factors/resetting/policy";
import { hoursToWait, proposeResetInput, resetInput } from "@/lib/users/factors/resetting/schema";

/** `factorReset.propose`: somebody has lost everything they sign in with. They are told at once; a second person must agree. */
export const proposeReset = defineCommand({
  name: "factorReset.propose",
  input: proposeResetInput,
  output: z.strictObject({ resetId: id }),
  load: (ctx, { userId }) => personInScope(ctx, userId),
  allow: canPropose,
  async run(ctx, { userId }) {
    const { organisationId } = ctx.actor;
    await ctx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`factors:${userId}`}, 0))`;
    const open = { organisationId, userId, doneAt: null, cancelledAt: null };
    if ((await ctx.db.factorReset.count({ where: open })) > 0) throw conflict("factors.error.resetOpen");
    const resetId = newId();
    const proposedBy = staffOf(ctx.actor).userId;
    await ctx.db.factorReset.createMany({
      data: [{ organisationId, id: resetId, userId, proposedBy, proposedAt: ctx.now }],
    });
    return {
      result: { resetId },
      events: [{ entity: "user", entityId: userId }],
      jobs: [letterTo(ctx, { userId, kind: "something_waiting" })],
    };
  },
});

/** `factorReset.confirm`: the second person agrees. It takes effect a day later, unless somebody stops it. */
export const confirmReset = defineCommand({
  name: "factorReset.confirm",
  input: resetInput,
  output: z.strictObject({ readyAt: instantOut }),
  load: (ctx, { resetId }) => openReset(ctx, resetId),
  allow: (actor, reset) => canConfirm(actor, reset),
  async run(ctx, { resetId }, { userId }) {
    const { organisationId } = ctx.actor;
    const readyAt = new Date(ctx.now.getTime() + hoursToWait * 3_600_000);
    const { count } = await ctx.db.factorReset.updateMany({
      where: { organisationId, id: resetId, confirmedAt: null, cancelledAt: null, doneAt: null },
      data: { confirmedBy: staffOf(ctx.actor).userId, confirmedAt: ctx.now, readyAt },
    });
    if (count !== 1) throw conflict("factors.error.resetOver");
    return {
      result: { readyAt: readyAt.toISOString() },
      events: [{ entity: "user", entityId: userId }],
      jobs: [
        enqueue(factorResetCarryOut, { organisationId, resetId }, { startAfter: readyAt }),
        letterTo(ctx, { userId, kind: "factor_reset" }),
      ],
    };
  },
});

/** `factorReset.cancel`: whoever it concerns, or one coordinator or administrator, stops it. The password is enough. */
export const cancelReset = defineCommand({
  name: "factorReset.cancel",
  input: resetInput,
  output: z.strictObject({}),
  async load(ctx, { resetId }) {
    const reset = await openReset(ctx, resetId);
    return reset && canCancel(ctx.actor, reset) ? reset : null;
  },
  allow: (actor, reset) => canCancel(actor, reset),
  async run(ctx, { resetId }, { userId }) {
    const { count } = await ctx.db.factorReset.updateMany({
      where: { organisationId: ctx.actor.organisationId, id: resetId, cancelledAt: null, doneAt: null },
      data: { cancelledBy: staffOf(ctx.actor).userId, cancelledAt: ctx.now },
    });
    if (count !== 1) throw conflict("factors.error.resetOver");
    return { result: {}, events: [{ entity: "user", entityId: userId }] };
  },
});

/** `factorReset.carryOut`: when its day has come, all factors go, all sessions and tokens end; the next sign-in sets up anew. */
export const carryOutReset = defineCommand({
  name: "factorReset.carryOut",
  input: resetInput,
  output: z.strictObject({ done: z.boolean() }),
  load: (ctx, { resetId }) => resetOf(ctx, resetId),
  allow: (actor) => actor.kind === "system",
  async run(ctx, { resetId }, { userId }) {
    const { organisationId } = ctx.actor;
    const { count } = await ctx.db.factorReset.updateMany({
      where: {
        ...{ organisationId, id: resetId, confirmedAt: { not: null }, cancelledAt: null, doneAt: null },
        readyAt: { lte: ctx.now },
      },
      data: { doneAt: ctx.now },
    });
    const done = count === 1;
    if (done) await takeFactorsAway(ctx, userId);
    return { result: { done }, events: [{ entity: "user", entityId: userId, detail: { done } }] };
  },
});

async function takeFactorsAway({ db, now, actor: { organisationId } }: Ctx, userId: string): Promise<void> {
  const theirs = { organisationId, userId };
  await db.totp.deleteMany({ where: theirs });
  await db.recoveryCode.deleteMany({ where: theirs });
  await db.passkey.updateMany({ where: { ...theirs, revokedAt: null }, data: { revokedAt: now } });
  await db.session.updateMany({ where: { ...theirs, revokedAt: null }, data: { revokedAt: now } });
  await db.apiToken.updateMany({ where: { ...theirs, revokedAt: null }, data: { revokedAt: now } });
}

/** Somebody of the house whose account is open, and where they work. */
async function personInScope({ db, now, actor }: Ctx, userId: string): Promise<Person | null> {
  const row = await db.userAccount.findFirst({
    where: { organisationId: actor.organisationId, id: userId, status: "active" },
    select: {
      id: true,
      memberships: {
        where: { status: "active", OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
        select: { siteId: true },
      },
    },
  });
  return row && { userId: row.id, siteIds: row.memberships.map(({ siteId }) => siteId) };
}

async function openReset(ctx: Ctx, resetId: string): Promise<ResetState | null> {
  return resetOf(ctx, resetId, { doneAt: null, cancelledAt: null });
}

async function resetOf(ctx: Ctx, resetId: string, only: object = {}): Promise<ResetState | null> {
  const row = await ctx.db.factorReset.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: resetId, ...only },
    select: { userId: true, proposedBy: true, confirmedBy: true },
  });
  const person = row && (await personInScope(ctx, row.userId));
  return row && { ...row, siteIds: person?.siteIds ?? [] };
}
