import "server-only";
import { workerPool } from "@/lib/core/db";

/** Every organisation, for the worker's work that repeats in each of them; what it does there it does as their system actor. */
export async function organisationIds(): Promise<string[]> {
  const { rows } = await workerPool().query<{ id: string }>("select organisation_ids() as id");
  return rows.map(({ id }) => id);
}
