/** What the next step is chosen from: a case as `case.get` answers it. */
export type StepFacts = {
  level: string;
  status: string;
  assigneeId: string | null;
  answers: { safeTonight: string | null; canTalkSafely: string | null };
  person: { isChild: boolean };
  needs: readonly {
    id: string;
    category: string;
    urgency: string;
    status: string;
    personAgrees: string;
    dueAt: string;
    late: boolean;
    firstServiceAt: string | null;
  }[];
  referrals: readonly {
    id: string;
    needId: string;
    status: string;
    nextDueAt: string | null;
    version: number;
  }[];
};

/** One thing to do next: `kind` is a message key, `dueAt` when it should be done, ids for the link. */
export type NextStep =
  | { kind: "findShelter" | "assign" | "firstTalk" | "addNeeds" | "quiet"; dueAt: null }
  | { kind: "lateNeed" | "refer" | "nextNeed"; dueAt: string; needId: string }
  | { kind: "lateReferral" | "sendReferral" | "tellAnswer"; dueAt: string | null; referralId: string };

const open = new Set(["identified", "wanted", "plan_made", "referred", "in_service"]);
const unserved = new Set(["identified", "wanted", "plan_made"]);
const rank: Record<string, number> = { critical: 0, urgent: 1, soon: 2, planned: 3 };

/**
 * The one next step of a case: a place to sleep before all, then what is late, then what nobody has begun, then the
 * nearest clock. `now` is the server's. Suggests; decides nothing.
 */
export function nextStepOf(file: StepFacts, now: Date): NextStep {
  const openNeeds = file.needs.filter(({ status }) => open.has(status)).sort(byUrgency);
  const safetyUnderWay = openNeeds.some(({ category }) => category === "safety");
  if (file.answers.safeTonight === "no" && !safetyUnderWay) return { kind: "findShelter", dueAt: null };
  if (file.assigneeId === null) return { kind: "assign", dueAt: null };

  const lateNeed = openNeeds.find(({ late }) => late);
  if (lateNeed) return { kind: "lateNeed", dueAt: lateNeed.dueAt, needId: lateNeed.id };
  const answered = file.referrals.find(({ status }) => status === "rejected" || status === "info_requested");
  if (answered) return { kind: "tellAnswer", dueAt: null, referralId: answered.id };
  const late = file.referrals.find(({ nextDueAt }) => nextDueAt !== null && new Date(nextDueAt) < now);
  if (late) return { kind: "lateReferral", dueAt: late.nextDueAt, referralId: late.id };
  const draft = file.referrals.find(({ status }) => status === "draft" || status === "consent_pending");
  if (draft) return { kind: "sendReferral", dueAt: null, referralId: draft.id };

  if (file.level === "l0") return { kind: "firstTalk", dueAt: null };
  if (file.needs.length === 0) return { kind: "addNeeds", dueAt: null };
  const unreferred = openNeeds.find(
    ({ id, status }) => unserved.has(status) && !file.referrals.some(({ needId }) => needId === id),
  );
  if (unreferred) return { kind: "refer", dueAt: unreferred.dueAt, needId: unreferred.id };
  const [next] = openNeeds;
  return next ? { kind: "nextNeed", dueAt: next.dueAt, needId: next.id } : { kind: "quiet", dueAt: null };
}

function byUrgency(a: StepFacts["needs"][number], b: StepFacts["needs"][number]): number {
  return (rank[a.urgency] ?? 9) - (rank[b.urgency] ?? 9) || a.dueAt.localeCompare(b.dueAt);
}
