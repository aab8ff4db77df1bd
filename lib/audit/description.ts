import "server-only";
import { detailShown, isWithin } from "@/lib/audit/policy";
import type { AuditRow } from "@/lib/audit/schema";
import type { Ctx } from "@/lib/core/context";

/** An event as `questionSql` gives it. */
export type EventRow = Pick<
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
> & {
  at: Date;
  actorRole: string | null;
  sessionId: string | null;
  caseId: string | null;
  detail: unknown;
};

/** Events as administrators see them: ids become names, codes and devices, the few that they may know. */
export async function described(ctx: Ctx, events: readonly EventRow[]): Promise<AuditRow[]> {
  const { names, devices, codes } = await known(ctx, events);
  const alerts = await alertsAbout(ctx, events);
  return events.map(({ sessionId, caseId, actorRole, at, detail, ...event }) => ({
    ...event,
    at: at.toISOString(),
    actorName: names.get(event.actorId) ?? null,
    role: actorRole as AuditRow["role"],
    subject: names.get(event.entityId) ?? null,
    caseCode: codes.get(caseId ?? event.entityId) ?? null,
    detail: detailShown(detail, caseId !== null),
    device: devices.get(sessionId) ?? null,
    unusual: alerts.find((alert) => alert.userId === event.actorId && isWithin(alert, at))?.rule ?? null,
  }));
}

/** Names of colleagues and partners, devices of sessions and codes of cases, by their ids. */
async function known(ctx: Ctx, events: readonly EventRow[]) {
  const { organisationId } = ctx.actor;
  const ids = (pick: (event: EventRow) => string | null) => [
    ...new Set(events.flatMap((event) => pick(event) ?? [])),
  ];
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

type Alert = { userId: string; rule: string; periodStart: Date };

/** When somebody's reading was unusual, as far as these events go back. */
async function alertsAbout(ctx: Ctx, events: readonly EventRow[]): Promise<Alert[]> {
  const [newest, oldest] = [events.at(0)?.at, events.at(-1)?.at];
  if (!newest || !oldest) return [];
  const actors = [
    ...new Set(events.flatMap(({ actorKind, actorId }) => (actorKind === "staff" && actorId) || [])),
  ];
  return ctx.db.$queryRaw<Alert[]>`
    select user_id as "userId", rule, period_start as "periodStart"
    from unusual_reading(${actors}::uuid[], ${oldest}::timestamptz, ${newest}::timestamptz)`;
}
