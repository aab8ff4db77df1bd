import type { Staff } from "@/lib/core/actor";
import { openSession, staffOfToken } from "@/lib/core/sessions";
import { testOrigin } from "@/lib/testing/staff";

/** Opens a real session for a member of staff: its token, and the actor as the database knows it. */
export async function signedIn(staff: Staff): Promise<{ token: string; actor: Staff }> {
  const token = await openSession(staff.organisationId, staff.userId, testOrigin);
  const actor = await staffOfToken(token);
  if (!actor) throw new Error("the session did not open");
  return { token, actor };
}
