import { z } from "zod";
import { safeTonight } from "@/lib/cases/schema";
import { closedCaseStatuses, openCaseStatuses, restingCaseStatuses } from "@/lib/cases/workflow";
import { type Actor, siteIdsOf, type Staff, teamIdsOf } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { id, instant, language, province } from "@/lib/core/fields";

/** Groups of the list of cases. */
export const caseStatusGroups = ["open", "closed", "all", "restricted", "erased"] as const;

/** Which cases, as in the address of the list: every number on a dashboard links to the list with the same filter. */
export const caseFilter = z.strictObject({
  /** `all` leaves out those whose record rests; they are asked for by name. */
  status: z.enum(caseStatusGroups).default("open"),
  siteId: id.optional(),
  assignee: z.union([z.enum(["me", "none"]), id]).optional(),
  safeTonight: z.enum(safeTonight).optional(),
  /** Opened at this moment or later. */
  metSince: instant.optional(),
  /** A critical need is past its time without any service. */
  criticalLate: z.literal("1").optional(),
  language: language.optional(),
  /** Where the person is said to be, else where the site is. */
  province: province.optional(),
});
export type CaseFilter = z.output<typeof caseFilter>;

/** Needs that no service has reached yet, and those on which something is still to be done. */
const waitingNeeds = ["identified", "wanted", "plan_made", "referred"];
const openNeeds = [...waitingNeeds, "in_service"];

/** SQL: a need `n` is open; a need `n` is past its time without any service. */
export const needOpenSql = `n.status in (${quoted(openNeeds)})`;
export const needLateSql = `n.status in (${quoted(waitingNeeds)}) and n.due_at < now()`;

/** SQL: a statement about one case, whose id is `$place`, answers nothing unless the actor may see that case. */
export const caseInSightSql = (place: number) =>
  `where exists (select 1 from case_file c where c.organisation_id = app_organisation() and c.id = $${place}::uuid)`;

/** SQL: the record of case `c` is in use. */
export const caseInUseSql = `c.status not in (${quoted(restingCaseStatuses)})`;

/** SQL: the province that a case counts for. */
export const provinceSql = `coalesce(c.province, (select s.province from site s
  where s.organisation_id = c.organisation_id and s.id = c.site_id))`;

/** What a filter reaches: for the lists of one case, which is named anyway, also one whose record rests. */
export type CaseReach = Omit<CaseFilter, "status"> & { status: CaseFilter["status"] | "any" };

/** A condition on `case_file c` with its parameters. */
export type CaseCondition = { where: string; values: unknown[] };

/**
 * The cases of the actor that a filter means, as SQL on `case_file c`; parameters are numbered from `first`.
 * Lists and counts are made with this one function, so that they cannot disagree.
 */
export function caseFilterSql(actor: Actor, filter: CaseReach, first = 1): CaseCondition {
  if (actor.kind !== "staff") throw new AppError("FORBIDDEN");
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${first + values.push(value) - 1}`;
  const ways = waysTo(actor);
  const conditions = [
    `c.organisation_id = ${bind(actor.organisationId)}`,
    `(${ways.map(([column, value]) => `c.${column} = ${Array.isArray(value) ? `any (${bind(value)}::uuid[])` : bind(value)}`).join(" or ")})`,
  ];

  if (filter.status !== "any") conditions.push(statusSql[filter.status]);
  if (filter.siteId) conditions.push(`c.site_id = ${bind(filter.siteId)}`);
  if (filter.assignee === "none") conditions.push("c.assignee_id is null");
  else if (filter.assignee) {
    conditions.push(`c.assignee_id = ${bind(filter.assignee === "me" ? actor.userId : filter.assignee)}`);
  }
  if (filter.safeTonight) conditions.push(`c.safe_tonight = ${bind(filter.safeTonight)}`);
  if (filter.metSince) conditions.push(`c.opened_at >= ${bind(filter.metSince)}`);
  if (filter.criticalLate) conditions.push(criticalLateSql);
  if (filter.language) conditions.push(languageSql(bind(filter.language)));
  if (filter.province) conditions.push(`${provinceSql} = ${bind(filter.province)}`);
  return { where: conditions.join("\n and "), values };
}

const statusSql: Record<CaseFilter["status"], string> = {
  open: `c.status in (${quoted(openCaseStatuses)})`,
  closed: `c.status in (${quoted(closedCaseStatuses)})`,
  all: caseInUseSql,
  restricted: "c.status = 'restricted'",
  erased: "c.status = 'erased'",
};

/**
 * The ways on which cases come to somebody's lists: own, of a team, of a site. One place alone is compared as a value, so
 * that its cases are read in order from its index.
 */
function waysTo(actor: Staff): [column: string, value: string | string[]][] {
  const oneOr = (ids: string[]) => (ids.length === 1 ? ids[0]! : ids);
  const [teams, sites] = [teamIdsOf(actor), siteIdsOf(actor)];
  const places: [string, string | string[]][] = [];
  if (teams.length > 0) places.push(["team_id", oneOr(teams)]);
  if (sites.length > 0) places.push(["site_id", oneOr(sites)]);
  // Whoever coordinates sites has no case but theirs.
  return sites.length > 0 ? places : [["assignee_id", actor.userId], ...places];
}

const criticalLateSql = `exists (select 1 from need n where n.organisation_id = c.organisation_id and n.case_id = c.id
  and n.urgency = 'critical' and ${needLateSql})`;

function languageSql(value: string): string {
  return `exists (select 1 from person p where p.organisation_id = c.organisation_id and p.id = c.person_id
    and p.preferred_language = ${value})`;
}

function quoted(codes: readonly string[]): string {
  return codes.map((code) => `'${code}'`).join(", ");
}
