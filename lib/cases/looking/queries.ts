import "server-only";
import {
  type Look,
  lookersInput,
  lookersOutput,
  type Looker,
  type Standing,
} from "@/lib/cases/looking/schema";
import { lookersSql } from "@/lib/cases/looking/sql";
import { type CaseHistory, type Place, standingAt } from "@/lib/cases/looking/standing";
import { caseInScope, type CaseInScope } from "@/lib/cases/scope";
import { listViewed } from "@/lib/core/audit";
import type { Ctx } from "@/lib/core/context";
import { cursorOf } from "@/lib/core/cursor";
import { startOfDay } from "@/lib/core/dates";
import { defineQuery } from "@/lib/core/read";
import { selectRows } from "@/lib/core/select";

type Row = {
  day: string;
  lastAt: Date;
  actorKind: string;
  actorId: string | null;
  role: Looker["role"];
  name: string | null;
  looks: (Look & { firstAt: string })[];
};

/**
 * `case.lookers`: who opened, revealed, found, copied or was refused a case, by person and day, the latest first, and where each
 * of them stood to the case then. Asking is a look itself.
 */
export const listLookers = defineQuery({
  name: "case.lookers",
  input: lookersInput,
  output: lookersOutput,
  event: (filter, { lookers }) => {
    const event = listViewed("case", filter);
    return { ...event, detail: { ...event.detail, count: lookers.length } };
  },
  async run(ctx, { caseId, kind, from, to, after, limit }) {
    const file = await caseInScope(ctx, caseId);
    if (!file) return null;
    const rows = await selectRows<Row>(ctx, lookersSql, [
      ctx.actor.organisationId,
      caseId,
      kind ?? null,
      from ? startOfDay(from) : null,
      to ? startOfDay(to, 1) : null,
      limit + 1,
      ...(after ?? [null, null, null]),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      lookers: await described(ctx, file, page),
      next: last && rows.length > limit ? cursorOf(last.day, iso(last.lastAt), last.actorId ?? nobody) : null,
    };
  },
});

const nobody = "00000000-0000-0000-0000-000000000000";

async function described(ctx: Ctx, file: CaseInScope, rows: readonly Row[]): Promise<Looker[]> {
  const staff = rows.flatMap(({ actorKind, actorId }) => (actorKind === "staff" && actorId) || []);
  const history = await historyOf(ctx, file, staff);
  const places = await placesOf(ctx, staff);
  return rows.map(({ actorKind, actorId, lastAt, looks, ...row }) => ({
    ...row,
    actorId,
    lastAt: iso(lastAt),
    standing:
      actorKind === "partner" || !actorId
        ? "partner"
        : farthest(looks, (at) => standingAt(history, places, actorId, at)),
    looks: looks.map(({ firstAt: _first, ...one }) => ({ ...one, lastAt: iso(one.lastAt) })),
  }));
}

const distance: readonly Standing[] = [
  "own",
  "team",
  "registered",
  "let_in",
  "outside",
  "emergency",
  "partner",
];

/** Of a day on which somebody's standing changed: the most unusual. */
function farthest(looks: Row["looks"], standing: (at: Date) => Standing): Standing {
  const all = looks.flatMap(({ firstAt, lastAt }) => [
    standing(new Date(firstAt)),
    standing(new Date(lastAt)),
  ]);
  return distance.findLast((one) => all.includes(one)) ?? "outside";
}

async function historyOf(ctx: Ctx, file: CaseInScope, users: string[]): Promise<CaseHistory> {
  const { organisationId } = ctx.actor;
  const assignments = await ctx.db.auditEvent.findMany({
    where: { organisationId, caseId: file.id, action: "case.assign", kind: "write" },
    orderBy: { at: "asc" },
    select: { at: true, detail: true },
  });
  const accesses = await ctx.db.caseAccess.findMany({
    where: { organisationId, caseId: file.id, userId: { in: users } },
    select: { userId: true, kind: true, createdAt: true, answeredAt: true, endsAt: true },
  });
  return {
    ...file,
    assignments: assignments.map(({ at, detail }) => {
      const { from = null, teamFrom } = detail as { from?: string | null; teamFrom?: string | null };
      return { at, from, teamFrom };
    }),
    accesses: accesses.map(({ userId, kind, createdAt, answeredAt, endsAt }) => ({
      ...{ userId, kind },
      from: kind === "asked" ? answeredAt : createdAt,
      until: endsAt,
    })),
  };
}

function placesOf(ctx: Ctx, users: string[]): Promise<Place[]> {
  return ctx.db.membership.findMany({
    where: { organisationId: ctx.actor.organisationId, userId: { in: users }, status: { not: "pending" } },
    select: { userId: true, siteId: true, teamId: true, endsAt: true },
  });
}

function iso(time: Date | string): string {
  return new Date(time).toISOString();
}
