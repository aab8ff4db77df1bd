import pg from "pg";
import { inject } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { hashToken } from "@/lib/core/crypto";
import { openSession, staffOfToken } from "@/lib/core/sessions";
import { withDatabase } from "@/lib/testing/global-database";
import { testOrigin } from "@/lib/testing/staff";

/**
 * Opens a real session for a member of staff, with a second factor just shown unless `assurance` is 1: its token, and the
 * actor as the database knows it.
 */
export async function signedIn(
  staff: Staff,
  { assurance = 2 }: { assurance?: 1 | 2 } = {},
): Promise<{ token: string; actor: Staff }> {
  const token = await openSession(staff.organisationId, staff.userId, testOrigin);
  if (assurance === 2) await strengthen(token);
  const actor = await staffOfToken(token);
  if (!actor) throw new Error("the session did not open");
  return { token, actor };
}

async function strengthen(token: string): Promise<void> {
  const name = new URL(process.env.DATABASE_URL!).pathname.slice(1);
  const client = new pg.Client({ connectionString: withDatabase(inject("databaseUrls").ownerUrl, name) });
  await client.connect();
  await client.query(
    "update session set assurance = 2, factor = 'totp', stepped_up_at = now() where hash = $1",
    [hashToken(token)],
  );
  await client.end();
}
