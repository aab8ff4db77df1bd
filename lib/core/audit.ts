import "server-only";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { appVersion } from "@/lib/core/version";

export type AuditKind = "write" | "view" | "denied" | "auth" | "share";

/** Small, coded facts about an act. Values of sealed fields are named here, never copied. */
export type AuditDetail = Record<string, string | number | boolean | null | readonly string[]>;

/** What a command or an audited query says about itself; the door adds who, when and from where. */
export type Event = {
  /** Defaults to the name of the command or query. */
  action?: string;
  /** Defaults to `write` for commands and `view` for queries. */
  kind?: AuditKind;
  entity: string;
  entityId: string | null;
  caseId?: string | null;
  /** Ids of further rows that this event accounts for. */
  covers?: readonly string[];
  reason?: string;
  detail?: AuditDetail;
};

/** Where a request came from: request id for support, network as a prefix (never a whole address), device in words. */
export type Origin = { requestId: string; network: string | null; device: string | null };

const columns = `organisation_id, id, kind, action, outcome, actor_kind, actor_id, actor_role, session_id, entity, entity_id,
  case_id, covers, reason, detail, request_id, network, app_version`;

/** Why somebody is on a case that is not theirs: `asked` or `glass`. */
const visitSql = `(select a.kind from case_access a
    where a.organisation_id = e."organisationId" and a.case_id = e."caseId" and a.user_id = e."actorId" and a.status = 'open'
      and a.ends_at > now() order by a.kind desc limit 1)`;

/** What the database itself may add to an event, as SQL: further rows, and facts for its detail. */
type Told = { covers?: string; detail?: string };

/** The parts of a statement that writes rows of `auditRow`, given as JSON: one statement however many there are. */
export const insertEvents = {
  into: `insert into audit_event (${columns})`,
  select: ({ covers = "e.covers", detail = "e.detail" }: Told = {}) =>
    `select e."organisationId", e.id, e.kind, e.action, e.outcome, e."actorKind", e."actorId", e."actorRole", e."sessionId",
    e.entity, e."entityId", e."caseId", ${covers}, coalesce(e.reason, case when e.visiting then ${visitSql} end),
    ${detail}, e."requestId", e.network, e."appVersion"`,
  row: `e("organisationId" uuid, id uuid, kind text, action text, outcome text, "actorKind" text, "actorId" uuid, "actorRole" text,
    "sessionId" uuid, entity text, "entityId" uuid, "caseId" uuid, covers uuid[], reason text, detail jsonb, "requestId" text,
    network text, "appVersion" text, visiting boolean)`,
};

/** Somebody looked at a list: of one case, which is then what they looked at, or of many. The filter is kept, coded as it is. */
export function listViewed(entity: string, filter: Record<string, unknown> & { caseId?: string }): Event {
  const { caseId, after, limit: _limit, ...asked } = filter;
  const said = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value instanceof Date ? value.toISOString() : value]],
  );
  return {
    entity: caseId ? "case" : entity,
    entityId: caseId ?? null,
    caseId: caseId ?? null,
    detail: {
      ...(Object.fromEntries(said) as AuditDetail),
      ...(after !== undefined && { page: "further" }),
    },
  };
}

/** One event as a row of `audit_event`. */
export function auditRow(
  event: Event,
  actor: Actor,
  origin: Origin,
  defaults: { action: string; kind: AuditKind },
) {
  return {
    organisationId: actor.organisationId,
    id: newId(),
    kind: event.kind ?? defaults.kind,
    action: event.action ?? defaults.action,
    outcome: (event.kind ?? defaults.kind) === "denied" ? "denied" : "allowed",
    actorKind: actor.kind,
    actorId: actor.kind === "staff" ? actor.userId : actor.kind === "partner" ? actor.referralId : null,
    actorRole: actor.kind === "staff" ? actor.role : null,
    sessionId: actor.kind === "staff" ? actor.sessionId : null,
    entity: event.entity,
    entityId: event.entityId,
    caseId: event.caseId ?? null,
    // Only then does the trail have to ask why.
    visiting:
      actor.kind === "staff" && typeof event.caseId === "string" && actor.visits.includes(event.caseId),
    covers: [...(event.covers ?? [])],
    reason: event.reason ?? null,
    detail: (event.detail ?? {}) as Record<string, string>,
    requestId: origin.requestId,
    network: origin.network,
    appVersion,
  };
}
