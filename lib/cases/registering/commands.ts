import "server-only";
import { newCaseCode } from "@/lib/cases/code";
import { canRegister, worksWith } from "@/lib/cases/policy";
import { addExit, answerColumns, endDraft, privateOf, sealGoal, sealPrivate } from "@/lib/cases/record";
import { type Registration, registered, registration } from "@/lib/cases/schema";
import { restingCaseStatuses, statusAtLevel } from "@/lib/cases/workflow";
import type { Membership, Staff } from "@/lib/core/actor";
import type { Event } from "@/lib/core/audit";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { isPermitted } from "@/lib/core/permissions";
import { newId } from "@/lib/core/ids";
import { casesHit, findDuplicates } from "@/lib/people/duplicates";
import type { Duplicate } from "@/lib/people/schema";
import { addIdentifiers, addPerson, refreshKeys, writeTraits } from "@/lib/people/record";

const registeringMinutes = 1;

type Place = { siteId: string; teamId: string | null; assigneeId: string | null };

/**
 * `case.register`: a quick card or a first talk becomes a person and a case, sealed, with a code to give back.
 * Answers who may be the same person; that never stands in the way.
 */
export const registerCase = defineCommand({
  name: "case.register",
  input: registration,
  output: registered,
  load: (ctx, { personId }) => knownPerson(ctx, personId),
  allow: (actor) => canRegister(actor),
  async run(ctx, input, { personId: known, beside }) {
    const personId = known ?? (await addPerson(ctx));
    const { caseId, code, place } = await addCase(ctx, input, personId);
    const access = await visitWhileRegistering(ctx, caseId);
    if (!known) await ctx.vault.createKey("person", personId);
    await ctx.vault.createKey("case", caseId);

    await addIdentifiers(ctx, personId, input);
    await writeTraits(ctx, personId, input);
    await refreshKeys(ctx, personId);
    const exits = input.exit ? [await addExit(ctx, caseId, input.exit)] : [];
    await sealAnswers(ctx, caseId, input);
    const drafts = await endDraft(ctx, input.draftId);
    const duplicates = isPermitted(ctx.actor, "person.duplicates")
      ? await findDuplicates(ctx, findableIn(input), personId)
      : [];

    return {
      result: { caseId, personId, code, duplicates },
      events: [
        {
          entity: "case",
          entityId: caseId,
          caseId,
          covers: [personId, ...access, ...exits, ...drafts],
          detail: {
            level: input.level,
            assigned: place.assigneeId !== null,
            knownPerson: known !== null,
            duplicates: duplicates.length,
          },
        },
        // The new case opens what is known of the person: whoever answers for another of theirs sees who opened it.
        ...beside.map((id) => ({
          kind: "view" as const,
          action: "case.get",
          entity: "case",
          entityId: id,
          caseId: id,
        })),
        ...(await heardBy(ctx, duplicates)),
      ],
    };
  },
});

/** Those who may be the same were looked for: their teams see it as any other search. */
async function heardBy(ctx: Ctx, duplicates: readonly Duplicate[]): Promise<Event[]> {
  if (duplicates.length === 0) return [];
  const looked = { kind: "view", action: "person.duplicates", entity: "person", entityId: null } as const;
  const covers = await casesHit(ctx, duplicates);
  return [{ ...looked, covers, detail: { count: duplicates.length } }];
}

type Known = { personId: string | null; beside: string[] };

/**
 * Somebody known, with their cases in use that the actor works with: what one only visits, or nobody uses any more, leads to
 * no second case. Boxed, since null means that the person is out of reach.
 */
async function knownPerson(ctx: Ctx, personId: string | undefined): Promise<Known | null> {
  if (personId === undefined) return { personId: null, beside: [] };
  const files = await ctx.db.caseFile.findMany({
    where: { organisationId: ctx.actor.organisationId, personId, status: { notIn: restingCaseStatuses } },
    select: { id: true, siteId: true, teamId: true, assigneeId: true },
  });
  const beside = files.filter((file) => worksWith(ctx.actor, file)).map(({ id }) => id);
  return beside.length > 0 ? { personId, beside } : null;
}

async function addCase(ctx: Ctx, input: Registration, personId: string) {
  if (ctx.actor.kind !== "staff") throw new AppError("FORBIDDEN");
  const place = placeOf(ctx.actor, input);
  const caseId = newId();
  const row = {
    ...answerColumns(input),
    ...place,
    organisationId: ctx.actor.organisationId,
    id: caseId,
    personId,
    registeredBy: ctx.actor.userId,
    status: statusAtLevel(input.level),
    level: input.level,
    openedAt: ctx.now,
    updatedAt: ctx.now,
  };
  // A code may be taken, also by a case that this actor cannot see.
  for (let attempt = 0; attempt < 10; attempt++) {
    const code = newCaseCode();
    const { count } = await ctx.db.caseFile.createMany({ data: [{ ...row, code }], skipDuplicates: true });
    if (count === 1) return { caseId, code, place };
  }
  throw new AppError("CONFLICT");
}

/** Who may only record people sees the case for as long as that takes, and not afterwards. Ids for the event to cover. */
async function visitWhileRegistering(ctx: Ctx, caseId: string): Promise<string[]> {
  if (ctx.actor.kind !== "staff" || isPermitted(ctx.actor, "case.get")) return [];
  const { organisationId, userId } = ctx.actor;
  const id = newId();
  const endsAt = new Date(ctx.now.getTime() + registeringMinutes * 60_000);
  await ctx.db.caseAccess.createMany({
    data: [{ organisationId, id, caseId, userId, kind: "registered", status: "open", endsAt }],
  });
  return [id];
}

/** Where the case lives and with whom. @throws AppError INVALID for a site that is not the actor's. */
function placeOf(actor: Staff, { siteId, assignTo }: Registration): Place {
  const here = actor.memberships.find((membership) => siteId === undefined || membership.siteId === siteId);
  if (!here) throw invalid("cases.error.siteNotYours", "siteId");
  const toMe = (assignTo ?? (actor.role === "caseworker" ? "me" : "nobody")) === "me";
  return { siteId: here.siteId, teamId: teamAt(actor, here), assigneeId: toMe ? actor.userId : null };
}

/** The actor's team at that site; somebody may answer for the whole site and belong to a team as well. */
function teamAt(actor: Staff, { siteId, teamId }: Membership): string | null {
  return (
    teamId ??
    actor.memberships.find((other) => other.siteId === siteId && other.teamId !== null)?.teamId ??
    null
  );
}

async function sealAnswers(ctx: Ctx, caseId: string, input: Registration): Promise<void> {
  const answers = privateOf(input);
  if (!answers && !input.goal) return;
  await ctx.db.caseFile.updateMany({
    where: { organisationId: ctx.actor.organisationId, id: caseId },
    data: {
      privateSealed: await sealPrivate(ctx, caseId, answers),
      goalSealed: await sealGoal(ctx, caseId, input.goal ?? ""),
    },
  });
}

function findableIn({ names, preferredName, contacts, documents }: Registration) {
  return {
    names: [...names.map(({ full }) => full), ...(preferredName ? [preferredName] : [])],
    contacts,
    documents: documents.map(({ number }) => number),
  };
}
