import "server-only";
import { caseInScope } from "@/lib/cases/scope";
import { defineCommand } from "@/lib/core/command";
import type { Event } from "@/lib/core/audit";
import type { Ctx } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import type { Job } from "@/lib/core/jobs";
import {
  closeReferralInput,
  markLateOutput,
  referralClockInput,
  stopSharingInput,
  stopSharingOutput,
} from "@/lib/referrals/closing/schema";
import { linkExpiry, nextReminder } from "@/lib/referrals/clocks";
import { clockJob, moveReferral, needEnded, needReleased, taskJob } from "@/lib/referrals/moves";
import { canActOn } from "@/lib/referrals/policy";
import { movedReferral } from "@/lib/referrals/schema";
import { referralInScope, type ReferralInScope } from "@/lib/referrals/scope";
import { referralWorkflow, sharingStatuses } from "@/lib/referrals/workflow";
import { taskOpen } from "@/lib/tasks/jobs";
import { enqueue } from "@/lib/core/jobs";

/**
 * `referral.close`: how it ended for the person and whether they were told; or cancelled by us; or the partner cannot be
 * reached. The need follows. @throws CONFLICT from a stale page or where it cannot end like this.
 */
export const closeReferral = defineCommand({
  name: "referral.close",
  input: closeReferralInput,
  output: movedReferral,
  load: (ctx, { referralId }) => referralInScope(ctx, referralId),
  allow: canActOn,
  async run(ctx, { version, to, outcome, toldPerson, reasonUnmet }, referral) {
    if (referral.version !== version) throw conflict("core.error.stale");
    const changes = to === "feedback_closed" ? { outcome: outcome! } : {};
    const { result, event } = await moveReferral(ctx, referral, to, "referrals.error.wrongStatus", changes);
    await revokeLinks(ctx, [referral.id]);
    const ended = to === "feedback_closed" && outcome !== "not_met";
    const need = ended
      ? await needEnded(ctx, referral, outcome!, (outcome === "partly_met" && reasonUnmet) || null)
      : await needReleased(ctx, referral);
    const told = to === "feedback_closed" && { outcome: outcome!, toldPerson: toldPerson! };
    return { result, events: [{ ...event, detail: { ...event.detail, ...told } }, ...need] };
  },
});

/**
 * `referral.markLate`: a step was missed, so the caseworker is asked to look, now and at each step after. A partner who has
 * not answered when the link ends has let it expire.
 */
export const markLate = defineCommand({
  name: "referral.markLate",
  input: referralClockInput,
  output: markLateOutput,
  async load(ctx, { referralId }) {
    const referral = await referralInScope(ctx, referralId);
    const late = referral?.nextDueAt && referral.nextDueAt <= ctx.now;
    return late && referral.sentAt ? { ...referral, sentAt: referral.sentAt } : null;
  },
  allow: (actor) => actor.kind === "system",
  async run(ctx, { dueAt }, referral) {
    const { id, caseId, status, urgency, sentAt } = referral;
    const { group, awaits } = referralWorkflow[status];
    if (group === "waiting" && linkExpiry(urgency, sentAt) <= ctx.now) {
      const { event } = await moveReferral(ctx, referral, "expired", "referrals.error.wrongStatus");
      const events: [Event, ...Event[]] = [event, ...(await needReleased(ctx, referral))];
      return { result: { id, expired: true }, events, jobs: [taskJob(ctx, referral, "referral_retry")] };
    }
    const next = nextReminder(urgency, sentAt, ctx.now);
    return {
      result: { id, expired: false },
      events: [{ entity: "referral", entityId: id, caseId, detail: { stage: awaits } }],
      jobs: [lateTask(ctx, referral, dueAt), ...(next ? [clockJob(ctx.actor.organisationId, id, next)] : [])],
    };
  },
});

function lateTask(ctx: Ctx, { id, caseId }: ReferralInScope, missedAt: Date): Job {
  return enqueue(taskOpen, {
    organisationId: ctx.actor.organisationId,
    caseId,
    kind: "referral_late",
    subjectId: id,
    dueAt: ctx.now.toISOString(),
    causedAt: missedAt.toISOString(),
  });
}

/**
 * `referral.stopSharing`: a consent was taken back, or a case restricted, which has ended its links. Closes the open
 * referrals and their links, and asks the caseworker to tell the partners, since what they have read cannot be unread.
 */
export const stopSharing = defineCommand({
  name: "referral.stopSharing",
  input: stopSharingInput,
  output: stopSharingOutput,
  async load(ctx, { consentId, caseId }) {
    const ended = consentId ? await sharedUnder(ctx, consentId) : await sharedOf(ctx, caseId!);
    if (!ended) return null;
    const referrals = await Promise.all(ended.referrals.map(({ id }) => referralInScope(ctx, id)));
    return { ...ended, referrals: referrals.filter((referral) => referral !== null) };
  },
  allow: (actor) => actor.kind === "system",
  async run(ctx, _input, { entity, entityId, caseId, referrals }) {
    const events: Event[] = [];
    for (const referral of referrals) {
      const { event } = await moveReferral(ctx, referral, "revoked_by_person", "referrals.error.wrongStatus");
      events.push(
        { ...event, detail: { ...event.detail, count: 1 } },
        ...(await needReleased(ctx, referral)),
      );
    }
    const [first = { entity, entityId, caseId, detail: { count: 0 } }, ...rest] = events;
    await revokeLinks(
      ctx,
      referrals.map(({ id }) => id),
    );
    return {
      result: { stopped: referrals.length },
      events: [first, ...rest],
      jobs: referrals.map((referral) => taskJob(ctx, referral, "tell_partner")),
    };
  },
});

const sharing = { status: { in: sharingStatuses } };

/** What is shared under a consent that was taken back. */
async function sharedUnder(ctx: Ctx, consentId: string) {
  const consent = await ctx.db.consent.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: consentId, withdrawnAt: { not: null } },
    select: { caseId: true, referrals: { where: sharing, select: { id: true } } },
  });
  return consent && { entity: "consent", entityId: consentId, ...consent };
}

/** What was shared of a case until its links were ended. */
async function sharedOf(ctx: Ctx, caseId: string) {
  const { organisationId } = ctx.actor;
  if (!(await caseInScope(ctx, caseId))) return null;
  const referrals = await ctx.db.referral.findMany({
    where: { organisationId, caseId, ...sharing, links: { none: { revokedAt: null } } },
    select: { id: true },
  });
  return { entity: "case", entityId: caseId, caseId, referrals };
}

async function revokeLinks(ctx: Ctx, referralIds: readonly string[]): Promise<void> {
  await ctx.db.partnerLink.updateMany({
    where: {
      organisationId: ctx.actor.organisationId,
      referralId: { in: [...referralIds] },
      revokedAt: null,
    },
    data: { revokedAt: ctx.now },
  });
}
