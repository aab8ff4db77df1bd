import "server-only";
import type { AccessScope } from "@/lib/access/policy";
import type { AccessKind, AccessStatus } from "@/lib/access/schema";
import type { Ctx } from "@/lib/core/context";

/** A case as it may be known to somebody who cannot open it. */
export type PointedCase = {
  caseId: string;
  code: string;
  siteId: string;
  siteName: string;
  assigneeId: string | null;
  ask: string | null;
};

/** The case of a code in one's organisation, in sight or not; null when there is none. */
export async function caseOfCode(ctx: Ctx, code: string): Promise<PointedCase | null> {
  const [found] = await pointedCases(ctx, code, []);
  return found ?? null;
}

/** Cases by their ids, in sight or not. Only for ids that an access in sight names. */
export async function casesOf(ctx: Ctx, caseIds: readonly string[]): Promise<Map<string, PointedCase>> {
  const found = caseIds.length === 0 ? [] : await pointedCases(ctx, null, caseIds);
  return new Map(found.map((pointed) => [pointed.caseId, pointed]));
}

/** Those of these cases that the actor may open now. */
export async function openCases(ctx: Ctx, caseIds: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.db.caseFile.findMany({
    where: { organisationId: ctx.actor.organisationId, id: { in: [...caseIds] } },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** Who answers for a case: its caseworker, who coordinates its site, the duty officers there; without the actor. */
export async function peopleOfCase(ctx: Ctx, caseId: string): Promise<{ userId: string; name: string }[]> {
  const people = await ctx.db.$queryRaw<{ user_id: string; name: string }[]>`
    select user_id, name from people_of_case(${caseId}::uuid) order by name, user_id`;
  const me = ctx.actor.kind === "staff" ? ctx.actor.userId : null;
  return people
    .filter(({ user_id }) => user_id !== me)
    .map(({ user_id, name }) => ({ userId: user_id, name }));
}

export type AccessInScope = AccessScope & {
  id: string;
  caseId: string;
  code: string;
  kind: AccessKind;
  status: AccessStatus;
  endsAt: Date | null;
  reviewedAt: Date | null;
  version: number;
};

/** An access that the actor may know of, by its id; null otherwise. */
export async function accessInScope(ctx: Ctx, accessId: string): Promise<AccessInScope | null> {
  const row = await ctx.db.caseAccess.findFirst({
    where: { organisationId: ctx.actor.organisationId, id: accessId, kind: { not: "registered" } },
    select: {
      id: true,
      caseId: true,
      userId: true,
      kind: true,
      status: true,
      endsAt: true,
      reviewedAt: true,
      version: true,
    },
  });
  const pointed = row && (await casesOf(ctx, [row.caseId])).get(row.caseId);
  if (!pointed) return null;
  const { code, siteId, assigneeId } = pointed;
  return {
    ...row,
    kind: row.kind as AccessKind,
    status: row.status as AccessStatus,
    code,
    siteId,
    assigneeId,
  };
}

/** Where the reason of an access, or the note of its review, is sealed. */
export function accessPlace(accessId: string, column: "reason_sealed" | "review_sealed") {
  return { subject: accessId, table: "case_access", column, row: accessId };
}

async function pointedCases(
  ctx: Ctx,
  code: string | null,
  caseIds: readonly string[],
): Promise<PointedCase[]> {
  const rows = await ctx.db.$queryRaw<
    {
      case_id: string;
      code: string;
      site_id: string;
      site_name: string;
      assignee_id: string | null;
      ask: string | null;
    }[]
  >`select case_id, code, site_id, site_name, assignee_id, ask from cases_pointed_at(${code}::text, ${[...caseIds]}::uuid[])`;
  return rows.map((row) => ({
    caseId: row.case_id,
    code: row.code,
    siteId: row.site_id,
    siteName: row.site_name,
    assigneeId: row.assignee_id,
    ask: row.ask,
  }));
}
