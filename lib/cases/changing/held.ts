import "server-only";
import type { CaseChange } from "@/lib/cases/changing/schema";
import { openPrivate } from "@/lib/cases/record";
import type { CaseInScope } from "@/lib/cases/scope";
import type { Ctx } from "@/lib/core/context";
import { conflict } from "@/lib/core/errors";

/**
 * While a legal hold protects a case of the person, in sight or not, nothing known of them is taken away or emptied; what is
 * new may be added. @throws CONFLICT retention.error.held.
 */
export async function refuseLossUnderHold(ctx: Ctx, file: CaseInScope, input: CaseChange): Promise<void> {
  if (!takesAway(input) && emptied(input).length === 0) return;
  const [held] = await ctx.db.$queryRaw<
    { held: boolean }[]
  >`select is_person_held(${file.personId}::uuid) as held`;
  if (!held!.held) return;
  if (takesAway(input)) throw conflict("retention.error.held");
  const known = await knownOf(ctx, file);
  if (emptied(input).some((field) => !isEmpty(known[field]))) throw conflict("retention.error.held");
}

function takesAway({ removeNameIds, removeContactIds, removeDocumentIds }: CaseChange): boolean {
  return [removeNameIds, removeContactIds, removeDocumentIds].some((ids) => ids.length > 0);
}

/** The fields that are named in order to hold nothing from now on. */
function emptied(input: CaseChange): string[] {
  return Object.entries(input).flatMap(([field, value]) =>
    value !== undefined && isEmpty(value) && !/^(add|remove)/.test(field) ? [field] : [],
  );
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

/** What is known now, by the field that changes it; of what is sealed only whether it is there, save for the private answers. */
async function knownOf(ctx: Ctx, { id, personId }: CaseInScope): Promise<Record<string, unknown>> {
  const { organisationId } = ctx.actor;
  const { goalSealed: goal } = await ctx.db.caseFile.findFirstOrThrow({
    where: { organisationId, id },
    select: { goalSealed: true },
  });
  const { preferredNameSealed, birthDateSealed, ...traits } = await ctx.db.person.findFirstOrThrow({
    where: { organisationId, id: personId },
    select: {
      ...{ preferredNameSealed: true, birthDateSealed: true, nationalities: true, otherLanguages: true },
      ...{ ageGroup: true, ageCertainty: true, sexGender: true },
      ...{ preferredLanguage: true, interpreterNeeded: true },
    },
  });
  return {
    ...(await openPrivate(ctx, id)),
    ...{ ...traits, goal, preferredName: preferredNameSealed, birthDate: birthDateSealed },
  };
}
