import "server-only";
import type { z } from "zod";
import { accessTablesSql, unreviewedSql } from "@/lib/access/filter";
import { canAnswer, canReview } from "@/lib/access/policy";
import {
  accessFilter,
  type AccessFilter,
  type AccessKind,
  accessListOutput,
  type AccessLists,
  type AccessRow,
  type AccessStatus,
  lookUpInput,
  lookUpOutput,
  type ReviewOutcome,
  visitInput,
  visitOutput,
} from "@/lib/access/schema";
import {
  accessPlace,
  caseOfCode,
  casesOf,
  openCases,
  peopleOfCase,
  type PointedCase,
} from "@/lib/access/scope";
import { staffOf } from "@/lib/core/actor";
import type { Ctx } from "@/lib/core/context";
import { defineQuery } from "@/lib/core/read";
import { selectRows } from "@/lib/core/select";

const daysShown = 30;
const mostShown = 200;

/**
 * `access.lookUp`: where the case of a code is and whom to ask; its id only for those who may open it. A code of another
 * organisation is answered as one that does not exist.
 */
export const lookUpCase = defineQuery({
  name: "access.lookUp",
  input: lookUpInput,
  output: lookUpOutput,
  async run(ctx, { code }) {
    const file = await caseOfCode(ctx, code);
    if (!file) return null;
    const inSight = await openCases(ctx, [file.caseId]);
    return {
      code: file.code,
      caseId: inSight.has(file.caseId) ? file.caseId : null,
      siteName: file.siteName,
      ask: file.ask,
      mine: await ownAccess(ctx, file.caseId),
    };
  },
  async event({ code }, _output, ctx) {
    const caseId = (await caseOfCode(ctx, code))?.caseId ?? null;
    return { entity: "case", entityId: caseId, caseId };
  },
});

/** `access.visit`: the actor's open visit to a case: until when, and who knows of it. NOT_FOUND when there is none. */
export const getVisit = defineQuery({
  name: "access.visit",
  input: visitInput,
  output: visitOutput,
  async run(ctx, { caseId }) {
    const mine = await ownAccess(ctx, caseId);
    if (mine?.status !== "open" || !mine.endsAt) return null;
    const told = await peopleOfCase(ctx, caseId);
    return {
      accessId: mine.accessId,
      kind: mine.kind,
      endsAt: mine.endsAt,
      told: told.map(({ name }) => name),
    };
  },
});

/** `access.list`: who waits for the actor's answer or review, and who was where. */
export const listAccesses = defineQuery({
  name: "access.list",
  input: accessFilter,
  output: accessListOutput,
  event: (filter, { toAnswer, toReview, mine, others }) => ({
    entity: "case",
    entityId: null,
    detail: { ...filter, count: [toAnswer, toReview, mine, others].flat().length },
  }),
  async run(ctx, filter) {
    const unreviewed = new Set(await unreviewedIds(ctx, filter));
    const rows = await accessRows(ctx, filter, [...unreviewed]);
    const all = await described(ctx, rows);
    const me = staffOf(ctx.actor).userId;
    const lists: AccessLists = {
      now: ctx.now.toISOString(),
      toAnswer: [],
      toReview: [],
      mine: [],
      others: [],
    };
    all.forEach((row, i) => {
      if (unreviewed.has(row.id)) lists.toReview.push(row);
      else if (row.canAnswer && row.status === "waiting") lists.toAnswer.push(row);
      else if (rows[i]!.userId === me) lists.mine.push(row);
      else lists.others.push(row);
    });
    return lists;
  },
});

/** One's own waiting or open access to a case, the open one first. */
async function ownAccess(ctx: Ctx, caseId: string): Promise<z.output<typeof lookUpOutput>["mine"]> {
  const { organisationId, userId } = staffOf(ctx.actor);
  const row = await ctx.db.caseAccess.findFirst({
    where: {
      ...{ organisationId, caseId, userId, kind: { not: "registered" } },
      OR: [{ status: "waiting" }, { status: "open", endsAt: { gt: ctx.now } }],
    },
    orderBy: [{ status: "asc" }, { endsAt: "desc" }],
    select: { id: true, kind: true, status: true, endsAt: true },
  });
  return (
    row && {
      accessId: row.id,
      kind: row.kind as AccessKind,
      status: row.status as AccessStatus,
      endsAt: row.endsAt?.toISOString() ?? null,
    }
  );
}

