import { PgBoss } from "pg-boss";
import { disconnect, workerPool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { beatSeconds } from "@/lib/core/health";
import { newId } from "@/lib/core/ids";
import { jobSchema } from "@/lib/core/jobs";
import { describeError, log } from "@/lib/core/log";
import { appVersion } from "@/lib/core/version";
import { jobHandlers } from "@/lib/registry";
import { startSealing } from "./audit/sealing";

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

process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());
// The launcher is gone: nobody would ever stop us.
process.once("disconnect", () => void stop());

async function start(): Promise<void> {
  for (let wait = 1; !stopping; wait = Math.min(wait * 2, 15)) {
    try {
      await boss.start();
      for (const { definition, handle } of jobHandlers) {
        await boss.work(definition.name, { pollingIntervalSeconds: 1 }, async (jobs) => {
          for (const job of jobs) await handle(definition.payload.parse(job.data) as never, originOf(job.id));
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

function originOf(jobId: string) {
  return { requestId: `job:${jobId || newId()}`, network: null, device: null };
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
