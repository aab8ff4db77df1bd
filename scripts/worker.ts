import { PgBoss } from "pg-boss";
import { disconnect, workerPool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { beatSeconds } from "@/lib/core/health";
import { newId } from "@/lib/core/ids";
import { type JobHandler, jobSchema } from "@/lib/core/jobs";
import { describeError, log } from "@/lib/core/log";
import { countJob, watchFigure } from "@/lib/core/metrics";
import { asRequest } from "@/lib/core/request-id";
import { appVersion } from "@/lib/core/version";
import { jobHandlers } from "@/lib/registry";
import { startSealing, unsealedSeconds } from "./audit/sealing";
import { openMetrics } from "./metrics";
import { takeOverOutput } from "./output";

if (process.env.NODE_ENV === "production") takeOverOutput({ survives: false });

const boss = new PgBoss({
  connectionString: env.workerDatabaseUrl,
  schema: jobSchema,
  migrate: false,
  max: 4,
  clockMonitorIntervalSeconds: 60,
});
let stopping = false;

boss.on("error", (error) => log.warn(describeError(error), "job queue"));
await start();
const pulse = setInterval(() => void beat(), beatSeconds * 1000);
const sealing = startSealing();
watchFigure("onward_trail_unsealed_seconds", "How long the oldest event waits for its seal", unsealedSeconds);
// The web program, most often on the same host, has the port itself.
openMetrics(1);

process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());
// The launcher is gone: nobody would ever stop us.
process.once("disconnect", () => void stop());

async function start(): Promise<void> {
  for (let wait = 1; !stopping; wait = Math.min(wait * 2, 15)) {
    try {
      await boss.start();
      for (const handler of jobHandlers as readonly JobHandler[]) {
        const { definition } = handler;
        await boss.work(definition.name, { pollingIntervalSeconds: 1 }, async (jobs) => {
          for (const job of jobs) await work(handler, job);
        });
        if (definition.schedule)
          await boss.schedule(definition.name, definition.schedule, {}, { tz: "Asia/Phnom_Penh" });
      }
      await beat();
      log.info({ jobs: jobHandlers.length }, "worker ready");
      return;
    } catch (error) {
      log.warn({ ...describeError(error), wait }, "worker cannot start yet");
      await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    }
  }
}

async function beat(): Promise<void> {
  try {
    await workerPool().query(
      `insert into worker_beat (name, at, version) values ('worker', now(), $1)
       on conflict (name) do update set at = now(), version = excluded.version`,
      [appVersion],
    );
  } catch (error) {
    log.warn(describeError(error), "worker beat");
  }
}

/** One job, under an id of its own. A failure is thrown, so that the queue tries again. */
async function work({ definition, handle }: JobHandler, job: { id: string; data: unknown }): Promise<void> {
  const { name, payload } = definition;
  const origin = { requestId: `job:${job.id || newId()}`, network: null, device: null };
  await asRequest(origin.requestId, async () => {
    try {
      await handle(payload.parse(job.data) as never, origin);
      countJob(name, "done");
    } catch (error) {
      countJob(name, "failed");
      log.warn({ ...describeError(error), name }, "job failed");
      throw error;
    }
  });
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  clearInterval(pulse);
  await sealing?.stop();
  await boss.stop({ graceful: true, timeout: 5_000 }).catch(() => {});
  await disconnect().catch(() => {});
  process.exit(0);
}