async function unreviewedIds(ctx: Ctx, filter: AccessFilter): Promise<string[]> {
  const { where, values } = unreviewedSql(ctx.actor, filter);
  const text = `select a.id from ${accessTablesSql} where ${where} order by a.created_at, a.id limit ${mostShown}`;
  return (await selectRows<{ id: string }>(ctx, text, values)).map(({ id }) => id);
}

type Row = Awaited<ReturnType<typeof accessRows>>[number];

function accessRows(ctx: Ctx, { show }: AccessFilter, unreviewed: readonly string[]) {
  const since = new Date(ctx.now.getTime() - daysShown * 24 * 3_600_000);
  const lately = [{ status: { in: ["waiting", "open"] } }, { createdAt: { gt: since } }];
  return ctx.db.caseAccess.findMany({
    where: {
      organisationId: ctx.actor.organisationId,
      kind: { not: "registered" },
      OR: [{ id: { in: [...unreviewed] } }, ...(show === "review" ? [] : lately)],
    },
    select: {
      id: true,
      version: true,
      caseId: true,
      userId: true,
      user: { select: { displayName: true } },
      kind: true,
      status: true,
      reasonSealed: true,
      createdAt: true,
      answeredBy: true,
      endsAt: true,
      reviewDueAt: true,
      reviewedAt: true,
      reviewOutcome: true,
    },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: mostShown,
  });
}

async function described(ctx: Ctx, rows: readonly Row[]): Promise<AccessRow[]> {
  const caseIds = [...new Set(rows.map(({ caseId }) => caseId))];
  const [files, inSight] = [await casesOf(ctx, caseIds), await openCases(ctx, caseIds)];
  const names = await namesOf(ctx, rows);
  await ctx.vault.load(rows.map(({ id }) => id));
  return Promise.all(
    rows.map((row) => rowOf(ctx, row, files.get(row.caseId), inSight.has(row.caseId), names)),
  );
}

async function rowOf(
  ctx: Ctx,
  row: Row,
  file: PointedCase | undefined,
  inSight: boolean,
  names: ReadonlyMap<string, string>,
): Promise<AccessRow> {
  const scope = { userId: row.userId, siteId: file?.siteId ?? "", assigneeId: file?.assigneeId ?? null };
  const [mayAnswer, mayReview] = [canAnswer(ctx.actor, scope), canReview(ctx.actor, scope)];
  const knowsWhy = mayAnswer || mayReview || row.userId === staffOf(ctx.actor).userId;
  const isOver = row.status === "open" && row.endsAt !== null && row.endsAt <= ctx.now;
  const isGlass = row.kind === "glass";
  return {
    id: row.id,
    version: row.version,
    code: file?.code ?? "",
    siteName: file?.siteName ?? "",
    caseId: inSight ? row.caseId : null,
    userName: row.user.displayName,
    kind: row.kind as AccessKind,
    status: isOver ? "ended" : (row.status as AccessStatus),
    reason: knowsWhy ? await ctx.vault.unseal(accessPlace(row.id, "reason_sealed"), row.reasonSealed) : null,
    createdAt: row.createdAt.toISOString(),
    answeredByName: names.get(row.answeredBy ?? "") ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    reviewDueAt: row.reviewDueAt?.toISOString() ?? null,
    reviewLate: isGlass && !row.reviewedAt && row.reviewDueAt !== null && row.reviewDueAt < ctx.now,
    reviewOutcome: row.reviewOutcome as ReviewOutcome | null,
    canAnswer: mayAnswer && row.status === "waiting",
    canReview: mayReview && isGlass && !row.reviewedAt,
  };
}

async function namesOf(ctx: Ctx, rows: readonly Row[]): Promise<Map<string, string>> {
  const users = await ctx.db.userAccount.findMany({
    where: {
      organisationId: ctx.actor.organisationId,
      id: { in: rows.flatMap(({ answeredBy }) => answeredBy ?? []) },
    },
    select: { id: true, displayName: true },
  });
  return new Map(users.map(({ id, displayName }) => [id, displayName]));
}
