import type { Permission } from "@/lib/core/permissions";
import {
  type ClockStage,
  type ReferralAnswer,
  type ReferralGroup,
  type ReferralOutcome,
  type ReferralStatus,
  referralStatuses,
} from "@/lib/referrals/schema";

type Row = {
  next: readonly ReferralStatus[];
  /** Moves a referral here. */
  command: Permission;
  tone: "done" | "attention" | "act" | "info" | "neutral";
  group: ReferralGroup;
  /** The step that the clock waits for; null when it stands still. */
  awaits: ClockStage | null;
  /** The partner may still see what was shared. */
  shares: boolean;
};

const withdrawals = ["revoked_by_person", "revoked_by_agency", "unreachable"] as const;
const unsent = { group: "draft", awaits: null, shares: false } as const;
const answers = ["accepted", "rejected", "info_requested"] as const;
const waiting = { group: "waiting", tone: "info", shares: true } as const;
const agreed = { group: "accepted", tone: "info", awaits: "service", shares: true } as const;
const reported = {
  group: "feedback",
  awaits: null,
  shares: false,
  command: "referral.giveFeedback",
  next: ["feedback_closed"],
} as const;
const ended = {
  group: "ended",
  tone: "neutral",
  awaits: null,
  shares: false,
  command: "referral.close",
  next: [],
} as const;

/** One row a status: where it can go, what moves a referral here, how it looks, and whom the clock waits for. */
export const referralWorkflow = {
  draft: { ...unsent, command: "referral.create", tone: "act", next: ["sent", "revoked_by_agency"] },
  consent_pending: {
    ...unsent,
    command: "referral.create",
    tone: "act",
    next: ["sent", "revoked_by_agency"],
  },
  sent: {
    ...waiting,
    command: "referral.send",
    awaits: "acknowledge",
    next: ["acknowledged", ...answers, ...withdrawals, "expired"],
  },
  acknowledged: {
    ...waiting,
    command: "referral.acknowledge",
    awaits: "answer",
    next: [...answers, ...withdrawals, "expired"],
  },
  info_requested: {
    ...waiting,
    command: "referral.respond",
    tone: "act",
    awaits: "answer",
    next: ["accepted", "rejected", ...withdrawals, "expired"],
  },
  accepted: {
    ...agreed,
    command: "referral.respond",
    next: ["scheduled", "in_service", "not_completed", ...withdrawals],
  },
  scheduled: {
    ...agreed,
    command: "referral.respond",
    next: ["in_service", "not_completed", ...withdrawals],
  },
  in_service: {
    group: "in_service",
    command: "referral.recordService",
    tone: "info",
    awaits: "feedback",
    shares: true,
    next: ["completed_met", "completed_partly", "not_completed", "feedback_closed", ...withdrawals],
  },
  completed_met: { ...reported, tone: "done" },
  completed_partly: { ...reported, tone: "attention" },
  not_completed: { ...reported, tone: "attention" },
  feedback_closed: { ...ended, tone: "done" },
  rejected: { ...ended, tone: "act", command: "referral.respond" },
  revoked_by_person: { ...ended, command: "referral.stopSharing" },
  revoked_by_agency: ended,
  expired: { ...ended, tone: "attention", command: "referral.markLate" },
  unreachable: { ...ended, tone: "attention" },
} satisfies Record<ReferralStatus, Row> as Record<ReferralStatus, Row>;

/** The status that a partner's answer leads to. */
export const statusOfAnswer: Record<ReferralAnswer, ReferralStatus> = {
  accept: "accepted",
  reject: "rejected",
  info: "info_requested",
};

/** The status that a partner's feedback leads to. */
export const statusOfOutcome: Record<ReferralOutcome, ReferralStatus> = {
  met: "completed_met",
  partly_met: "completed_partly",
  not_met: "not_completed",
};

/** True when a referral may go from one status to the other. */
export function canMoveReferral(from: ReferralStatus, to: ReferralStatus): boolean {
  return referralWorkflow[from].next.includes(to);
}

/** The statuses from which a referral may come to this one. */
export function sourcesOf(to: ReferralStatus): ReferralStatus[] {
  return referralStatuses.filter((from) => canMoveReferral(from, to));
}

/** The statuses of a group of the list. */
export function statusesIn(group: ReferralGroup): ReferralStatus[] {
  return referralStatuses.filter((status) => referralWorkflow[status].group === group);
}

/** Statuses in which the partner may see what was shared. */
export const sharingStatuses = referralStatuses.filter((status) => referralWorkflow[status].shares);
