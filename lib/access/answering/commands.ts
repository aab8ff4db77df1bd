import "server-only";
import { canAnswer, canReview } from "@/lib/access/policy";
import { accessOutput, answerInput, reviewInput } from "@/lib/access/schema";
import { accessInScope, accessPlace } from "@/lib/access/scope";
import { canMoveAccess } from "@/lib/access/workflow";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import { conflict } from "@/lib/core/errors";
import { enqueue } from "@/lib/core/jobs";
import { taskOpen } from "@/lib/tasks/jobs";
import { settleTasks } from "@/lib/tasks/scope";

/**
 * `access.answer`: lets somebody who asked into a case for so many hours, or does not. By its caseworker, who coordinates its
 * site or a duty officer there, never by who asks. @throws CONFLICT when it was answered or taken back already.
 */
export const answerAccess = defineCommand({
  name: "access.answer",
  input: answerInput,
  output: accessOutput,
  load: (ctx, { accessId }) => accessInScope(ctx, accessId),
  allow: canAnswer,
  async run(ctx, { version, answer, hours }, { id, caseId, kind, userId, status }) {
    const to = answer === "grant" ? ("open" as const) : ("refused" as const);
    if (!canMoveAccess(status, to)) throw conflict("access.error.answeredAlready");
    const { organisationId, userId: answeredBy } = staffOf(ctx.actor);
    const endsAt = to === "open" ? new Date(ctx.now.getTime() + hours * 3_600_000) : null;
    const { count } = await ctx.db.caseAccess.updateMany({
      where: { organisationId, id, status: "waiting", version },
      data: { status: to, endsAt, answeredBy, answeredAt: ctx.now, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("core.error.stale");
    const settled = await settleTasks(ctx, "access_asked", [id]);
    const detail = { to, ...(to === "open" && { hours }) };
    return {
      result: { accessId: id, kind, status: to, endsAt: endsAt?.toISOString() ?? null, version: version + 1 },
      events: [{ entity: "access", entityId: id, caseId, covers: settled, detail }],
      jobs: [
        enqueue(taskOpen, {
          organisationId,
          caseId,
          kind: "access_answered",
          subjectId: id,
          assigneeId: userId,
        }),
      ],
    };
  },
});

/**
 * `access.review`: what a coordinator of the site says of a broken glass, once. Never of one's own.
 * @throws CONFLICT when somebody has reviewed it already.
 */
export const reviewAccess = defineCommand({
  name: "access.review",
  input: reviewInput,
  output: accessOutput,
  async load(ctx, { accessId }) {
    const access = await accessInScope(ctx, accessId);
    return access?.kind === "glass" ? access : null;
  },
  allow: canReview,
  async run(ctx, { version, outcome, note }, { id, caseId, kind, status, endsAt }) {
    const { organisationId, userId } = staffOf(ctx.actor);
    const reviewSealed = note ? await ctx.vault.seal(accessPlace(id, "review_sealed"), note) : null;
    const { count } = await ctx.db.caseAccess.updateMany({
      where: { organisationId, id, reviewedAt: null, version },
      data: {
        reviewedBy: userId,
        reviewedAt: ctx.now,
        reviewOutcome: outcome,
        reviewSealed,
        version: { increment: 1 },
      },
    });
    if (count !== 1) throw conflict("access.error.reviewedAlready");
    const settled = await settleTasks(ctx, "glass_broken", [id]);
    return {
      result: { accessId: id, kind, status, endsAt: endsAt?.toISOString() ?? null, version: version + 1 },
      events: [{ entity: "access", entityId: id, caseId, covers: settled, detail: { outcome } }],
    };
  },
});
