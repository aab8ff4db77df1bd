import "server-only";
import type { Event } from "@/lib/core/audit";
import type { Ctx } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { enqueue, type Job } from "@/lib/core/jobs";
import { addHours } from "@/lib/needs/clocks";
import type { NeedStatus, UnmetReason } from "@/lib/needs/schema";
import { openNeedStatuses, waitingNeedStatuses } from "@/lib/needs/workflow";
import { clockHours, nextDue } from "@/lib/referrals/clocks";
import { referralClock } from "@/lib/referrals/jobs";
import type { ReferralStatus } from "@/lib/referrals/schema";
import type { ReferralInScope } from "@/lib/referrals/scope";
import { canMoveReferral, referralWorkflow, sharingStatuses } from "@/lib/referrals/workflow";
import type { TaskKind } from "@/lib/tasks/schema";
import { taskOpen } from "@/lib/tasks/jobs";

/** Columns that a move may set besides the status. */
type Changes = Partial<{
  consentId: string | null;
  snapshotSealed: Uint8Array<ArrayBuffer>;
  answerSealed: Uint8Array<ArrayBuffer> | null;
  feedbackSealed: Uint8Array<ArrayBuffer> | null;
  rejectReason: string | null;
  outcome: string | null;
  sentAt: Date;
  acknowledgedAt: Date;
  answeredAt: Date;
  firstServiceAt: Date;
}>;

/**
 * Moves a referral from where it was loaded, and sets the clock for whoever is next. @throws CONFLICT with `lost` when it
 * cannot go there or somebody else was first.
 */
export async function moveReferral(
  ctx: Ctx,
  referral: ReferralInScope,
  to: ReferralStatus,
  lost: string,
  changes: Changes = {},
): Promise<{ result: { id: string; status: ReferralStatus; version: number }; event: Event; jobs: Job[] }> {
  const { id, caseId, status: from, urgency, version } = referral;
  if (!canMoveReferral(from, to)) throw conflict(lost);
  const sentAt = changes.sentAt ?? referral.sentAt;
  const due = sentAt && nextDue(to, urgency, sentAt);
  const { organisationId } = ctx.actor;
  const { count } = await ctx.db.referral.updateMany({
    where: { organisationId, id, status: from, version },
    data: {
      ...changes,
      status: to,
      nextDueAt: due,
      ...(referralWorkflow[to].group === "ended" && { closedAt: ctx.now }),
      version: { increment: 1 },
    },
  });
  if (count !== 1) throw conflict(lost);
  return {
    result: { id, status: to, version: version + 1 },
    event: { entity: "referral", entityId: id, caseId, detail: { from, to } },
    jobs: due ? [clockJob(organisationId, id, due)] : [],
  };
}

/** Looks at a referral again when a step comes due. */
export function clockJob(organisationId: string, referralId: string, due: Date): Job {
  const payload = { organisationId, referralId, dueAt: due.toISOString() };
  return enqueue(referralClock, payload, { startAfter: due });
}

/** Asks the caseworker to look at a referral within the time that a partner has to acknowledge one. */
export function taskJob(ctx: Ctx, { id, caseId, urgency }: ReferralInScope, kind: TaskKind): Job {
  return enqueue(taskOpen, {
    organisationId: ctx.actor.organisationId,
    caseId,
    kind,
    subjectId: id,
    dueAt: addHours(ctx.now, clockHours[urgency].acknowledge).toISOString(),
    causedAt: ctx.now.toISOString(),
  });
}

/** The need was asked about, and waits for an answer. */
export function needReferred(ctx: Ctx, referral: ReferralInScope): Promise<Event[]> {
  return moveNeed(ctx, referral, ["identified", "wanted", "plan_made"], { status: "referred" });
}

/** Help has begun. */
export function needInService(ctx: Ctx, referral: ReferralInScope, on: Date): Promise<Event[]> {
  const firstServiceAt = referral.need.firstServiceAt ?? on;
  return moveNeed(ctx, referral, waitingNeedStatuses, { status: "in_service", firstServiceAt });
}

/** Help has come to its end, with success or in part. */
export function needEnded(
  ctx: Ctx,
  referral: ReferralInScope,
  status: "met" | "partly_met",
  unmetReason: UnmetReason | null,
): Promise<Event[]> {
  return moveNeed(ctx, referral, openNeedStatuses, { status, unmetReason, endedAt: ctx.now });
}

/** The need waits for another way, unless another partner is still busy with it. */
export function needReleased(ctx: Ctx, referral: ReferralInScope): Promise<Event[]> {
  const others = { none: { id: { not: referral.id }, status: { in: sharingStatuses } } };
  return moveNeed(ctx, referral, ["referred", "in_service"], { status: "wanted" }, { referrals: others });
}

async function moveNeed(
  ctx: Ctx,
  { needId, caseId, need }: ReferralInScope,
  from: readonly NeedStatus[],
  data: { status: NeedStatus; firstServiceAt?: Date; endedAt?: Date; unmetReason?: UnmetReason | null },
  only: object = {},
): Promise<Event[]> {
  const { count } = await ctx.db.need.updateMany({
    where: { organisationId: ctx.actor.organisationId, id: needId, status: { in: [...from] }, ...only },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 0) return [];
  const detail = { from: need.status, to: data.status };
  return [{ action: "need.changeStatus", entity: "need", entityId: needId, caseId, detail }];
}
