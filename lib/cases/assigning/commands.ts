import "server-only";
import { z } from "zod";
import { assignment } from "@/lib/cases/assigning/schema";
import { canAssign, coordinates } from "@/lib/cases/policy";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict, invalid } from "@/lib/core/errors";
import { id } from "@/lib/core/fields";
import { enqueue } from "@/lib/core/jobs";
import { taskOpen } from "@/lib/tasks/jobs";

/**
 * `case.assign`: who works on a case. A caseworker takes a free case of the team or hands one's own to a colleague there;
 * whoever coordinates the site gives it to anybody active at the site, and to any of its teams.
 */
export const assignCase = defineCommand({
  name: "case.assign",
  input: assignment,
  output: z.strictObject({ caseId: id, assigneeId: id.nullable(), teamId: id.nullable(), version: z.int() }),
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: (actor, scope, { teamId }) => canAssign(actor, scope, teamId ?? scope.teamId),
  async run(ctx, { caseId, version, assigneeId, teamId = null }, scope) {
    const { organisationId } = ctx.actor;
    const team = teamId ?? scope.teamId;
    if (teamId) await demandTeamHere(ctx, scope, teamId);
    if (assigneeId) await demandColleagueHere(ctx, scope, assigneeId);
    const { count } = await ctx.db.caseFile.updateMany({
      where: { organisationId, id: caseId, version },
      data: { assigneeId, teamId: team, updatedAt: ctx.now, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("core.error.stale");
    const isNews = assigneeId !== null && assigneeId !== scope.assigneeId && !isActor(ctx, assigneeId);
    return {
      result: { caseId, assigneeId, teamId: team, version: version + 1 },
      events: [
        {
          entity: "case",
          entityId: caseId,
          caseId,
          detail: {
            from: scope.assigneeId,
            to: assigneeId,
            ...(team !== scope.teamId && { teamFrom: scope.teamId, teamTo: team }),
          },
        },
      ],
      jobs: isNews ? [enqueue(taskOpen, newsOf(ctx, caseId))] : [],
    };
  },
});

async function demandTeamHere(ctx: Ctx, { siteId }: CaseInScope, teamId: string): Promise<void> {
  const { organisationId } = ctx.actor;
  const team = await ctx.db.team.findFirst({
    where: { organisationId, id: teamId, siteId },
    select: { id: true },
  });
  if (!team) throw invalid("cases.error.teamNotHere", "teamId");
}

/** Somebody with an active account and membership at the site; for caseworkers, in the case's own team. */
async function demandColleagueHere(ctx: Ctx, scope: CaseInScope, userId: string): Promise<void> {
  const { organisationId } = ctx.actor;
  const anyTeam = coordinates(ctx.actor, scope);
  const account = await ctx.db.userAccount.findFirst({
    where: { organisationId, id: userId, status: "active", role: { in: ["caseworker", "coordinator"] } },
    select: { id: true },
  });
  const membership = await ctx.db.membership.findFirst({
    where: {
      organisationId,
      userId,
      siteId: scope.siteId,
      status: "active",
      OR: [{ endsAt: null }, { endsAt: { gt: ctx.now } }],
      ...(!anyTeam && { teamId: scope.teamId }),
    },
    select: { id: true },
  });
  if (account && membership) return;
  throw invalid(anyTeam ? "cases.error.assigneeNotHere" : "cases.error.needsOwnTeam", "assigneeId");
}

function isActor(ctx: Ctx, userId: string): boolean {
  return ctx.actor.kind === "staff" && ctx.actor.userId === userId;
}

function newsOf(ctx: Ctx, caseId: string) {
  const { organisationId } = ctx.actor;
  return {
    organisationId,
    caseId,
    kind: "case_assigned" as const,
    subjectId: caseId,
    causedAt: ctx.now.toISOString(),
  };
}
