import type { AuditRow } from "@/lib/audit/schema";

/** Facts about an act on a case that tell nothing about the person: how much, by what way, which part of the file. */
const factsWithoutContent: ReadonlySet<string> = new Set([
  "assigned",
  "by",
  "count",
  "duplicates",
  "fields",
  "how",
  "kind",
  "knownPerson",
  "level",
  "partner",
  "stage",
  "teamFrom",
  "teamTo",
  "what",
]);

/**
 * What administrators see of an event's detail. They have no case content, so of acts on a case the codes that say
 * something about the person (which need, which answer, which outcome) are left out.
 */
export function detailShown(detail: unknown, onCase: boolean): AuditRow["detail"] {
  const facts = Object.entries((detail ?? {}) as AuditRow["detail"]);
  return Object.fromEntries(onCase ? facts.filter(([name]) => factsWithoutContent.has(name)) : facts);
}

const hour = 3_600_000;
/** How long what a rule of `lib/watch` noticed lasts; a day unless it says otherwise. */
const lasts: Record<string, number> = { many_cases: hour, denied: hour, night: 7 * hour };

/** True when a moment lies in the period in which somebody's reading was unusual. */
export function isWithin({ rule, periodStart }: { rule: string; periodStart: Date }, at: Date): boolean {
  const since = at.getTime() - periodStart.getTime();
  return since >= 0 && since < (lasts[rule] ?? 24 * hour);
}
