import type { CaseStatus } from "@/lib/cases/schema";
import { caseWorkflow } from "@/lib/cases/workflow";
import {
  type RetentionClass,
  type RetentionDays,
  type ReviewProposal,
  type ReviewRule,
} from "@/lib/retention/schema";

/** What the rules need to know of a case. */
export type KeptCase = {
  status: CaseStatus;
  level: string;
  openedAt: Date;
  /** When help ended; of a closed case always known. */
  endedAt: Date;
  restrictedAt: Date | null;
  keptUntil: Date | null;
  /** Answers or notes for few eyes are still there. */
  privateLeft: boolean;
};

/** A rule that applies to a case: its days run from `from`, and are over at `dueAt`. */
export type AppliedRule = {
  rule: ReviewRule;
  proposal: ReviewProposal;
  days: number;
  from: Date;
  dueAt: Date;
  over: boolean;
};

/** A case whose use was stopped is decided on within the month in which the person has a right to an answer. */
export const restrictedDays = 30;

/** What each rule proposes, and the class whose days it counts. */
export const reviewRuleRows = {
  contact: { proposal: "erase", days: "contact" },
  active: { proposal: "review", days: "active" },
  closed_private: { proposal: "clear_private", days: "closed_private" },
  closed: { proposal: "erase", days: "closed" },
  restricted: { proposal: "erase", days: null },
} as const satisfies Record<ReviewRule, { proposal: ReviewProposal; days: RetentionClass | null }>;

const day = 24 * 3_600_000;

/**
 * The rules that apply to a case (domain.md 7.7), the soonest over first. Whoever decided to keep the case until some day has
 * put all of them off to then.
 */
export function rulesOf(kept: KeptCase, days: RetentionDays, now: Date): AppliedRule[] {
  return startsOf(kept)
    .map(({ rule, from }) => {
      const { proposal, days: ofClass } = reviewRuleRows[rule];
      const allowed = ofClass ? days[ofClass] : restrictedDays;
      const dueAt = new Date(Math.max(from.getTime() + allowed * day, kept.keptUntil?.getTime() ?? 0));
      return { rule, proposal, days: allowed, from, dueAt, over: dueAt <= now };
    })
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

function startsOf(kept: KeptCase): { rule: ReviewRule; from: Date }[] {
  const { status, level, openedAt, endedAt, restrictedAt, privateLeft } = kept;
  if (status === "erased") return [];
  if (status === "restricted") return [{ rule: "restricted", from: restrictedAt ?? openedAt }];
  if (!caseWorkflow[status].closed) return [{ rule: level === "l0" ? "contact" : "active", from: openedAt }];
  const closed = { rule: "closed", from: endedAt } as const;
  return privateLeft ? [{ rule: "closed_private", from: endedAt }, closed] : [closed];
}

/** Why a day cannot be chosen: it is over, or more than so many months (and the day itself) away. Null when it can. */
export function obstacleToDay(now: Date, chosen: Date, months: number): "past" | "tooFar" | null {
  if (chosen <= now) return "past";
  const last = new Date(now);
  last.setUTCMonth(last.getUTCMonth() + months, last.getUTCDate() + 1);
  return chosen > last ? "tooFar" : null;
}
