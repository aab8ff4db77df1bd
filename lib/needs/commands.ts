import "server-only";
import { canWorkOn } from "@/lib/cases/policy";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { AppError, conflict, type FieldErrors } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { dueOf } from "@/lib/needs/clocks";
import { agreementAfter, canChangeNeed, firstStatusOf } from "@/lib/needs/policy";
import {
  addNeedsInput,
  addNeedsOutput,
  changeNeedStatusInput,
  changeNeedStatusOutput,
  metStatuses,
  type NeedStatus,
  type NewNeed,
  type PersonAgrees,
  type Urgency,
  unmetStatuses,
} from "@/lib/needs/schema";
import { needTypesOf } from "@/lib/needs/kinds";
import { urgencyByRule, type UrgencyRule, urgencyObstacle } from "@/lib/needs/urgency";
import { needWorkflow, openNeedStatuses } from "@/lib/needs/workflow";
import { isChild } from "@/lib/people/child";

type Kinds = ReadonlyMap<string, UrgencyRule>;

/**
 * `need.add`: one need or several at once from the grid. What the person says decides the status, the kind of need the
 * urgency and the due time. @throws INVALID on the field of a need that is open already or of no known kind.
 */
export const addNeeds = defineCommand({
  name: "need.add",
  input: addNeedsInput,
  output: addNeedsOutput,
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: canWorkOn,
  async run(ctx, { needs }, caseFile) {
    const kinds = await needTypesOf(
      ctx,
      needs.map(({ code }) => code),
    );
    await refuseImpossible(ctx, caseFile, needs, kinds);
    const rows = needs.map((need) => newRow(ctx, caseFile.id, need, kinds.get(need.code)!));
    const sealed = await Promise.all(
      rows.map(({ id }, i) => sealText(ctx, caseFile.id, id, "detail_sealed", needs[i]!.detail)),
    );
    await ctx.db.need.createMany({
      data: rows.map((row, i) => ({ ...row, detailSealed: sealed[i] ?? null })),
    });
    const events = rows.map((row) => ({
      entity: "need",
      entityId: row.id,
      caseId: caseFile.id,
      detail: {
        need: row.typeCode,
        category: kinds.get(row.typeCode)!.category,
        urgency: row.urgency,
        to: row.status,
      },
    }));
    return {
      result: {
        needs: rows.map(({ id, typeCode, urgency, status, dueAt }) => ({
          id,
          code: typeCode,
          urgency,
          status,
          dueAt: dueAt.toISOString(),
        })),
      },
      events: events as [(typeof events)[number], ...typeof events],
    };
  },
});

async function refuseImpossible(
  ctx: Ctx,
  { id, personId }: CaseInScope,
  needs: readonly NewNeed[],
  kinds: Kinds,
) {
  const { organisationId } = ctx.actor;
  const open = await ctx.db.need.findMany({
    where: { organisationId, caseId: id, status: { in: openNeedStatuses } },
    select: { typeCode: true },
  });
  const person = await ctx.db.person.findFirst({
    where: { organisationId, id: personId },
    select: { ageGroup: true, ageCertainty: true },
  });
  const taken = new Set(open.map(({ typeCode }) => typeCode));
  const fields: FieldErrors = {};
  needs.forEach((need, i) => {
    const kind = kinds.get(need.code);
    const obstacle = kind && urgencyObstacle(kind, need, person !== null && isChild(person));
    if (!kind) fields[`needs.${i}.code`] = "core.error.notInList";
    else if (taken.has(need.code)) fields[`needs.${i}.code`] = "needs.error.alreadyOpen";
    else if (obstacle) fields[`needs.${i}.${obstacle[0]}`] = obstacle[1];
    taken.add(need.code);
  });
  if (Object.keys(fields).length > 0) throw new AppError("INVALID", { fields });
}

function newRow(ctx: Ctx, caseId: string, need: NewNeed, kind: UrgencyRule) {
  const urgency = need.urgency ?? urgencyByRule(kind, need.raised);
  return {
    organisationId: ctx.actor.organisationId,
    id: newId(),
    caseId,
    typeCode: need.code,
    urgency,
    status: firstStatusOf[need.personAgrees],
    personAgrees: need.personAgrees,
    identifiedAt: ctx.now,
    identifiedBy: staffOf(ctx.actor).userId,
    dueAt: dueOf(urgency, ctx.now),
  };
}

/**
 * `need.changeStatus`: moves a need along its workflow. @throws CONFLICT when it has moved on meanwhile or cannot go there.
 */
export const changeNeedStatus = defineCommand({
  name: "need.changeStatus",
  input: changeNeedStatusInput,
  output: changeNeedStatusOutput,
  load: (ctx, { needId }) => needInScope(ctx, needId),
  allow: (actor, { caseFile }) => canWorkOn(actor, caseFile),
  async run(ctx, input, need) {
    const { needId, version, to } = input;
    if (need.version !== version) throw conflict("core.error.stale");
    if (!canChangeNeed(need.status, to)) throw conflict("needs.error.wrongStatus");
    const { count } = await ctx.db.need.updateMany({
      where: { organisationId: ctx.actor.organisationId, id: needId, status: need.status, version },
      data: {
        status: to,
        personAgrees: agreementAfter(to, need.personAgrees, input.personAgrees),
        unmetReason: unmetStatuses.includes(to) ? input.reasonUnmet : null,
        howMetSealed: metStatuses.includes(to)
          ? await sealText(ctx, need.caseId, needId, "how_met_sealed", input.howMet)
          : null,
        ...timesOf(ctx, need, to),
        version: { increment: 1 },
      },
    });
    if (count !== 1) throw conflict("core.error.stale");
    const detail = { need: need.typeCode, category: need.type.category, from: need.status, to };
    return {
      result: { id: needId, status: to, version: version + 1 },
      events: [{ entity: "need", entityId: needId, caseId: need.caseId, detail }],
    };
  },
});

/** Reopened, a need waits for help anew, so its clock starts again. */
function timesOf(
  ctx: Ctx,
  need: { status: NeedStatus; urgency: string; firstServiceAt: Date | null },
  to: NeedStatus,
) {
  const reopened = needWorkflow[need.status].closed && !needWorkflow[to].closed;
  return {
    endedAt: needWorkflow[to].closed ? ctx.now : null,
    ...(reopened && { dueAt: dueOf(need.urgency as Urgency, ctx.now) }),
    ...(to === "in_service" && { firstServiceAt: need.firstServiceAt ?? ctx.now }),
  };
}

async function needInScope(ctx: Ctx, needId: string) {
  const need = await ctx.db.need.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: needId },
    select: {
      caseId: true,
      typeCode: true,
      type: { select: { category: true } },
      urgency: true,
      status: true,
      personAgrees: true,
      firstServiceAt: true,
      version: true,
    },
  });
  const caseFile = need && (await caseInScope(ctx, need.caseId));
  if (!need || !caseFile) return null;
  return {
    ...need,
    status: need.status as NeedStatus,
    personAgrees: need.personAgrees as PersonAgrees,
    caseFile,
  };
}

async function sealText(ctx: Ctx, caseId: string, needId: string, column: string, text: string | undefined) {
  return text ? ctx.vault.seal({ subject: caseId, table: "need", column, row: needId }, text) : null;
}
