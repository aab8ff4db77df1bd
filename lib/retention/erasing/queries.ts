import "server-only";
import type { Ctx } from "@/lib/core/context";
import { dayOf } from "@/lib/core/dates";
import { defineQuery } from "@/lib/core/read";
import {
  certificate,
  erasedKinds,
  erasureCapacities,
  erasureFilter,
  erasureListOutput,
  getErasureInput,
} from "@/lib/retention/erasing/schema";
import { erasureInScope, erasuresOn, rowOf } from "@/lib/retention/erasing/scope";
import { erasureFilterSql } from "@/lib/retention/filter";

const mostShown = 200;

/** `erasure.list`: erasures of cases in sight, and of all for the officer who guards data; the latest first. */
export const listErasures = defineQuery({
  name: "erasure.list",
  input: erasureFilter,
  output: erasureListOutput,
  async run(ctx, filter) {
    const found = await erasuresOn(ctx, erasureFilterSql(ctx.actor, filter), mostShown);
    return { now: ctx.now.toISOString(), erasures: found.map((one) => rowOf(ctx, one)) };
  },
  event: (filter, { erasures }) => ({
    entity: "erasure",
    entityId: null,
    detail: { ...filter, count: erasures.length },
  }),
});

/** `erasure.get`: the certificate: what went, who did it, who was told. Nothing about the person. */
export const getErasure = defineQuery({
  name: "erasure.get",
  input: getErasureInput,
  output: certificate,
  async run(ctx, { erasureId }) {
    const found = await erasureInScope(ctx, erasureId);
    if (!found) return null;
    const { counts, personToo, backupsUntil } = found;
    return {
      ...rowOf(ctx, found),
      now: ctx.now.toISOString(),
      ...(await capacitiesOf(ctx, erasureId)),
      counts: erasedKinds.flatMap((kind) => {
        const count = counts[kind];
        return count ? [{ kind, count }] : [];
      }),
      personToo,
      recipients: await partnersOf(ctx, found.recipients),
      backupsUntil,
      backupsGone: backupsUntil !== null && backupsUntil <= dayOf(ctx.now),
    };
  },
  async event({ erasureId }, _output, ctx) {
    const found = await erasureInScope(ctx, erasureId);
    return { entity: "erasure", entityId: erasureId, caseId: found?.ofCase ?? null };
  },
});

/** What the two acted as, as the trail has it. */
async function capacitiesOf(ctx: Ctx, erasureId: string) {
  const events = await ctx.db.auditEvent.findMany({
    where: {
      organisationId: ctx.actor.organisationId,
      ...{ entityId: erasureId, kind: "write", action: { in: ["erasure.propose", "erasure.confirm"] } },
    },
    select: { action: true, detail: true },
  });
  const as = (action: string) => {
    const said = events.find((event) => event.action === action)?.detail as { as?: string } | undefined;
    return erasureCapacities.find((one) => one === said?.as) ?? null;
  };
  return { proposedAs: as("erasure.propose"), confirmedAs: as("erasure.confirm") };
}

async function partnersOf(ctx: Ctx, ids: readonly string[]) {
  const partners = await ctx.db.partner.findMany({
    where: { organisationId: ctx.actor.organisationId, id: { in: [...ids] } },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return partners.map(({ id, name }) => ({ partnerId: id, name }));
}
