import "server-only";
import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { ifOpens, type Sealed } from "@/lib/core/aead";
import { isSealedByFormer, unwrapDataKey, wrapDataKey, type WrappedKey } from "@/lib/core/crypto";
import { conflict } from "@/lib/core/errors";
import { unwrapFromInstallation, wrapForInstallation, wrappingName } from "@/lib/core/key-source";
import { currentKey, newKey, ringSeconds, settleSeconds } from "@/lib/core/keys";
import { retiredBefore } from "@/lib/keys/policy";
import { addKeyOutput, forgetOutput, retireOutput, rewrapInput, rewrapOutput } from "@/lib/keys/schema";
import { sealSeed, unsealSeed } from "@/lib/users/factors/totp/code";

/** Longer than the longest transaction: whoever began with the former key has ended. */
const longestTransactionSeconds = 10;

const nothing = z.strictObject({});
const everything = {
  load: async () => ({}),
  allow: (actor: { kind: string }) => actor.kind === "system",
};

/**
 * `key.add`: the organisation's next key, wrapped by the installation's key of today, unless an earlier rotation made one that is
 * not in full use yet. It begins to wrap by itself once every process knows it.
 */
export const addKey = defineCommand({
  name: "key.add",
  input: nothing,
  output: addKeyOutput,
  ...everything,
  async run(ctx) {
    const { organisationId } = ctx.actor;
    const latest = await latestKey(ctx);
    const behind = await ctx.db.sealingKey.count({
      where: { organisationId, wrappedBy: { not: latest.number } },
    });
    const unused = latest.number > 1 && behind > 0 && latest.wrappedBy === wrappingName();
    const number = unused ? latest.number : latest.number + 1;
    if (!unused) {
      const wrapped = await wrapForInstallation(newKey(), { organisationId, number });
      await ctx.db.organisationKey.createMany({
        data: [{ organisationId, number, ...wrapped, createdAt: ctx.now }],
      });
    }
    const age = unused ? (ctx.now.getTime() - latest.createdAt.getTime()) / 1_000 : 0;
    const wait = Math.max(0, settleSeconds + ringSeconds + longestTransactionSeconds - age);
    return { result: { number, wait }, events: [keyEvent(ctx, { number })] };
  },
});

/**
 * `key.rewrap`: the next keys that a former key wraps, wrapped by the present one. Nothing that they seal is touched. What does not
 * open is left as it is and named.
 */
export const rewrapKeys = defineCommand({
  name: "key.rewrap",
  input: rewrapInput,
  output: rewrapOutput,
  ...everything,
  async run(ctx, { after, limit }) {
    const { organisationId } = ctx.actor;
    const { number } = currentKey(organisationId);
    const rows = await ctx.db.sealingKey.findMany({
      where: { organisationId, id: { gt: after }, wrappedBy: { not: number } },
      orderBy: { id: "asc" },
      take: limit,
      select: { id: true, wrapped: true },
    });
    const done: string[] = [];
    const broken: string[] = [];
    for (const { id, wrapped } of rows) {
      const key = ifOpens(() => unwrapDataKey(organisationId, wrapped, id));
      if (!key) broken.push(id);
      // Its subject may be erased meanwhile: then there is nothing to wrap, and nothing comes back.
      else if (await replaced(ctx, id, wrapped, wrapDataKey(organisationId, key, id))) done.push(id);
    }
    const next = rows.length < limit ? null : rows.at(-1)!.id;
    const seeds = next === null ? await resealSeeds(ctx) : { done: [], broken: [] };
    const detail = { number, count: done.length, seeds: seeds.done.length };
    return {
      result: { done: done.length, broken, brokenSeeds: seeds.broken, next },
      events: [keyEvent(ctx, detail, [...done, ...seeds.done])],
    };
  },
});

async function replaced(ctx: Ctx, id: string, wrapped: Sealed, anew: WrappedKey): Promise<boolean> {
  const where = { organisationId: ctx.actor.organisationId, id, wrapped };
  return (await ctx.db.sealingKey.updateMany({ where, data: anew })).count === 1;
}

