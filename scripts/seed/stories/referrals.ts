import { scopesFor } from "@/lib/consents/policy";
import { clockHours, nextDue } from "@/lib/referrals/clocks";
import { anonymousElements } from "@/lib/referrals/facts";
import type { ReferralOutcome, ReferralStatus } from "@/lib/referrals/schema";
import type { ShareElement } from "@/lib/consents/schema";
import type { Random } from "@/lib/testing/random";
import type { Clock } from "./clock";
import { type ConsentStory, drawPartnerConsent } from "./consents";
import type { NeedStory } from "./needs";
import { phrases } from "./words";
import type { Partner } from "./world";

export type ReferralStory = {
  need: NeedStory;
  partnerId: string;
  consent: ConsentStory | null;
  status: ReferralStatus;
  elements: ShareElement[];
  message: string | null;
  answer: string | null;
  feedback: string | null;
  rejectReason: "no_capacity" | "no_language" | "wrong_service" | null;
  outcome: ReferralOutcome | null;
  createdAt: Date;
  sentAt: Date | null;
  acknowledgedAt: Date | null;
  answeredAt: Date | null;
  firstServiceAt: Date | null;
  closedAt: Date | null;
  nextDueAt: Date | null;
};

const often: Record<ReferralStatus, number> = {
  draft: 6,
  consent_pending: 5,
  sent: 14,
  acknowledged: 8,
  accepted: 8,
  rejected: 7,
  info_requested: 4,
  scheduled: 6,
  in_service: 10,
  completed_met: 6,
  completed_partly: 3,
  not_completed: 2,
  feedback_closed: 14,
  revoked_by_person: 2,
  revoked_by_agency: 2,
  expired: 2,
  unreachable: 1,
};
const unsent: readonly ReferralStatus[] = ["draft", "consent_pending"];
const waiting: readonly ReferralStatus[] = ["sent", "acknowledged", "info_requested"];
const agreed: readonly ReferralStatus[] = ["accepted", "scheduled", "in_service"];
const done: readonly ReferralStatus[] = [
  "completed_met",
  "completed_partly",
  "not_completed",
  "feedback_closed",
];
const unanswered: readonly ReferralStatus[] = ["expired", "unreachable"];

/** What a referral leaves its need in; nothing when it stands where it stood. */
const needAfter: Partial<Record<ReferralStatus, NeedStory["status"]>> = {
  sent: "referred",
  acknowledged: "referred",
  info_requested: "referred",
  accepted: "referred",
  scheduled: "referred",
  in_service: "in_service",
  completed_met: "met",
  completed_partly: "partly_met",
  not_completed: "wanted",
  feedback_closed: "met",
};

/** A referral of a need to a partner that serves it, somewhere on its way; the need moves with it. `late`: the clock has run out. */
export function drawReferral(
  random: Random,
  clock: Clock,
  {
    need,
    partner,
    language,
    status = random.weighted(often),
    late = random.chance(0.35),
  }: { need: NeedStory; partner: Partner; language: string; status?: ReferralStatus; late?: boolean },
): ReferralStory {
  const times = drawTimes(random, clock, need, status, late);
  const consent =
    status === "consent_pending"
      ? null
      : consentFor(random, clock, partner, language, status, times.createdAt);
  const outcome = outcomeOf(status);
  moveNeed(random, need, status, times);
  return {
    need,
    partnerId: partner.id,
    consent,
    status,
    elements: consent?.elements ?? [...anonymousElements],
    message: random.chance(0.6) ? random.pick(phrases.messages) : null,
    answer: times.answeredAt ? random.pick(status === "rejected" ? phrases.refusals : phrases.answers) : null,
    feedback: done.includes(status) ? random.pick(phrases.feedback) : null,
    rejectReason:
      status === "rejected" ? random.pick(["no_capacity", "no_language", "wrong_service"] as const) : null,
    outcome,
    ...times,
    nextDueAt: times.sentAt && nextDue(status, need.urgency, times.sentAt),
  };
}

function drawTimes(random: Random, clock: Clock, need: NeedStory, status: ReferralStatus, late: boolean) {
  const hours = clockHours[need.urgency];
  const createdAt = clock.after(need.identifiedAt, random.between(1, 30));
  if (unsent.includes(status)) return { ...noTimes, createdAt };
  const wait = waiting.includes(status)
    ? status === "sent"
      ? hours.acknowledge
      : hours.answer
    : hours.service;
  const age = wait * (late ? 1.2 + random.next() * 2 : 0.1 + random.next() * 0.7);
  const running = waiting.includes(status) || agreed.includes(status);
  const wanted = running ? clock.ago(age) : clock.after(createdAt, random.between(0, 6));
  const sentAt = wanted < createdAt ? createdAt : wanted;
  const acknowledgedAt = ["sent", ...unanswered].includes(status)
    ? null
    : clock.after(sentAt, hours.acknowledge * (0.2 + random.next()));
  const answers = acknowledgedAt !== null && !["acknowledged", "revoked_by_agency"].includes(status);
  const answeredAt = answers ? clock.after(acknowledgedAt, hours.answer * random.next() * 0.8) : null;
  const serves = [...done, "in_service"].includes(status) && status !== "not_completed";
  const firstServiceAt = serves ? clock.after(answeredAt!, hours.service * random.next()) : null;
  const ends =
    done.includes(status) ||
    ["rejected", "revoked_by_person", "revoked_by_agency", ...unanswered].includes(status);
  const closes = ends && !["completed_met", "completed_partly", "not_completed"].includes(status);
  const closedAt = closes
    ? clock.after(firstServiceAt ?? answeredAt ?? sentAt, random.between(6, 120))
    : null;
  return { createdAt, sentAt, acknowledgedAt, answeredAt, firstServiceAt, closedAt };
}

const noTimes = {
  sentAt: null,
  acknowledgedAt: null,
  answeredAt: null,
  firstServiceAt: null,
  closedAt: null,
};

function consentFor(
  random: Random,
  clock: Clock,
  partner: Partner,
  language: string,
  status: ReferralStatus,
  createdAt: Date,
): ConsentStory {
  const givenAt = new Date(createdAt.getTime() - 10 * 60_000);
  const withdrawn =
    status === "revoked_by_person" ? { withdrawnAt: clock.after(createdAt, 24 * random.between(1, 5)) } : {};
  const consent = drawPartnerConsent(random, partner, { givenAt, language, answer: "given", ...withdrawn });
  return { ...consent, scope: random.chance(0.5) ? "referral" : scopesFor(partner.type).at(-1)! };
}

function outcomeOf(status: ReferralStatus): ReferralOutcome | null {
  if (status === "completed_met" || status === "feedback_closed") return "met";
  if (status === "completed_partly") return "partly_met";
  return status === "not_completed" ? "not_met" : null;
}

/** Changes the need in place: a referral and its need tell one story. */
function moveNeed(
  random: Random,
  need: NeedStory,
  status: ReferralStatus,
  times: { firstServiceAt: Date | null; closedAt: Date | null },
): void {
  const after = needAfter[status] ?? "wanted";
  const ended = after === "met" || after === "partly_met";
  Object.assign(need, {
    status: after,
    personAgrees: "yes",
    firstServiceAt: times.firstServiceAt,
    endedAt: ended ? (times.closedAt ?? times.firstServiceAt) : null,
    howMet: ended ? random.pick(phrases.howMet) : null,
    unmetReason: after === "partly_met" ? "no_document" : null,
  } satisfies Partial<NeedStory>);
}
