import "server-only";
import { caseInScope } from "@/lib/cases/scope";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { AppError, conflict } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/core/jobs";
import { canAnswer, canReceive } from "@/lib/retention/requesting/policy";
import {
  answerDays,
  answerRequestInput,
  receiveRequestInput,
  remindRequestInput,
  remindRequestOutput,
  requestMoved,
} from "@/lib/retention/requesting/schema";
import { requestInScope, wishPlace } from "@/lib/retention/requesting/scope";
import { taskOpen } from "@/lib/tasks/jobs";
import { settleTasks } from "@/lib/tasks/scope";

/**
 * `request.receive`: the person asks for a copy, a correction, a restriction or an erasure; they have an answer within 30
 * days. @throws CONFLICT while they wait for an answer of this kind.
 */
export const receiveRequest = defineCommand({
  name: "request.receive",
  input: receiveRequestInput,
  output: requestMoved,
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: (actor, caseFile) => canReceive(actor, caseFile),
  async run(ctx, { caseId, kind, wish }) {
    const { organisationId } = ctx.actor;
    const id = newId();
    const dueAt = new Date(ctx.now.getTime() + answerDays * 24 * 3_600_000);
    const data = {
      organisationId,
      id,
      caseId,
      kind,
      receivedBy: staffOf(ctx.actor).userId,
      receivedAt: ctx.now,
      dueAt,
      wishSealed: wish ? await ctx.vault.seal(wishPlace(caseId, id), wish) : null,
    };
    // Of two at once, one is written down.
    const { count } = await ctx.db.personRequest.createMany({ data: [data], skipDuplicates: true });
    if (count !== 1) throw conflict("retention.error.alreadyAsked");
    return {
      result: { id, status: "open" as const, dueAt: dueAt.toISOString(), version: 1 },
      events: [{ entity: "request", entityId: id, caseId, detail: { kind } }],
    };
  },
});

/**
 * `request.answer`: what the person was told. The acts themselves answer what asked for them, so this is for everything
 * else. @throws CONFLICT when it was answered already, or from a stale page.
 */
export const answerRequest = defineCommand({
  name: "request.answer",
  input: answerRequestInput,
  output: requestMoved,
  load: (ctx, { requestId }) => requestInScope(ctx, requestId),
  allow: (actor, { caseFile }) => canAnswer(actor, caseFile),
  async run(ctx, { version, outcome, because }, { id, caseId, kind, status, dueAt }) {
    if (status !== "open") throw conflict("retention.error.alreadyAnswered");
    const { count } = await ctx.db.personRequest.updateMany({
      where: { organisationId: ctx.actor.organisationId, id, status: "open", version },
      data: {
        status: "answered",
        outcome,
        answeredBy: staffOf(ctx.actor).userId,
        answeredAt: ctx.now,
        version: { increment: 1 },
      },
    });
    if (count !== 1) throw conflict("core.error.stale");
    const covers = await settleTasks(ctx, "request_due", [id]);
    return {
      result: { id, status: "answered" as const, dueAt: dueAt.toISOString(), version: version + 1 },
      events: [
        {
          entity: "request",
          entityId: id,
          caseId,
          covers,
          ...(because && { reason: because }),
          detail: { kind, outcome },
        },
      ],
    };
  },
});

/** `request.remind`: makes a task of each of these requests, which `request.due` found to be due soon. */
export const remindOfRequests = defineCommand({
  name: "request.remind",
  input: remindRequestInput,
  output: remindRequestOutput,
  async load(ctx, { requestIds }) {
    const requests = await openAmong(ctx, requestIds);
    return requests.length === 0 ? null : requests;
  },
  allow: (actor) => actor.kind === "system",
  async run(ctx, _input, requests) {
    const { organisationId } = ctx.actor;
    const [first, ...rest] = requests.map(({ id, caseId, kind }) => ({
      entity: "request",
      entityId: id,
      caseId,
      detail: { kind },
    }));
    if (!first) throw new AppError("NOT_FOUND");
    return {
      result: { reminded: requests.length },
      events: [first, ...rest],
      jobs: requests.map(({ id, caseId, dueAt }) =>
        enqueue(taskOpen, {
          organisationId,
          caseId,
          kind: "request_due",
          subjectId: id,
          dueAt: dueAt.toISOString(),
        }),
      ),
    };
  },
});

function openAmong(ctx: Ctx, ids: readonly string[]) {
  return ctx.db.personRequest.findMany({
    where: { organisationId: ctx.actor.organisationId, id: { in: [...ids] }, status: "open" },
    select: { id: true, caseId: true, kind: true, dueAt: true },
  });
}
