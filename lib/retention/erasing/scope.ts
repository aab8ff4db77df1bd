import "server-only";
import type { CaseScope } from "@/lib/cases/policy";
import type { CaseStatus } from "@/lib/cases/schema";
import { staffOf } from "@/lib/core/actor";
import type { Ctx } from "@/lib/core/context";
import { selectRows } from "@/lib/core/select";
import type { ErasureReason, ErasureRow, ErasureStatus } from "@/lib/retention/erasing/schema";
import { type Condition, erasureTablesSql } from "@/lib/retention/filter";
import { canCancel, canConfirm, type ErasureScope } from "@/lib/retention/policy";

/** An erasure as the database knows it, with the case for those who see it, and its code for the officer who does not. */
export type FoundErasure = {
  erasureId: string;
  version: number;
  ofCase: string;
  code: string;
  siteName: string | null;
  reason: ErasureReason;
  status: ErasureStatus;
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  confirmedByName: string | null;
  endedAt: Date | null;
  counts: Record<string, number>;
  personToo: boolean;
  recipients: string[];
  backupsUntil: string | null;
  file: {
    id: string;
    siteId: string;
    teamId: string | null;
    assigneeId: string | null;
    status: string;
  } | null;
};

const rowsSql = (
  where: string,
  limit: string,
) => `select e.id as "erasureId", e.version, e.case_id as "ofCase",
    coalesce(c.code, elsewhere.code, '') as code, s.name as "siteName", e.reason, e.status, e.proposed_by as "proposedBy",
    p.display_name as "proposedByName", e.proposed_at as "proposedAt", q.display_name as "confirmedByName", e.ended_at as "endedAt",
    e.counts, e.person_too as "personToo", e.recipients, e.backups_until::text as "backupsUntil",
    case when c.id is not null then json_build_object('id', c.id, 'siteId', c.site_id, 'teamId', c.team_id,
      'assigneeId', c.assignee_id, 'status', c.status) end as file
  from ${erasureTablesSql}
  left join lateral case_codes(array[e.case_id]) elsewhere on c.id is null
  left join site s on s.organisation_id = c.organisation_id and s.id = c.site_id
  left join user_account p on p.organisation_id = e.organisation_id and p.id = e.proposed_by
  left join user_account q on q.organisation_id = e.organisation_id and q.id = e.confirmed_by
  where ${where} order by coalesce(e.ended_at, e.proposed_at) desc, e.id limit ${limit}`;

/** Erasures on a condition, the latest first. */
export function erasuresOn(ctx: Ctx, { where, values }: Condition, most: number): Promise<FoundErasure[]> {
  return selectRows<FoundErasure>(ctx, rowsSql(where, `$${values.length + 1}`), [...values, most]);
}

/** An erasure that the actor may know of, by its id; null otherwise. */
export async function erasureInScope(ctx: Ctx, erasureId: string): Promise<FoundErasure | null> {
  const where = "e.organisation_id = $1 and e.id = $2::uuid";
  const [found] = await erasuresOn(ctx, { where, values: [ctx.actor.organisationId, erasureId] }, 1);
  return found ?? null;
}

/** The erasure of a case that is proposed or done; null when there is none. */
export async function erasureOf(ctx: Ctx, caseId: string): Promise<FoundErasure | null> {
  const where = "e.organisation_id = $1 and e.case_id = $2::uuid and e.status <> 'cancelled'";
  const [found] = await erasuresOn(ctx, { where, values: [ctx.actor.organisationId, caseId] }, 1);
  return found ?? null;
}

/** What the policy needs to know of an erasure. */
export function scopeOf({ proposedBy, file }: FoundErasure): ErasureScope {
  return { proposedBy, file: file && ({ ...file, status: file.status as CaseStatus } satisfies CaseScope) };
}

/** An erasure as everybody who may know of it is told. */
export function rowOf(ctx: Ctx, found: FoundErasure): ErasureRow {
  const waits = found.status === "proposed";
  return {
    erasureId: found.erasureId,
    version: found.version,
    caseId: found.file?.id ?? null,
    code: found.code,
    siteName: found.siteName,
    reason: found.reason,
    status: found.status,
    proposedByName: found.proposedByName,
    proposedAt: found.proposedAt.toISOString(),
    confirmedByName: found.confirmedByName,
    endedAt: found.endedAt?.toISOString() ?? null,
    mine: found.proposedBy === staffOf(ctx.actor).userId,
    mayConfirm: waits && canConfirm(ctx.actor, scopeOf(found)),
    mayCancel: waits && canCancel(ctx.actor, scopeOf(found)),
  };
}
