import "server-only";
import { existsSync } from "node:fs";
import { SecondPlace } from "@/lib/audit/sealing/anchor";
import { finishCheck } from "@/lib/audit/sealing/commands";
import { trailCheckJob } from "@/lib/audit/sealing/jobs";
import { publicKeysIn } from "@/lib/audit/sealing/key";
import { sealPlaces } from "@/lib/audit/sealing/settings";
import { outcomeOf, type Progress, type Report, verifyDatabase } from "@/lib/audit/sealing/verify";
import type { System } from "@/lib/core/actor";
import { contextSql, contextValues, workerPool } from "@/lib/core/db";
import type { JobHandler } from "@/lib/core/jobs";
import { describeError, log } from "@/lib/core/log";

/** Checks everything, as of all organisations; whoever asked is told of their own events only. */
const check: JobHandler<typeof trailCheckJob.payload> = {
  definition: trailCheckJob,
  async handle({ organisationId, checkId }, origin) {
    const actor: System = { kind: "system", organisationId, name: "trail" };
    const result = await resultOf(actor, checkId);
    await finishCheck.execute(actor, { checkId, ...result }, origin);
  },
};

async function resultOf(actor: System, checkId: string) {
  try {
    const report = await verified(progressOf(actor, checkId));
    const { found, checkpoints, findings } = report;
    if (found > 0) log.error({ found, checkpoints, first: findings[0] }, "the trail is not as it was sealed");
    return { status: outcomeOf(report), events: report.byOrganisation.get(actor.organisationId) ?? 0 };
  } catch (error) {
    log.error(describeError(error), "the check of the trail did not finish");
    return { status: "failed", events: 0 };
  }
}

async function verified(progress: Progress): Promise<Report> {
  const { keysFile, anchorFile } = sealPlaces();
  const keys = keysFile ? publicKeysIn(keysFile) : [];
  const second = anchorFile && existsSync(anchorFile) ? await SecondPlace.read(anchorFile) : null;
  const client = await workerPool().connect();
  try {
    const options = { keys: keys.length > 0 ? new Set(keys) : null, second, restored: new Set<number>() };
    return await verifyDatabase(client, options, progress);
  } finally {
    client.release();
  }
}

const betweenMilliseconds = 500;

/** Says how far it is, twice a second at most. A pulse, not an act: it has no event. */
function progressOf(actor: System, checkId: string): Progress {
  let last = -Infinity;
  return async (done, total) => {
    if (performance.now() - last < betweenMilliseconds) return;
    last = performance.now();
    const client = await workerPool().connect();
    try {
      await client.query("begin");
      await client.query(contextSql, contextValues(actor));
      const values = [actor.organisationId, checkId, done, total];
      await client.query(
        "update trail_check set done = $3, total = $4 where organisation_id = $1 and id = $2",
        values,
      );
      await client.query("commit");
    } finally {
      client.release();
    }
  };
}

export const handlers = [check] as const;
