import { workerPool } from "@/lib/core/db";
import { Obstacle } from "./obstacle";

const lock = 7266421;

/** Runs `work` unless keys are being changed already, by anybody on this database. Whoever is killed lets go by that. */
export async function alone<T>(work: () => Promise<T>): Promise<T> {
  const client = await workerPool().connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [lock]);
    if (!rows[0]!.mine)
      throw new Obstacle("Keys are being changed already: wait until that command has ended.");
    try {
      return await work();
    } finally {
      // At once: a connection that was told to end holds its locks until the server notices.
      await client.query("select pg_advisory_unlock($1)", [lock]).catch(() => {});
    }
  } finally {
    client.release(true);
  }
}
