import type { Site } from "@/lib/organisations/schema";
import type { Place } from "@/lib/users/rights/schema";
import type { Role } from "@/lib/users/schema";

export type PlaceOption = { value: string; site: string; team: string | null };

/** Where somebody of this role can work: coordinators at whole sites, others in teams, or at a site that has none. */
export function placeOptions(role: Role | "", sites: readonly Site[]): PlaceOption[] {
  if (role === "" || role === "administrator") return [];
  return sites.flatMap(({ id, name, teams }): PlaceOption[] =>
    role === "coordinator" || teams.length === 0
      ? [{ value: placeKey({ siteId: id, teamId: null }), site: name, team: null }]
      : teams.map((team) => ({
          value: placeKey({ siteId: id, teamId: team.id }),
          site: name,
          team: team.name,
        })),
  );
}

/** A place as the value of a tick box, and back. */
export function placeKey({ siteId, teamId }: Place): string {
  return `${siteId}/${teamId ?? ""}`;
}

export function placeOfKey(key: string): Place {
  const [siteId, teamId] = key.split("/");
  return { siteId: siteId!, teamId: teamId || null };
}
