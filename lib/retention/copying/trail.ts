import "server-only";
import type { Ctx } from "@/lib/core/context";
import { selectRows } from "@/lib/core/select";
import type { PersonCopy } from "@/lib/retention/copying/schema";
import { coded } from "@/lib/retention/copying/words";

type Row = { by: string; times: number; first: Date; last: Date };

const looksSql = `select coalesce(e.actor_role, e.actor_kind) as by, count(*)::int as times, min(e.at) as first, max(e.at) as last
  from audit_event e where e.organisation_id = $1::uuid and e.case_id = $2::uuid and e.kind = 'view' and e.outcome = 'allowed'
  group by 1 order by 1`;

/** How often somebody looked at the case, by what they are; not who. */
export async function looksOf(ctx: Ctx, caseId: string): Promise<PersonCopy["looks"]> {
  const rows = await selectRows<Row>(ctx, looksSql, [ctx.actor.organisationId, caseId]);
  return rows.map(({ by, times, first, last }) => ({
    by: coded(notStaff.includes(by) ? "retention.copying.lookedBy" : "users.role", by),
    times,
    firstAt: first.toISOString(),
    lastAt: last.toISOString(),
  }));
}

/** Kinds of those who look without being staff. */
const notStaff = ["partner", "system"];
