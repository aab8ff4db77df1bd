import "server-only";
import { z } from "zod";
import { trailCheckJob } from "@/lib/audit/sealing/jobs";
import { trailCheckStatuses } from "@/lib/audit/sealing/schema";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { id } from "@/lib/core/fields";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/core/jobs";

/** After so long a check that says nothing is given up. */
const givenUpMilliseconds = 30 * 60_000;

/** `trail.verify`: has everything checked in the background. @throws CONFLICT while a check runs */
export const verifyTrail = defineCommand({
  name: "trail.verify",
  input: z.strictObject({}),
  output: z.strictObject({ checkId: id }),
  load: async ({ db, actor: { organisationId }, now }) => ({
    running: await db.trailCheck.count({
      where: {
        organisationId,
        status: "asked",
        askedAt: { gt: new Date(now.getTime() - givenUpMilliseconds) },
      },
    }),
  }),
  allow: () => true,
  async run({ db, actor, now }, _input, { running }) {
    if (running > 0) throw conflict("audit.error.checkRunning");
    const { organisationId, userId } = staffOf(actor);
    const checkId = newId();
    await db.trailCheck.createMany({
      data: [{ organisationId, id: checkId, askedBy: userId, askedAt: now }],
    });
    return {
      result: { checkId },
      events: [{ entity: "trail", entityId: checkId }],
      jobs: [enqueue(trailCheckJob, { organisationId, checkId })],
    };
  },
});

/** `trail.finish`: writes down what came of a check. */
export const finishCheck = defineCommand({
  name: "trail.finish",
  input: z.strictObject({
    checkId: id,
    status: z.enum(trailCheckStatuses).exclude(["asked"]),
    events: z.int().min(0),
  }),
  output: z.strictObject({}),
  load: ({ db, actor: { organisationId } }, { checkId }) =>
    db.trailCheck.findFirst({ where: { organisationId, id: checkId }, select: { id: true } }),
  allow: () => true,
  async run({ db, actor: { organisationId }, now }, { checkId, status, events }) {
    const { count } = await db.trailCheck.updateMany({
      where: { organisationId, id: checkId, status: "asked" },
      data: { status, events, finishedAt: now },
    });
    if (count !== 1) throw conflict("core.error.stale");
    return {
      result: {},
      events: [{ entity: "trail", entityId: checkId, detail: { status, count: events } }],
    };
  },
});
