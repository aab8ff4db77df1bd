import type { Standing } from "@/lib/cases/looking/schema";

/** What is known of a case over time, as far as it says who stood where. */
export type CaseHistory = {
  siteId: string;
  teamId: string | null;
  assigneeId: string | null;
  /** Each time that it was given to somebody, the oldest first. `teamFrom` is left out when the team stayed. */
  assignments: readonly { at: Date; from: string | null; teamFrom?: string | null }[];
  accesses: readonly { userId: string; kind: string; from: Date | null; until: Date | null }[];
};

export type Place = { userId: string; siteId: string; teamId: string | null; endsAt: Date | null };

/** How near these are, the nearest first; whoever has several of them stood nearest. */
const accessStandings = [
  ["registered", "registered"],
  ["asked", "let_in"],
  ["glass", "emergency"],
] as const satisfies readonly (readonly [string, Standing])[];

/**
 * Where a colleague stood to a case at a moment: it was theirs, of their team or site, opened to them for a time, or not theirs at
 * all. Nobody knows when a place began, only when it ended.
 */
export function standingAt(
  history: CaseHistory,
  places: readonly Place[],
  userId: string,
  at: Date,
): Standing {
  if (assigneeAt(history, at) === userId) return "own";
  const team = teamAt(history, at);
  const theirs = places.filter((place) => place.userId === userId && (!place.endsAt || place.endsAt > at));
  if (theirs.some(({ siteId, teamId }) => (teamId === null ? siteId === history.siteId : teamId === team)))
    return "team";
  const open = history.accesses.filter(
    (access) =>
      access.userId === userId && access.from && access.from <= at && (!access.until || at <= access.until),
  );
  const nearest = accessStandings.find(([kind]) => open.some((access) => access.kind === kind));
  return nearest?.[1] ?? "outside";
}

function assigneeAt({ assignments, assigneeId }: CaseHistory, at: Date): string | null {
  const next = assignments.find((one) => one.at > at);
  return next ? next.from : assigneeId;
}

function teamAt({ assignments, teamId }: CaseHistory, at: Date): string | null {
  const next = assignments.find((one) => one.at > at && one.teamFrom !== undefined);
  return next ? next.teamFrom! : teamId;
}
