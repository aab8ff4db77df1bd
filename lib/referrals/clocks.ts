import { addHours } from "@/lib/needs/clocks";
import type { Urgency } from "@/lib/needs/schema";
import { referralWorkflow } from "@/lib/referrals/workflow";
import { type ClockStage, clockStages, type ReferralStatus } from "@/lib/referrals/schema";

/** Hours from sending to each step (domain.md 4.5). */
export const clockHours: Record<Urgency, Record<ClockStage, number>> = {
  critical: { acknowledge: 1, answer: 4, service: 24, feedback: 48 },
  urgent: { acknowledge: 8, answer: 24, service: 72, feedback: 7 * 24 },
  soon: { acknowledge: 24, answer: 72, service: 7 * 24, feedback: 14 * 24 },
  planned: { acknowledge: 72, answer: 7 * 24, service: 30 * 24, feedback: 45 * 24 },
};

const shortestLinkHours = 14 * 24;

/** When a step must have happened. */
export function stageDue(urgency: Urgency, sentAt: Date, stage: ClockStage): Date {
  return addHours(sentAt, clockHours[urgency][stage]);
}

/** When each step must have happened, as queries answer it. */
export function clockOf(urgency: Urgency, sentAt: Date) {
  const due = (stage: ClockStage) => stageDue(urgency, sentAt, stage).toISOString();
  return {
    acknowledgeBy: due("acknowledge"),
    answerBy: due("answer"),
    serviceBy: due("service"),
    feedbackBy: due("feedback"),
  };
}

/** When the next party must have acted in this status; null when nobody has to. */
export function nextDue(status: ReferralStatus, urgency: Urgency, sentAt: Date): Date | null {
  const { awaits } = referralWorkflow[status];
  return awaits && stageDue(urgency, sentAt, awaits);
}

/** When a partner's link stops working: after 14 days or when feedback is due, whichever is later. */
export function linkExpiry(urgency: Urgency, sentAt: Date): Date {
  return addHours(sentAt, Math.max(shortestLinkHours, clockHours[urgency].feedback));
}

/** The next moment after `now` at which somebody has to be reminded: a step that comes due, or the end of the link. */
export function nextReminder(urgency: Urgency, sentAt: Date, now: Date): Date | null {
  const moments = [
    ...clockStages.map((stage) => stageDue(urgency, sentAt, stage)),
    linkExpiry(urgency, sentAt),
  ];
  return moments.filter((moment) => moment > now).sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
