import "server-only";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import type { Ctx } from "@/lib/core/context";
import { canReadWish } from "@/lib/retention/requesting/policy";
import type { RequestRow } from "@/lib/retention/requesting/schema";

/** Where a wish is sealed. */
export function wishPlace(caseId: string, requestId: string) {
  return { subject: caseId, table: "person_request", column: "wish_sealed", row: requestId };
}

export type RequestInScope = {
  id: string;
  caseId: string;
  kind: string;
  status: string;
  dueAt: Date;
  caseFile: CaseInScope;
};

/** A request on a case that the actor may see; null otherwise. */
export async function requestInScope(ctx: Ctx, requestId: string): Promise<RequestInScope | null> {
  const row = await ctx.db.personRequest.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: requestId },
    select: { id: true, caseId: true, kind: true, status: true, dueAt: true },
  });
  const caseFile = row && (await caseInScope(ctx, row.caseId));
  return row && caseFile && { ...row, caseFile };
}

/** Everything the person asked about a visible case, the latest first, with their words for those who may read them. */
export async function requestsOf(ctx: Ctx, file: CaseInScope): Promise<RequestRow[]> {
  const { id: caseId } = file;
  const reads = canReadWish(ctx.actor, file);
  const rows = await ctx.db.personRequest.findMany({
    where: { organisationId: ctx.actor.organisationId, caseId },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
  });
  if (reads) await ctx.vault.load([caseId]);
  return Promise.all(
    rows.map(async ({ id, kind, status, receivedAt, dueAt, wishSealed, answeredAt, outcome, version }) => ({
      id,
      kind: kind as RequestRow["kind"],
      status: status as RequestRow["status"],
      receivedAt: receivedAt.toISOString(),
      dueAt: dueAt.toISOString(),
      late: answeredAt === null && dueAt < ctx.now,
      wish: reads ? await ctx.vault.unseal(wishPlace(caseId, id), wishSealed) : null,
      answeredAt: answeredAt?.toISOString() ?? null,
      outcome: outcome as RequestRow["outcome"],
      version,
    })),
  );
}
