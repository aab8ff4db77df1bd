import type { AccessFilter } from "@/lib/access/schema";
import { type Actor, siteIdsOf, staffOf } from "@/lib/core/actor";

export const accessTablesSql = `case_access a join case_file c on c.organisation_id = a.organisation_id and c.id = a.case_id`;

/** SQL: a broken glass `a` that should have been reviewed by now. */
export const reviewLateSql = "a.review_due_at < now()";

/** Glasses broken on cases of the sites that the actor coordinates, or of one of them, which nobody has reviewed. */
export function unreviewedSql(actor: Actor, { siteId }: AccessFilter, first = 1) {
  const sites = siteIdsOf(staffOf(actor)).filter((id) => siteId === undefined || id === siteId);
  return {
    where: `a.organisation_id = $${first} and a.kind = 'glass' and a.reviewed_at is null and c.site_id = any ($${first + 1}::uuid[])`,
    values: [actor.organisationId, sites] as unknown[],
  };
}
