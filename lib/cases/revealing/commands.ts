import "server-only";
import { canOpen } from "@/lib/cases/policy";
import { exitNotePlace, openPrivate } from "@/lib/cases/record";
import { type Revealed, revealed, revealRequest } from "@/lib/cases/revealing/schema";
import { type CaseInScope, caseInScope } from "@/lib/cases/scope";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import type { Revealable } from "@/lib/people/schema";
import { openIdentity } from "@/lib/people/scope";

/**
 * `person.reveal`: opens one kind of hidden values and leaves a view event. Answers only the fields of that kind. On a
 * restricted case only for safety, to those who answer for it.
 */
export const revealPerson = defineCommand({
  name: "person.reveal",
  input: revealRequest,
  output: revealed,
  opensSeals: true,
  load: (ctx, { caseId }) => caseInScope(ctx, caseId),
  allow: (actor, scope, { reason }) => canOpen(actor, scope, reason),
  async run(ctx, { what, reason }, scope) {
    const own = ctx.actor.kind === "staff" && ctx.actor.userId === scope.assigneeId;
    const given = reason === "own_case" && !own ? undefined : reason;
    if (!own && !given) throw invalid("people.error.reasonNeeded", "reason");
    return {
      result: await opened(ctx, scope, what),
      events: [
        {
          kind: "view",
          entity: "person",
          entityId: scope.personId,
          caseId: scope.id,
          reason: given ?? "own_case",
          detail: { what },
        },
      ],
    };
  },
});

async function opened(ctx: Ctx, scope: CaseInScope, what: Revealable): Promise<Revealed> {
  if (what === "private") return openedAnswers(ctx, scope);
  const { preferredName, names, contacts, documents, birthDate } = await openIdentity(ctx, scope.personId);
  const byKind = {
    names: { preferredName, names },
    contacts: { contacts },
    documents: { documents },
    birth_date: { birthDate },
  };
  return byKind[what] as Revealed;
}

async function openedAnswers(ctx: Ctx, scope: CaseInScope): Promise<Revealed> {
  const exits = await ctx.db.exitEvent.findMany({
    where: { organisationId: ctx.actor.organisationId, caseId: scope.id, noteSealed: { not: null } },
    select: { id: true, noteSealed: true },
    orderBy: { id: "asc" },
  });
  // Nothing may be under way unawaited: one that does not open would end in nobody's hands.
  const exitNotes = await Promise.all(
    exits.map(async (exit) => ({
      exitId: exit.id,
      note: (await ctx.vault.unseal(exitNotePlace(scope.id, exit.id), exit.noteSealed)) ?? "",
    })),
  );
  return { private: await openPrivate(ctx, scope.id), exitNotes };
}
