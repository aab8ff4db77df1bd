import "server-only";
import { z } from "zod";
import { type Staff, staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict, invalid } from "@/lib/core/errors";
import { id } from "@/lib/core/fields";
import { newId } from "@/lib/core/ids";
import { proofOfEnrolment } from "@/lib/users/factors/enrolment";
import {
  endOtherSessions,
  lockedOwnState,
  type OwnState,
  renewCodes,
  stateToEnrol,
} from "@/lib/users/factors/held";
import { askToEnrol, enrolledPasskey } from "@/lib/users/factors/passkeys/ceremony";
import { obstacleToRemoving } from "@/lib/users/factors/policy";
import { enrolment, passkeyAnswer, passkeyName } from "@/lib/users/factors/schema";

/** `passkey.begin`: what a device is asked in order to make a passkey. FORBIDDEN as for `totp.begin`. */
export const beginPasskey = defineCommand({
  name: "passkey.begin",
  input: z.strictObject({}),
  output: z.strictObject({ challengeId: id, options: z.looseObject({ challenge: z.string() }) }),
  opensSeals: true,
  load: stateToEnrol,
  allow: (actor, { person }) => staffOf(actor).userId === person.userId,
  async run(ctx, _input, { person }) {
    const { organisationId, userId } = person;
    const { email } = await ctx.db.userAccount.findFirstOrThrow({
      where: { organisationId, id: userId },
      select: { email: true },
    });
    const rows = await ctx.db.passkey.findMany({
      where: { organisationId, userId, revokedAt: null },
      select: { credentialId: true, transports: true },
    });
    const known = rows.map(({ credentialId, transports }) => ({
      id: Buffer.from(credentialId).toString("base64url"),
      transports,
    }));
    const { challengeId, options } = await askToEnrol({ ...person, email }, known);
    return {
      result: { challengeId, options: { ...options } },
      events: [{ entity: "user", entityId: userId }],
    };
  },
});

/** `passkey.add`: the device has made one. All other sessions end; a first factor brings recovery codes. */
export const addPasskey = defineCommand({
  name: "passkey.add",
  input: passkeyAnswer.extend({ name: passkeyName }),
  output: enrolment,
  opensSeals: true,
  load: stateToEnrol,
  allow: (actor, { person }) => staffOf(actor).userId === person.userId,
  async run(ctx, { name, ...answer }, { person, held }) {
    const { organisationId, userId, sessionId } = person;
    const made = await enrolledPasskey(answer, sessionId);
    if (!made) throw invalid("factors.error.passkeyNotMade");
    await ctx.db.passkey.createMany({
      data: [
        {
          organisationId,
          id: newId(),
          userId,
          credentialId: Buffer.from(made.id, "base64url"),
          publicKey: made.publicKey,
          counter: made.counter,
          transports: made.transports ?? [],
          name,
          createdAt: ctx.now,
        },
      ],
    });
    const first = !held.totp && held.passkeys === 0;
    const recoveryCodes = first ? await renewCodes(ctx, person) : null;
    const ended = await endOtherSessions(ctx, person);
    return {
      result: { enrolled: proofOfEnrolment(person, "passkey", ctx.now), recoveryCodes },
      events: [{ entity: "user", entityId: userId, detail: { ended } }],
    };
  },
});

/** `passkey.rename`: what its owner calls it. */
export const renamePasskey = defineCommand({
  name: "passkey.rename",
  input: z.strictObject({ passkeyId: id, name: passkeyName }),
  output: z.strictObject({}),
  load: (ctx, { passkeyId }) => ownPasskey(ctx, staffOf(ctx.actor), passkeyId),
  allow: (actor, { userId }) => staffOf(actor).userId === userId,
  async run(ctx, { passkeyId, name }, { userId }) {
    const { organisationId } = ctx.actor;
    await ctx.db.passkey.updateMany({
      where: { organisationId, id: passkeyId, userId, revokedAt: null },
      data: { name },
    });
    return { result: {}, events: [{ entity: "passkey", entityId: passkeyId, covers: [userId] }] };
  },
});

/** `passkey.remove`: one's own counts no more, and all other sessions end. CONFLICT for the last that lets its owner in. */
export const removePasskey = defineCommand({
  name: "passkey.remove",
  input: z.strictObject({ passkeyId: id }),
  output: z.strictObject({}),
  async load(ctx, { passkeyId }): Promise<OwnState | null> {
    const state = await lockedOwnState(ctx);
    return (await ownPasskey(ctx, state.person, passkeyId)) && state;
  },
  allow: (actor, { person }) => staffOf(actor).userId === person.userId,
  async run(ctx, { passkeyId }, { person, held, holder }) {
    const obstacle = obstacleToRemoving("passkey", held, holder);
    if (obstacle) throw conflict(obstacle);
    const { organisationId, userId } = person;
    await ctx.db.passkey.updateMany({
      where: { organisationId, id: passkeyId, userId, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    const ended = await endOtherSessions(ctx, person);
    const event = { entity: "passkey", entityId: passkeyId, covers: [userId], detail: { ended } };
    return { result: {}, events: [event] };
  },
});

function ownPasskey({ db }: Ctx, { organisationId, userId }: Staff, passkeyId: string) {
  return db.passkey.findFirst({
    where: { organisationId, id: passkeyId, userId, revokedAt: null },
    select: { userId: true },
  });
}
