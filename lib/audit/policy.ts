import type { AuditRow } from "@/lib/audit/schema";

/** Facts about an act on a case that tell nothing about the person: how much, who, and the way it was done. */
const factsWithoutContent: ReadonlySet<string> = new Set([
  "count",
  "by",
  "channel",
  "elements",
  "expiresAt",
  "fields",
  "level",
  "pages",
]);

/**
 * What administrators see of an event's detail. They have no case content, so of acts on a case the codes that say
 * something about the person (which need, which answer, which outcome) are left out.
 */
export function detailShown(detail: unknown, onCase: boolean): AuditRow["detail"] {
  const facts = Object.entries((detail ?? {}) as AuditRow["detail"]);
  return Object.fromEntries(onCase ? facts.filter(([name]) => factsWithoutContent.has(name)) : facts);
}
