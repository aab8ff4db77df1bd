import { formatDateTime } from "@/lib/core/dates";
import type { OpenSession } from "@/lib/users/sessions/schema";

/** An open session with its times in words, made on the server so that every browser shows the same. */
export type SessionRow = Pick<OpenSession, "id" | "device" | "network" | "current"> & {
  opened: string;
  lastUsed: string;
};

export function sessionRows(sessions: readonly OpenSession[], locale: string): SessionRow[] {
  return sessions.map(({ id, device, network, current, openedAt, lastSeenAt }) => ({
    id,
    device,
    network,
    current,
    opened: formatDateTime(new Date(openedAt), locale),
    lastUsed: formatDateTime(new Date(lastSeenAt), locale),
  }));
}
