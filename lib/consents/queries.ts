import "server-only";
import { z } from "zod";
import { caseInScope } from "@/lib/cases/scope";
import { openCaseStatuses } from "@/lib/cases/workflow";
import { stateOf } from "@/lib/consents/policy";
import {
  consentListInput,
  consentListOutput,
  type ConsentRow,
  expiringConsents,
} from "@/lib/consents/schema";
import { defineQuery } from "@/lib/core/read";

const week = 7 * 24 * 3_600_000;
const atOnce = 500;

/** `consent.list`: everything the person answered about sharing, the latest first. */
export const listConsents = defineQuery({
  name: "consent.list",
  input: consentListInput,
  output: consentListOutput,
  event: ({ caseId }, { consents }) => ({
    entity: "case",
    entityId: caseId,
    caseId,
    detail: { count: consents.length },
  }),
  async run(ctx, { caseId }) {
    const { organisationId } = ctx.actor;
    if (!(await caseInScope(ctx, caseId))) return null;
    const consents = await ctx.db.consent.findMany({
      where: { organisationId, caseId },
      orderBy: [{ givenAt: "desc" }, { id: "desc" }],
      include: { partner: { select: { name: true } } },
    });
    const askers = await ctx.db.userAccount.findMany({
      where: { organisationId, id: { in: consents.map(({ explainedBy }) => explainedBy) } },
      select: { id: true, displayName: true },
    });
    const nameOf = new Map(askers.map(({ id, displayName }) => [id, displayName]));
    await ctx.vault.load([caseId]);
    const rows = consents.map(
      async ({ purposeSealed, partner, explainedBy, organisationId: _own, caseId: _of, ...row }) => ({
        ...(row as unknown as ConsentRow),
        state: stateOf(row, ctx.now),
        partnerName: partner?.name ?? null,
        purpose: await ctx.vault.unseal(
          { subject: caseId, table: "consent", column: "purpose_sealed", row: row.id },
          purposeSealed,
        ),
        explainedById: explainedBy,
        explainedByName: nameOf.get(explainedBy) ?? null,
        givenAt: row.givenAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
      }),
    );
    return { consents: await Promise.all(rows) };
  },
});

/** `consent.expiring`: consents of open cases that end within seven days and of which nobody has been reminded. */
export const listExpiringConsents = defineQuery({
  name: "consent.expiring",
  input: z.strictObject({}),
  output: expiringConsents,
  async run(ctx) {
    const { organisationId } = ctx.actor;
    const reminders = await ctx.db.task.findMany({
      where: { organisationId, kind: "consent_expiring", dueAt: { gt: ctx.now } },
      select: { subjectId: true },
    });
    const consents = await ctx.db.consent.findMany({
      where: {
        organisationId,
        answer: "given",
        withdrawnAt: null,
        expiresAt: { gt: ctx.now, lte: new Date(ctx.now.getTime() + week) },
        id: { notIn: reminders.map(({ subjectId }) => subjectId) },
        caseFile: { status: { in: openCaseStatuses } },
      },
      orderBy: [{ expiresAt: "asc" }, { id: "asc" }],
      take: atOnce,
      select: { id: true, caseId: true, expiresAt: true },
    });
    return { consents: consents.map((row) => ({ ...row, expiresAt: row.expiresAt.toISOString() })) };
  },
});
