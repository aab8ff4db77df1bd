import "server-only";
import { pool } from "@/lib/core/db";

export type Health = {
  status: "ok" | "degraded";
  database: "up" | "down";
  worker: "up" | "down";
};

/** How often the worker shows that it lives, and how long a silence is forgiven, in seconds. */
export const beatSeconds = 5;
const silenceSeconds = 20;

/** Whether the database answers and the worker has shown itself lately. */
export async function health(): Promise<Health> {
  try {
    const { rows } = await pool().query<{ alive: boolean }>(
      "select coalesce(max(at) > now() - make_interval(secs => $1), false) as alive from worker_beat",
      [silenceSeconds],
    );
    const worker = rows[0]!.alive ? "up" : "down";
    return { status: worker === "up" ? "ok" : "degraded", database: "up", worker };
  } catch {
    return { status: "degraded", database: "down", worker: "down" };
  }
}
