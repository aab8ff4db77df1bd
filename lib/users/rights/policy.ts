import type { Actor } from "@/lib/core/actor";
import type { FieldErrors } from "@/lib/core/errors";
import { type AccountState, isLastAdministrator } from "@/lib/users/policy";
import type { GrantWish, Place, RightsWish } from "@/lib/users/rights/schema";

/** How long a volunteer's account and every grant of it last unless somebody decides otherwise. */
export const volunteerDays = 90;

type Wish = Pick<RightsWish, "role" | "places" | "grants" | "endsAt">;
/** What somebody gets: every end decided, nothing twice. */
export type Rights = Omit<Wish, "grants" | "endsAt"> & {
  grants: { kind: GrantWish["kind"]; endsAt: Date | null }[];
  endsAt: Date | null;
};
export type Proposal = AccountState & { pendingRole: string | null; pendingRoleBy: string | null };
/** The sites that exist, with the teams of each. */
type Sites = readonly { id: string; teams: readonly { id: string }[] }[];

/** The wish with its ends filled in: volunteers, who are `limited`, get 90 days; nobody's grant outlasts their account. */
export function rightsOf({ role, places, grants, endsAt }: Wish, now: Date): Rights {
  const usual = role === "limited" ? new Date(now.getTime() + volunteerDays * 86_400_000) : null;
  const end = endsAt === undefined ? usual : endsAt;
  const kinds = new Map(
    grants.map((grant) => [grant.kind, grant.endsAt === undefined ? usual : grant.endsAt]),
  );
  return {
    role,
    endsAt: end,
    places: [...new Map(places.map((place) => [`${place.siteId} ${place.teamId}`, place])).values()],
    grants: [...kinds].map(([kind, until]) => ({ kind, endsAt: until })),
  };
}

/** What is wrong with a wish, by field; nothing when it can be granted. `sites` are all that the organisation has. */
export function wrongInRights(
  { role, places, grants, endsAt }: Rights,
  sites: Sites,
  now: Date,
): FieldErrors | null {
  const past = (date: Date | null) => date !== null && date <= now;
  const late = grants.findIndex((grant) => past(grant.endsAt));
  const problems: FieldErrors = {
    ...(placesProblem(role, places, sites) && { places: placesProblem(role, places, sites)! }),
    ...(past(endsAt) && { endsAt: "users.error.endInPast" }),
    ...(late >= 0 && { [`grants.${late}.endsAt`]: "users.error.endInPast" }),
  };
  return Object.keys(problems).length > 0 ? problems : null;
}

function placesProblem(role: Rights["role"], places: readonly Place[], sites: Sites): string | null {
  if (role === "administrator") return places.length > 0 ? "users.error.administratorHasNoPlaces" : null;
  if (places.length === 0) return role === "limited" ? null : "users.error.placeMissing";
  for (const { siteId, teamId } of places) {
    const site = sites.find(({ id }) => id === siteId);
    if (!site || (teamId !== null && !site.teams.some(({ id }) => id === teamId)))
      return "users.error.placeUnknown";
    if (role === "coordinator" && teamId !== null) return "users.error.coordinatorHasSites";
    if (role !== "coordinator" && teamId === null && site.teams.length > 0) return "users.error.teamMissing";
  }
  return null;
}

/**
 * Why an account cannot be given these rights, as a message key; null when nothing stands in the way.
 * `otherAdministrators` counts active administrators without an end date, this account left out.
 */
export function obstacleToChanging(
  actor: Actor,
  account: AccountState,
  rights: Pick<Rights, "role" | "endsAt">,
  otherAdministrators: number,
) {
  if (actor.kind === "staff" && actor.userId === account.id) return "users.error.notYourOwnRights";
  if (account.status === "deactivated") return "users.error.alreadyDeactivated";
  const leaves = rights.role !== "administrator" || rights.endsAt !== null;
  return leaves && isLastAdministrator(account, otherAdministrators) ? "users.error.lastAdministrator" : null;
}

/** Why somebody cannot be confirmed as administrator by this actor, as a message key; null when they can. */
export function obstacleToConfirming(actor: Actor, account: Proposal) {
  if (account.status === "deactivated" || account.pendingRole !== "administrator")
    return "users.error.notProposed";
  if (actor.kind !== "staff" || actor.userId === account.id) return "users.error.notYourOwnRights";
  return actor.userId === account.pendingRoleBy ? "users.error.proposedByYou" : null;
}
