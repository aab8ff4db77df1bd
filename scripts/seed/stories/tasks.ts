import type { ReferralStatus } from "@/lib/referrals/schema";
import type { TaskKind, TaskStatus } from "@/lib/tasks/schema";
import type { Random } from "@/lib/testing/random";
import type { Clock } from "./clock";
import type { ConsentStory } from "./consents";
import type { ReferralStory } from "./referrals";

export type TaskStory = {
  kind: TaskKind;
  /** What it is about; null: the case itself. */
  subject: ReferralStory | ConsentStory | null;
  status: TaskStatus;
  createdAt: Date;
  dueAt: Date;
  laterUntil: Date | null;
  doneAt: Date | null;
};

const answered: readonly ReferralStatus[] = ["accepted", "info_requested", "scheduled"];
const unhelped: readonly ReferralStatus[] = ["rejected", "expired"];
const reported: readonly ReferralStatus[] = ["completed_met", "completed_partly", "not_completed"];

/** What the events of a case ask of its caseworker; older tasks are mostly done. */
export function drawTasks(
  random: Random,
  clock: Clock,
  {
    referrals,
    consents,
    openedAt,
  }: {
    referrals: readonly ReferralStory[];
    consents: readonly ConsentStory[];
    openedAt: Date;
  },
): TaskStory[] {
  const task = (kind: TaskKind, subject: TaskStory["subject"], createdAt: Date) =>
    drawTask(random, clock, kind, subject, createdAt);
  const aboutReferrals = referrals.flatMap((referral) => {
    const { status, answeredAt, nextDueAt, firstServiceAt, closedAt } = referral;
    return [
      answered.includes(status) && answeredAt ? task("referral_answered", referral, answeredAt) : [],
      unhelped.includes(status) && closedAt ? task("referral_retry", referral, closedAt) : [],
      nextDueAt && nextDueAt < clock.now ? task("referral_late", referral, nextDueAt) : [],
      reported.includes(status) && firstServiceAt ? task("feedback_due", referral, firstServiceAt) : [],
    ].flat();
  });
  const expiring = consents.filter(({ answer, withdrawnAt, expiresAt }) => {
    const days = -clock.hoursSince(expiresAt) / 24;
    return answer === "given" && !withdrawnAt && days > 0 && days < 14;
  });
  const handedOver = random.chance(0.06) ? [task("case_assigned", null, clock.after(openedAt, 20))] : [];
  return [
    ...aboutReferrals,
    ...expiring.map((consent) => task("consent_expiring", consent, clock.ago(12))),
    ...handedOver,
  ];
}

function drawTask(
  random: Random,
  clock: Clock,
  kind: TaskKind,
  subject: TaskStory["subject"],
  createdAt: Date,
): TaskStory {
  const old = clock.hoursSince(createdAt) > 96;
  const status = random.weighted<TaskStatus>(
    old ? { done: 85, open: 12, later: 3 } : { open: 75, done: 15, later: 10 },
  );
  return {
    kind,
    subject,
    status,
    createdAt,
    dueAt: createdAt,
    laterUntil: status === "later" ? new Date(clock.now.getTime() + random.between(1, 5) * 86_400_000) : null,
    doneAt: status === "done" ? clock.after(createdAt, random.between(1, 48)) : null,
  };
}
