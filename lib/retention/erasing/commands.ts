import "server-only";
import { coordinates } from "@/lib/cases/policy";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { dayOf } from "@/lib/core/dates";
import { conflict, sqlState } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { enqueue, type Job } from "@/lib/core/jobs";
import { letterTo } from "@/lib/mail/jobs";
import {
  erasureCapacities,
  erasureInput,
  erasureOutput,
  proposeErasureInput,
} from "@/lib/retention/erasing/schema";
import { erasureInScope, erasureOf, type FoundErasure, scopeOf } from "@/lib/retention/erasing/scope";
import { canCancel, canConfirm, canPropose, type ErasureScope } from "@/lib/retention/policy";
import { coordinatorsOf, daysOf, isHeld, officersOf } from "@/lib/retention/scope";
import { taskOpen } from "@/lib/tasks/jobs";
import { settleTasks } from "@/lib/tasks/scope";

/**
 * `erasure.propose`: nothing goes yet; who coordinates the site and the officers who guard data are asked to agree.
 * @throws CONFLICT when a legal hold protects the case or an erasure is proposed already.
 */
export const proposeErasure = defineCommand({
  name: "erasure.propose",
  input: proposeErasureInput,
  output: erasureOutput,
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: canPropose,
  async run(ctx, { reason }, file) {
    if (await isHeld(ctx, file.id)) throw conflict("retention.error.held");
    if (await erasureOf(ctx, file.id)) throw conflict("retention.error.proposedAlready");
    const { organisationId, userId } = staffOf(ctx.actor);
    const erasureId = newId();
    await ctx.db.erasure.createMany({
      data: [
        { organisationId, id: erasureId, caseId: file.id, reason, proposedBy: userId, proposedAt: ctx.now },
      ],
    });
    const detail = { reason, as: capacityOf(ctx, file) };
    return {
      result: { erasureId, status: "proposed" as const, version: 1 },
      events: [{ entity: "erasure", entityId: erasureId, caseId: file.id, detail }],
      jobs: await askSecond(ctx, file, erasureId),
    };
  },
});

/**
 * `erasure.confirm`: the second person agrees, and the case is gone: keys, records, and with the last case who the person is.
 * Never by who proposed it. @throws CONFLICT when it is over, or a legal hold came first.
 */
export const confirmErasure = defineCommand({
  name: "erasure.confirm",
  input: erasureInput,
  output: erasureOutput,
  load: (ctx, { erasureId }) => erasureInScope(ctx, erasureId),
  allow: (actor, found) => canConfirm(actor, scopeOf(found)),
  async run(ctx, { version }, found) {
    const { backup } = await daysOf(ctx);
    const backupsUntil = new Date(ctx.now.getTime() + backup * 24 * 3_600_000);
    const confirmedBy = staffOf(ctx.actor).userId;
    // A day of the calendar, whatever the hour here: the column keeps no more.
    await end(ctx, found, version, {
      ...{ status: "done", confirmedBy, backupsUntil: new Date(`${dayOf(backupsUntil)}T00:00:00Z`) },
    });
    const { covers, person_too: personToo } = await carryOut(ctx, found.erasureId);
    const detail = { reason: found.reason, as: capacityOf(ctx, scopeOf(found).file), personToo };
    return {
      result: { erasureId: found.erasureId, status: "done" as const, version: version + 1 },
      events: [{ entity: "erasure", entityId: found.erasureId, caseId: found.ofCase, covers, detail }],
    };
  },
});

/** `erasure.cancel`: it is not to be erased after all. By who proposed it, or whoever could agree. @throws CONFLICT when it is over. */
export const cancelErasure = defineCommand({
  name: "erasure.cancel",
  input: erasureInput,
  output: erasureOutput,
  load: (ctx, { erasureId }) => erasureInScope(ctx, erasureId),
  allow: (actor, found) => canCancel(actor, scopeOf(found)),
  async run(ctx, { version }, found) {
    await end(ctx, found, version, { status: "cancelled" });
    const covers = await settleTasks(ctx, "erasure_proposed", [found.erasureId]);
    return {
      result: { erasureId: found.erasureId, status: "cancelled" as const, version: version + 1 },
      events: [
        {
          ...{ entity: "erasure", entityId: found.erasureId, caseId: found.ofCase, covers },
          detail: { reason: found.reason },
        },
      ],
    };
  },
});

type End = { status: "cancelled" } | { status: "done"; confirmedBy: string; backupsUntil: Date };

async function end(ctx: Ctx, { erasureId, status }: FoundErasure, version: number, data: End): Promise<void> {
  if (status !== "proposed") throw conflict("retention.error.erasureOver");
  const { count } = await ctx.db.erasure.updateMany({
    where: { organisationId: ctx.actor.organisationId, id: erasureId, status, version },
    data: { ...data, endedAt: ctx.now, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("core.error.stale");
}

type CarriedOut = { covers: string[]; person_too: boolean };

async function carryOut(ctx: Ctx, erasureId: string): Promise<CarriedOut> {
  try {
    const [done] = await ctx.db.$queryRaw<
      [CarriedOut]
    >`select covers, person_too from erase_case(${erasureId}::uuid)`;
    return done;
  } catch (error) {
    if (sqlState(error) === "OW004") throw conflict("retention.error.held");
    throw error;
  }
}

/** What somebody acts as: the officer who guards data where the case is not theirs to coordinate. */
function capacityOf(ctx: Ctx, file: ErasureScope["file"]): (typeof erasureCapacities)[number] {
  const staff = staffOf(ctx.actor);
  const officer = staff.grants.includes("data_protection_officer") && !(file && coordinates(staff, file));
  return officer ? "data_protection_officer" : staff.role;
}

/** A task for everybody who coordinates the site, a letter for them and for the officers; nobody asks themselves. */
async function askSecond(ctx: Ctx, { id: caseId, siteId }: CaseInScope, erasureId: string): Promise<Job[]> {
  const { organisationId, userId } = staffOf(ctx.actor);
  const coordinators = await coordinatorsOf(ctx, siteId);
  const others = (ids: readonly string[]) => ids.filter((id) => id !== userId);
  const task = { organisationId, caseId, kind: "erasure_proposed", subjectId: erasureId } as const;
  const everybody = new Set([...coordinators, ...(await officersOf(ctx))]);
  return [
    ...others(coordinators).map((assigneeId) => enqueue(taskOpen, { ...task, assigneeId })),
    ...others([...everybody]).map((id) => letterTo(ctx, { userId: id, kind: "something_waiting" })),
  ];
}
