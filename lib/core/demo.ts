import "server-only";
import { pool } from "@/lib/core/db";

/** True when this installation holds the made-up records that people practise with. For pages without a session. */
export async function hasDemoOrganisation(): Promise<boolean> {
  const { rows } = await pool().query<{ demo: boolean }>("select has_demo_organisation() as demo");
  return rows[0]!.demo;
}