/** True when one of these organisation's keys still wraps something that opens. */
async function stillWraps(ctx: Ctx, wrappedBy: { not: number } | { in: number[] }): Promise<boolean> {
  const { organisationId } = ctx.actor;
  const rows = await ctx.db.sealingKey.findMany({
    where: { organisationId, wrappedBy },
    select: { id: true, wrapped: true },
  });
  return rows.some(({ id, wrapped }) => ifOpens(() => unwrapDataKey(organisationId, wrapped, id)) !== null);
}

/** The seeds of authenticator apps, by whose they are. */
async function resealSeeds(ctx: Ctx): Promise<{ done: string[]; broken: string[] }> {
  const { organisationId } = ctx.actor;
  const rows = await ctx.db.$queryRaw<{ user_id: string; seed_sealed: Sealed }[]>`select * from totp_seeds()`;
  const done: string[] = [];
  const broken: string[] = [];
  for (const { user_id: userId, seed_sealed: was } of rows) {
    if (!isSealedByFormer(organisationId, was)) continue;
    const seed = ifOpens(() => unsealSeed(organisationId, was, userId));
    if (seed === null) broken.push(userId);
    else if (await putSeed(ctx, userId, was, sealSeed(organisationId, seed, userId))) done.push(userId);
  }
  return { done, broken };
}

async function putSeed({ db }: Ctx, userId: string, was: Sealed, anew: Sealed): Promise<boolean> {
  const [row] = await db.$queryRaw<{ put: boolean }[]>`
    select put_totp_seed(${userId}::uuid, ${was}, ${anew}) as put`;
  return row?.put === true;
}

/**
 * `key.retire`: former keys wrap nothing any more; they stay a week for what was sealed in passing, and are themselves wrapped by the
 * installation's key of today, so that its former key opens nothing here. CONFLICT while a former key still wraps something.
 */
export const retireKeys = defineCommand({
  name: "key.retire",
  input: nothing,
  output: retireOutput,
  ...everything,
  async run(ctx) {
    const { organisationId } = ctx.actor;
    const { number: current } = currentKey(organisationId);
    if (await stillWraps(ctx, { not: current })) throw conflict("core.error.stale");
    const rows = await ctx.db.organisationKey.findMany({
      where: { organisationId },
      select: { number: true, wrapped: true, wrappedBy: true, retiredAt: true },
    });
    for (const { number, wrapped, wrappedBy, retiredAt } of rows) {
      const place = { organisationId, number };
      const former = wrappedBy !== wrappingName() || wrappedBy === "command";
      const anew = former
        ? await wrapForInstallation(await unwrapFromInstallation({ wrapped, wrappedBy }, place), place)
        : {};
      await ctx.db.organisationKey.updateMany({
        where: place,
        data: { ...anew, retiredAt: number === current ? null : (retiredAt ?? ctx.now) },
      });
    }
    const retired = rows.map(({ number }) => number).filter((number) => number !== current);
    return { result: { retired }, events: [keyEvent(ctx, { number: current, count: retired.length })] };
  },
});

/** `key.forget`: destroys keys retired more than a week ago. */
export const forgetRetiredKeys = defineCommand({
  name: "key.forget",
  input: nothing,
  output: forgetOutput,
  ...everything,
  async run(ctx) {
    const { organisationId } = ctx.actor;
    const retiredAt = { lt: retiredBefore(ctx.now) };
    const rows = await ctx.db.organisationKey.findMany({
      where: { organisationId, retiredAt },
      select: { number: true },
    });
    const forgotten = rows.map(({ number }) => number);
    if (await stillWraps(ctx, { in: forgotten })) throw conflict("core.error.stale");
    await ctx.db.organisationKey.deleteMany({ where: { organisationId, number: { in: forgotten } } });
    return { result: { forgotten }, events: [keyEvent(ctx, { count: forgotten.length })] };
  },
});

async function latestKey(ctx: Ctx) {
  return ctx.db.organisationKey.findFirstOrThrow({
    where: { organisationId: ctx.actor.organisationId },
    orderBy: { number: "desc" },
    select: { number: true, wrappedBy: true, createdAt: true },
  });
}

function keyEvent({ actor }: Ctx, detail: Record<string, number>, covers: string[] = []) {
  return { entity: "key", entityId: actor.organisationId, covers, detail };
}
