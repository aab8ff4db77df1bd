import { type NewNeed, type Urgency, urgencies } from "@/lib/needs/schema";

/** What the rule needs to know of a kind of need. */
export type UrgencyRule = { category: string; defaultUrgency: string; raisable: boolean };

/** True when `one` is less pressing than `other`. */
export function isLower(one: Urgency, other: Urgency): boolean {
  return urgencies.indexOf(one) > urgencies.indexOf(other);
}

/** The urgency that the rule gives: critical when its raise condition applies, else the default of its kind. */
export function urgencyByRule({ defaultUrgency, raisable }: UrgencyRule, raised: boolean): Urgency {
  return raised && raisable ? "critical" : (defaultUrgency as Urgency);
}

/**
 * Why a need cannot be recorded as urgent as asked: field and message key; null when it can. Lower than the rule needs a
 * reason, and what the law owes a child is never lowered.
 */
export function urgencyObstacle(
  rule: UrgencyRule,
  need: NewNeed,
  forChild: boolean,
): [string, string] | null {
  if (need.raised && !rule.raisable) return ["raised", "needs.error.notRaisable"];
  const byRule = urgencyByRule(rule, need.raised);
  if (!need.urgency || !isLower(need.urgency, byRule)) return null;
  if (forChild && rule.category === "child") return ["urgency", "needs.error.childFirst"];
  return need.detail ? null : ["detail", "needs.error.lowerNeedsReason"];
}
