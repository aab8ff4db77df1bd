import "server-only";
import { pool } from "@/lib/core/db";

/** Every organisation, for work that repeats in each of them; what it does there it does as their system actor. */
export async function organisationIds(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>("select organisation_ids() as id");
  return rows.map(({ id }) => id);
}
