import "server-only";
import { answerRequests } from "@/lib/cases/requests";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";
import { answersOf, exitsOf } from "@/lib/retention/copying/answers";
import { consentsOf, needsOf } from "@/lib/retention/copying/help";
import { identityOf } from "@/lib/retention/copying/identity";
import { notesOf } from "@/lib/retention/copying/notes";
import { canCopy, mustBeAsked } from "@/lib/retention/copying/policy";
import { copyInput, type PersonCopy, personCopy } from "@/lib/retention/copying/schema";
import { referralsOf } from "@/lib/retention/copying/sharing";
import { looksOf } from "@/lib/retention/copying/trail";
import { coded, maybeCoded } from "@/lib/retention/copying/words";
import { requestsOf } from "@/lib/retention/requesting/scope";
import { keptInScope } from "@/lib/retention/reviewing/scope";
import { rulesOf } from "@/lib/retention/rules";
import { daysOf } from "@/lib/retention/scope";

/**
 * `person.copy`: everything that is held of a person in one case, to hand over where it is safe to hold. Answers the request
 * for it. No names of staff; of notes for few eyes only those that the actor may read. @throws CONFLICT when nobody may use
 * the record and the person has not asked.
 */
export const copyPerson = defineCommand({
  name: "person.copy",
  input: copyInput,
  output: personCopy,
  opensSeals: true,
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: (actor, file) => canCopy(actor, file),
  async run(ctx, { caseId }, file) {
    const answered = await answerRequests(ctx, caseId, "copy");
    if (mustBeAsked(file) && answered.length === 0) throw conflict("retention.error.copyNotAsked");
    const copy = await copyOf(ctx, file);
    const leftOut = copy.notesLeftOut.reduce((sum, { count }) => sum + count, 0);
    const detail = { notes: copy.notes.length, leftOut, referrals: copy.referrals.length };
    return {
      result: copy,
      events: [{ kind: "share", entity: "person", entityId: file.personId, caseId, detail }, ...answered],
    };
  },
});

async function copyOf(ctx: Ctx, file: CaseInScope): Promise<PersonCopy> {
  const { id: caseId, personId } = file;
  await ctx.vault.load([caseId, personId]);
  return {
    format: 1,
    madeAt: ctx.now.toISOString(),
    ...(await frameOf(ctx, file)),
    identity: await identityOf(ctx, personId),
    answers: await answersOf(ctx, caseId),
    exits: await exitsOf(ctx, caseId),
    needs: await needsOf(ctx, caseId),
    consents: await consentsOf(ctx, caseId),
    referrals: await referralsOf(ctx, caseId),
    ...(await notesOf(ctx, file)),
    requests: await askedOf(ctx, file),
    hold: await holdOf(ctx, caseId),
    looks: await looksOf(ctx, caseId),
    ...(await keepingOf(ctx, caseId)),
  };
}

async function frameOf(ctx: Ctx, { id, code, status, level }: CaseInScope) {
  const { organisationId } = ctx.actor;
  const file = await ctx.db.caseFile.findFirstOrThrow({
    where: { organisationId, id },
    select: {
      ...{ openedAt: true, closedAt: true },
      site: { select: { name: true, organisation: { select: { name: true } } } },
    },
  });
  return {
    organisation: file.site.organisation.name,
    case: {
      code,
      status: coded("cases.status", status),
      level: coded("cases.level", level),
      site: file.site.name,
      openedAt: file.openedAt.toISOString(),
      closedAt: file.closedAt?.toISOString() ?? null,
    },
  };
}

async function askedOf(ctx: Ctx, file: CaseInScope): Promise<PersonCopy["requests"]> {
  const requests = await requestsOf(ctx, file);
  return requests.map(({ kind, status, outcome, wish, receivedAt, dueAt, answeredAt }) => ({
    kind: coded("retention.requesting.kind", kind),
    status: coded("retention.requesting.status", status),
    ...{ wish, receivedAt, dueAt, answeredAt },
    outcome: maybeCoded("retention.requesting.outcome", outcome),
  }));
}

/** That a hold protects the case, and not what the lawyer stated. */
async function holdOf(ctx: Ctx, caseId: string): Promise<PersonCopy["hold"]> {
  const hold = await ctx.db.legalHold.findFirst({
    where: { organisationId: ctx.actor.organisationId, caseId, liftedAt: null },
    select: { placedAt: true, reviewAt: true },
  });
  return hold && { since: hold.placedAt.toISOString(), reviewAt: hold.reviewAt.toISOString() };
}

async function keepingOf(ctx: Ctx, caseId: string): Promise<Pick<PersonCopy, "restriction" | "keeping">> {
  const { kept, keptBecause, restrictedBecause } = (await keptInScope(ctx, caseId))!;
  const days = await daysOf(ctx);
  const { restrictedAt, keptUntil } = kept;
  return {
    restriction:
      restrictedAt && restrictedBecause
        ? { because: coded("cases.restrictedBecause", restrictedBecause), since: restrictedAt.toISOString() }
        : null,
    keeping: {
      rules: rulesOf(kept, days, ctx.now).map(({ rule, proposal, days: allowed, dueAt }) => ({
        rule: coded("retention.reviewing.rule", rule),
        proposal: coded("retention.reviewing.proposal", proposal),
        days: allowed,
        dueAt: dueAt.toISOString(),
      })),
      keptUntil: keptUntil?.toISOString() ?? null,
      keptBecause: maybeCoded("retention.reviewing.because", keptBecause),
      backupDays: days.backup,
    },
  };
}
