import "server-only";
import { fromPrisma, PgBoss } from "pg-boss";
import type { z } from "zod";
import type { Actor } from "@/lib/core/actor";
import type { Origin } from "@/lib/core/audit";
import type { Ctx } from "@/lib/core/context";
import { poolOf } from "@/lib/core/db";

/** A kind of background work: its queue, and a payload of ids, never names or notes. */
export type JobDefinition<Payload extends z.ZodType = z.ZodType> = {
  name: string;
  payload: Payload;
  /** Cron expression in the time zone of Phnom Penh, for work that repeats. */
  schedule?: string;
};

/** A job to enqueue inside the command's transaction. */
export type Job = { definition: JobDefinition; payload: object; startAfter?: Date; key?: string };

/** Ready to be returned from a command: `jobs: [enqueue(referralClock, { … }, { startAfter })]`. */
export function enqueue<Payload extends z.ZodType>(
  definition: JobDefinition<Payload>,
  payload: z.input<Payload> & object,
  options: { startAfter?: Date; key?: string } = {},
): Job {
  return { definition, payload, ...options };
}

export const jobSchema = "pgboss";
export const jobQueueOptions = { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 };

const shared = globalThis as { onwardSender?: PgBoss };

/** A sender that starts no maintenance and holds no connection of its own; every send brings its transaction. */
function sender(actor: Actor): PgBoss {
  // Asks only once for each queue what kind it is, so that it does not matter who was first.
  const executeSql = (text: string, values?: unknown[]) => poolOf(actor).query(text, values);
  return (shared.onwardSender ??= new PgBoss({
    db: { executeSql },
    schema: jobSchema,
    migrate: false,
    supervise: false,
    schedule: false,
  }));
}

/** Enqueues within the caller's transaction: a rolled-back command leaves no job. */
export async function send({ actor, db }: Ctx, jobs: readonly Job[]): Promise<void> {
  for (const { definition, payload, startAfter, key } of jobs) {
    definition.payload.parse(payload);
    await sender(actor).send(definition.name, payload, {
      db: fromPrisma(db as never),
      ...(startAfter && { startAfter }),
      ...(key && { singletonKey: key }),
    });
  }
}

/** What a job does: calls a command as a named system actor. Run twice, it must have one effect. */
export type JobHandler<Payload extends z.ZodType = z.ZodType> = {
  definition: JobDefinition<Payload>;
  handle: (payload: z.output<Payload>, origin: Origin) => Promise<void>;
};
