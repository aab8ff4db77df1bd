import "server-only";
import type { Staff } from "@/lib/core/actor";
import type { Origin } from "@/lib/core/audit";
import { appendEvents } from "@/lib/core/command";
import { withContext } from "@/lib/core/context";
import { sessionCookie, sessionHours, staffOfToken } from "@/lib/core/sessions";

/**
 * Cookie that the browser itself sets the moment somebody leaves at once. With it, it is nobody's browser any more,
 * even if the message that ends the session never arrived.
 */
export const leftCookie = "__Host-left";
const where = "Path=/; Secure; SameSite=Lax";
/** For `document.cookie`: outlives every session that the browser can hold. */
export const leaves = `${leftCookie}=1; Max-Age=${sessionHours * 3600}; ${where}`;
/** For `Set-Cookie`, in the answer that opens a session. */
export const returns = `${leftCookie}=; Max-Age=0; ${where}`;

type Cookies = (name: string) => string | null;

/**
 * Who is signed in on a browser, fresh from the database. A browser that was left brings nobody, and the session that it
 * still holds is ended here; `whileLeaving` is for what it sends as its last words.
 */
export async function staffOfBrowser(
  cookie: Cookies,
  origin: Origin,
  { whileLeaving = false } = {},
): Promise<Staff | null> {
  const token = cookie(sessionCookie);
  const staff = token ? await staffOfToken(token) : null;
  if (!staff || whileLeaving || cookie(leftCookie) === null) return staff;
  await endSession(staff, origin);
  return null;
}

/** Ends the session that a browser brings, if it still lives: another one has just been opened in its place. */
export async function endFormerSession(cookie: Cookies, origin: Origin): Promise<void> {
  const token = cookie(sessionCookie);
  const staff = token ? await staffOfToken(token) : null;
  if (staff) await endSession(staff, origin);
}

async function endSession(staff: Staff, origin: Origin): Promise<void> {
  const { organisationId, userId, sessionId } = staff;
  await withContext("session.revoke", staff, "ReadCommitted", async (ctx) => {
    const { count: ended } = await ctx.db.session.updateMany({
      where: { organisationId, id: sessionId, revokedAt: null },
      data: { revokedAt: ctx.now, revokedBy: userId },
    });
    const event = { entity: "session", entityId: sessionId, covers: [userId], detail: { ended } };
    if (ended > 0) await appendEvents(ctx, [event], origin, { action: "session.revoke", kind: "write" });
  });
}
