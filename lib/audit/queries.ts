import "server-only";
import { z } from "zod";
import { described, type EventRow } from "@/lib/audit/description";
import { questionSql } from "@/lib/audit/questions";
import { auditFilter, auditRow, type AuditScope } from "@/lib/audit/schema";
import type { Ctx } from "@/lib/core/context";
import { cursorOf } from "@/lib/core/cursor";
import { defineQuery } from "@/lib/core/read";
import { selectRows } from "@/lib/core/select";

/** `audit.list`: what the trail answers to a question, the latest first. Asking is itself written down. */
export const listAudit = defineQuery({
  name: "audit.list",
  input: auditFilter,
  output: z.strictObject({ events: z.array(auditRow), next: z.string().nullable() }),
  async run(ctx, { after, limit, ...scope }) {
    const events = await eventsMatching(ctx, scope, limit + 1, { after });
    const page = events.slice(0, limit);
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

/** At most so many events that a question means, the latest first. */
export async function eventsMatching(
  ctx: Ctx,
  scope: AuditScope,
  limit: number,
  between: { after?: [Date, string]; before?: Date } = {},
): Promise<EventRow[]> {
  const statement = await statementFor(ctx, scope, limit, between);
  return statement ? selectRows<EventRow>(ctx, statement.text, statement.values) : [];
}

/** How many events a question means, counted up to `limit`, that happened before a moment. */
export async function countMatching(
  ctx: Ctx,
  scope: AuditScope,
  limit: number,
  before: Date,
): Promise<number> {
  const statement = await statementFor(ctx, scope, limit, { before });
  if (!statement) return 0;
  const text = `select count(*)::int as count from (${statement.text}) counted`;
  const [row] = await selectRows<{ count: number }>(ctx, text, statement.values);
  return row!.count;
}

async function statementFor(
  ctx: Ctx,
  scope: AuditScope,
  limit: number,
  between: { after?: [Date, string]; before?: Date },
) {
  const { organisationId } = ctx.actor;
  const caseId = scope.caseCode === undefined ? undefined : await caseIdOf(ctx, scope.caseCode);
  return caseId === null ? null : questionSql({ ...scope, ...between, organisationId, caseId }, limit);
}

async function caseIdOf(ctx: Ctx, code: string): Promise<string | null> {
  const [row] = await ctx.db.$queryRaw<{ id: string | null }[]>`select case_id_of_code(${code}) as id`;
  return row?.id ?? null;
}
