import "server-only";
import type { Ctx } from "@/lib/core/context";
import { type Findable, plainKeysOf } from "@/lib/people/match";
import type { Duplicate } from "@/lib/people/schema";
import { argumentsOf, questionOf } from "@/lib/people/search";

const most = 5;

type Found = { person_id: string; part: number; strength: number; document: boolean; ending: boolean };
type Pointer = { person_id: string; code: string; site_name: string; assignee_name: string | null };

/**
 * Who may be the same person, in the whole organisation, likeliest first, five at most: for each, whom to ask and nothing
 * else. `exceptPersonId` is the person at hand. A hint for people, never a verdict.
 */
export async function findDuplicates(
  ctx: Ctx,
  known: Findable,
  exceptPersonId: string | null,
): Promise<Duplicate[]> {
  const question = questionOf(known.names, plainKeysOf({ ...known, names: [] }));
  if (question.keys.length === 0) return [];
  const [organisation, keys, parts, words, counts] = argumentsOf(ctx.actor.organisationId, question);
  const found = await ctx.db.$queryRaw<Found[]>`
    select person_id, part, strength, document, ending
    from find_people(${organisation}::uuid, ${keys}::text[], ${parts}::int[], ${words}::int[], ${counts}::int[])`;
  const judged = [...Map.groupBy(found, ({ person_id }) => person_id)]
    .map(([personId, hits]) => ({ personId, ...likenessOf(hits, question.counts) }))
    .filter(({ personId, strength }) => strength !== null && personId !== exceptPersonId)
    .sort((a, b) => a.rank - b.rank || (a.personId < b.personId ? -1 : 1))
    .slice(0, most);
  return withPointers(ctx, judged as (Judged & { personId: string })[]);
}

type Judged = { strength: Duplicate["strength"]; rank: number };

/**
 * How far what matches speaks for one person: the same document, or the same number with a name alike, is likely; a number
 * alone, a name of several words alike, or a name with the end of a number is possible. One word that sounds alike is nothing.
 */
export function likenessOf(
  hits: readonly Omit<Found, "person_id">[],
  counts: readonly number[],
): Judged | { strength: null; rank: number } {
  const facts = hits.find(({ part }) => part === 0);
  const names = hits.filter(({ part }) => part > 0);
  const alike = names.filter(
    ({ strength, part }) => strength === 1 || (strength <= 3 && (counts[part] ?? 0) >= 2),
  );
  const best = Math.min(...alike.map(({ strength }) => strength), 9);
  const sameContact = facts?.strength === 1;
  if (facts?.document) return { strength: "likely", rank: 0 };
  if (sameContact && names.length > 0) return { strength: "likely", rank: 1 };
  if (sameContact) return { strength: "possible", rank: 2 };
  if (alike.length > 0) return { strength: "possible", rank: 2 + best + (facts?.ending ? 0 : 4) };
  if (facts?.ending && names.length > 0) return { strength: "possible", rank: 10 };
  return { strength: null, rank: 99 };
}

async function withPointers(ctx: Ctx, judged: (Judged & { personId: string })[]): Promise<Duplicate[]> {
  if (judged.length === 0) return [];
  const people = judged.map(({ personId }) => personId);
  const pointers = await ctx.db.$queryRaw<Pointer[]>`
    select person_id, code, site_name, assignee_name from case_pointers(${people}::uuid[])`;
  const byPerson = new Map(pointers.map((pointer) => [pointer.person_id, pointer]));
  return judged.flatMap(({ personId, strength }) => {
    const pointer = byPerson.get(personId);
    if (!pointer) return [];
    return [
      {
        personId,
        code: pointer.code,
        siteName: pointer.site_name,
        assigneeName: pointer.assignee_name,
        strength,
      },
    ];
  });
}
