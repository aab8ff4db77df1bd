import "server-only";
import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { sealForOrganisation, unsealBrought } from "@/lib/core/crypto";
import type { Ctx } from "@/lib/core/context";
import { conflict, invalid } from "@/lib/core/errors";
import { proofOfEnrolment } from "@/lib/users/factors/enrolment";
import { endOtherSessions, stateToEnrol, lockedOwnState, renewCodes } from "@/lib/users/factors/held";
import { obstacleToRemoving } from "@/lib/users/factors/policy";
import { enrolment } from "@/lib/users/factors/schema";
import { newSeed, sealSeed, seedAddress, stepOfCode } from "@/lib/users/factors/totp/code";
import { staffOf } from "@/lib/core/actor";

const minutesToConfirm = 10;
const ticketContent = z.strictObject({ seed: z.string(), until: z.number() });
const ticketPlace = (userId: string) => ({ table: "totp", column: "ticket", row: userId });

/**
 * `totp.begin`: a new seed for an authenticator app, its address for a QR code, and a ticket to confirm it with. Nothing is
 * kept until then. FORBIDDEN for who has a factor and has not shown it within five minutes.
 */
export const beginTotp = defineCommand({
  name: "totp.begin",
  input: z.strictObject({}),
  output: z.strictObject({ seed: z.string(), address: z.string(), ticket: z.string() }),
  opensSeals: true,
  load: stateToEnrol,
  allow: (actor, { person }) => staffOf(actor).userId === person.userId,
  async run(ctx, _input, { person: { organisationId, userId } }) {
    const { email } = await ctx.db.userAccount.findFirstOrThrow({
      where: { organisationId, id: userId },
      select: { email: true },
    });
    const seed = newSeed();
    const until = ctx.now.getTime() + minutesToConfirm * 60_000;
    const sealed = sealForOrganisation(organisationId, JSON.stringify({ seed, until }), ticketPlace(userId));
    const ticket = Buffer.from(sealed).toString("base64url");
    return {
      result: { seed, address: seedAddress(seed, email), ticket },
      events: [{ entity: "user", entityId: userId }],
    };
  },
});

/**
 * `totp.confirm`: a code shows that the app has the seed of the ticket; from now on it is the one that counts. All other
 * sessions end; a first factor brings recovery codes.
 */
export const confirmTotp = defineCommand({
  name: "totp.confirm",
  input: z.strictObject({ ticket: z.string().max(500), code: z.string().max(20) }),
  output: enrolment,
  opensSeals: true,
  load: stateToEnrol,
  allow: (actor, { person }) => staffOf(actor).userId === person.userId,
  async run(ctx, { ticket, code }, { person, held }) {
    const { organisationId, userId } = person;
    const seed = seedOf(ctx, userId, ticket);
    if (seed === null) throw conflict("factors.error.setUpOver");
    const step = stepOfCode(seed, code, Math.floor(ctx.now.getTime() / 1_000));
    if (step === null) throw invalid("factors.error.codeWrong", "code");
    await ctx.db.totp.deleteMany({ where: { organisationId, userId } });
    const seedSealed = sealSeed(organisationId, seed, userId);
    await ctx.db.totp.createMany({
      data: [{ organisationId, userId, seedSealed, lastStep: step, createdAt: ctx.now }],
    });
    const first = !held.totp && held.passkeys === 0;
    const recoveryCodes = first ? await renewCodes(ctx, person) : null;
    const ended = await endOtherSessions(ctx, person);
    return {
      result: { enrolled: proofOfEnrolment(person, "totp", ctx.now), recoveryCodes },
      events: [{ entity: "user", entityId: userId, detail: { ended } }],
    };
  },
});

/** `totp.remove`: the authenticator app counts no more, and all other sessions end. CONFLICT for the last factor. */
export const removeTotp = defineCommand({
  name: "totp.remove",
  input: z.strictObject({}),
  output: z.strictObject({}),
  async load(ctx) {
    const state = await lockedOwnState(ctx);
    return state.held.totp ? state : null;
  },
  allow: (actor, { person }) => staffOf(actor).userId === person.userId,
  async run(ctx, _input, { person, held, holder }) {
    const obstacle = obstacleToRemoving("totp", held, holder);
    if (obstacle) throw conflict(obstacle);
    const { organisationId, userId } = person;
    await ctx.db.totp.deleteMany({ where: { organisationId, userId } });
    const ended = await endOtherSessions(ctx, person);
    return { result: {}, events: [{ entity: "user", entityId: userId, detail: { ended } }] };
  },
});

/** The seed of a ticket that is still good, for the person it was made for. */
function seedOf({ actor, now }: Ctx, userId: string, ticket: string): string | null {
  const text = unsealBrought(actor.organisationId, Buffer.from(ticket, "base64url"), ticketPlace(userId));
  if (text === null) return null;
  const { seed, until } = ticketContent.parse(JSON.parse(text));
  return until > now.getTime() ? seed : null;
}
