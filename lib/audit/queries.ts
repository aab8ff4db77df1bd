import "server-only";
import { z } from "zod";
import { type AuditFilter, auditFilter, type AuditRow, auditRow } from "@/lib/audit/schema";
import { detailShown } from "@/lib/audit/policy";
import type { Ctx } from "@/lib/core/context";
import { cursorOf } from "@/lib/core/cursor";
import { startOfDay } from "@/lib/core/dates";
import { defineQuery } from "@/lib/core/read";

/** `audit.list`: who did or looked at what, the latest first. Asking is itself written down. */
export const listAudit = defineQuery({
  name: "audit.list",
  input: auditFilter,
  output: z.strictObject({ events: z.array(auditRow), next: z.string().nullable() }),
  async run(ctx, filter) {
    const caseId = filter.caseCode === undefined ? undefined : await caseIdOf(ctx, filter.caseCode);
    const events = caseId === null ? [] : await eventsMatching(ctx, filter, caseId);
    const page = events.slice(0, filter.limit);
    const last = page.at(-1);
    return {
      events: await described(ctx, page),
      next: last && events.length > page.length ? cursorOf(last.at.toISOString(), last.id) : null,
    };
  },
  event: ({ after, limit: _limit, ...asked }, { events }) => ({
    entity: "audit",
    entityId: null,
    detail: { ...asked, ...(after && { page: "further" }), count: events.length },
  }),
});

type EventRow = Awaited<ReturnType<typeof eventsMatching>>[number];

function eventsMatching(
  ctx: Ctx,
  { actorId, action, kind, entityId, from, to, after, limit }: AuditFilter,
  caseId?: string,
) {
  const [at, id] = after ?? [];
  return ctx.db.auditEvent.findMany({
    where: {
      organisationId: ctx.actor.organisationId,
      actorId,
      action,
      kind,
      entityId,
      // A refusal has no case, only what was asked for.
      ...(caseId && { OR: [{ caseId }, { entityId: caseId }] }),
      at: { gte: from && startOfDay(from), lt: to && startOfDay(to, 1) },
      ...(at && { AND: [{ at: { lte: at } }, { NOT: { at, id: { gte: id } } }] }),
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: {
      id: true,
      at: true,
      kind: true,
      action: true,
      outcome: true,
      actorKind: true,
      actorId: true,
      actorRole: true,
      sessionId: true,
      entity: true,
      entityId: true,
      caseId: true,
      reason: true,
      detail: true,
      network: true,
    },
  });
}

/** Ids become names, codes and devices: the few that administrators may know. */
async function described(ctx: Ctx, events: readonly EventRow[]): Promise<AuditRow[]> {
  const { names, devices, codes } = await known(ctx, events);
  return events.map(({ sessionId, caseId, actorRole, at, detail, ...event }) => ({
    ...(event as Pick<
      AuditRow,
      | "id"
      | "kind"
      | "action"
      | "outcome"
      | "actorKind"
      | "actorId"
      | "entity"
      | "entityId"
      | "reason"
      | "network"
    >),
    at: at.toISOString(),
    actorName: names.get(event.actorId) ?? null,
    role: actorRole as AuditRow["role"],
    subject: names.get(event.entityId) ?? null,
    caseCode: codes.get(caseId ?? event.entityId) ?? null,
    detail: detailShown(detail, caseId !== null),
    device: devices.get(sessionId) ?? null,
  }));
}

/** Names of colleagues and partners, devices of sessions and codes of cases, by their ids. */
async function known(ctx: Ctx, events: readonly EventRow[]) {
  const { organisationId } = ctx.actor;
  const ids = (pick: (event: EventRow) => string | null) => events.flatMap((event) => pick(event) ?? []);
  const about = (entity: string) => ids((event) => (event.entity === entity ? event.entityId : null));
  const users = await ctx.db.userAccount.findMany({
    where: { organisationId, id: { in: [...about("user"), ...ids(({ actorId }) => actorId)] } },
    select: { id: true, displayName: true },
  });
  const partners = await ctx.db.partner.findMany({
    where: { organisationId, id: { in: about("partner") } },
    select: { id: true, name: true },
  });
  const sessions = await ctx.db.session.findMany({
    where: { organisationId, id: { in: ids(({ sessionId }) => sessionId) } },
    select: { id: true, device: true },
  });
  const codes = await ctx.db.$queryRaw<{ case_id: string; code: string }[]>`
    select case_id, code from case_codes(${ids(({ caseId, entityId }) => caseId ?? entityId)}::uuid[])`;
  return {
    names: new Map<string | null, string>([
      ...users.map(({ id, displayName }) => [id, displayName] as const),
      ...partners.map(({ id, name }) => [id, name] as const),
    ]),
    devices: new Map<string | null, string | null>(sessions.map(({ id, device }) => [id, device])),
    codes: new Map<string | null, string>(codes.map(({ case_id, code }) => [case_id, code])),
  };
}

async function caseIdOf(ctx: Ctx, code: string): Promise<string | null> {
  const [row] = await ctx.db.$queryRaw<{ id: string | null }[]>`select case_id_of_code(${code}) as id`;
  return row?.id ?? null;
}
