import "server-only";
import type { Ctx } from "@/lib/core/context";
import { type Findable, plainKeysOf } from "@/lib/people/match";
import { nameSimilarity } from "@/lib/people/name-key";
import type { Duplicate } from "@/lib/people/schema";
import { namesOf } from "@/lib/people/scope";
import { argumentsOf, questionOf } from "@/lib/people/search";

const most = 5;
const mostCompared = 20;

type Found = { person_id: string; part: number; strength: number; document: boolean; ending: boolean };
type Pointer = { person_id: string; code: string; site_name: string; assignee_name: string | null };
type Likeness = { strength: Duplicate["strength"]; rank: number; byNameOnly: boolean };
type Candidate = Likeness & { personId: string };

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
    from find_people(${organisation}::uuid, ${keys}::text[], ${parts}::int[], ${words}::int[], ${counts}::int[])
    where person_id is distinct from ${exceptPersonId}::uuid`;
  const candidates = [...Map.groupBy(found, ({ person_id }) => person_id)]
    .flatMap(([personId, hits]) => {
      const likeness = likenessOf(hits, question.counts);
      return likeness ? [{ personId, ...likeness }] : [];
    })
    .sort((a, b) => a.rank - b.rank || (a.personId < b.personId ? -1 : 1));
  const alike = await withoutUnlike(ctx, candidates.slice(0, mostCompared), known.names);
  return withPointers(ctx, alike.slice(0, most));
}

/** The cases of those who may be the same, in sight or not: the trail keeps that somebody looked for them. */
export async function casesHit(ctx: Ctx, duplicates: readonly Duplicate[]): Promise<string[]> {
  const people = duplicates.map(({ personId }) => personId);
  const [row] = await ctx.db.$queryRaw<
    { hits: string[] }[]
  >`select cases_of_people(${people}::uuid[]) as hits`;
  return row!.hits;
}

/**
 * How far what matches speaks for one person: the same document, or the same number with a name alike, is likely; a number
 * alone, a name of several words alike, or a name with the end of a number is possible. One word that sounds alike is
 * nothing. `rank` is lower for more telling evidence.
 */
export function likenessOf(
  hits: readonly Omit<Found, "person_id">[],
  counts: readonly number[],
): Likeness | null {
  const facts = hits.find(({ part }) => part === 0);
  const names = hits.filter(({ part }) => part > 0);
  const alike = names.filter(
    ({ strength, part }) => strength === 1 || (strength <= 3 && (counts[part] ?? 0) >= 2),
  );
  const best = Math.min(...alike.map(({ strength }) => strength));
  const sameContact = facts?.strength === 1;
  if (facts?.document) return { strength: "likely", rank: 0, byNameOnly: false };
  if (sameContact && names.length > 0) return { strength: "likely", rank: 1, byNameOnly: false };
  if (sameContact) return { strength: "possible", rank: 2, byNameOnly: false };
  if (alike.length > 0)
    return { strength: "possible", rank: 2 + best + (facts?.ending ? 0 : 4), byNameOnly: true };
  if (facts?.ending && names.length > 0) return { strength: "possible", rank: 10, byNameOnly: true };
  return null;
}

/** Names that may be seen can be compared themselves, which tells more apart than their keys do. */
async function withoutUnlike(
  ctx: Ctx,
  candidates: Candidate[],
  names: readonly string[],
): Promise<Candidate[]> {
  const doubtful = candidates.filter(({ byNameOnly }) => byNameOnly).map(({ personId }) => personId);
  const seen = await namesOf(ctx, doubtful);
  const mayBe = (full: string) => names.some((name) => nameSimilarity(name, full).verdict !== "unlikely");
  return candidates.filter(
    ({ byNameOnly, personId }) => !byNameOnly || (seen.get(personId)?.some(mayBe) ?? true),
  );
}

async function withPointers(ctx: Ctx, candidates: Candidate[]): Promise<Duplicate[]> {
  if (candidates.length === 0) return [];
  const people = candidates.map(({ personId }) => personId);
  const pointers = await ctx.db.$queryRaw<Pointer[]>`
    select person_id, code, site_name, assignee_name from case_pointers(${people}::uuid[])`;
  const byPerson = new Map(pointers.map((pointer) => [pointer.person_id, pointer]));
  return candidates.flatMap(({ personId, strength }) => {
    const pointer = byPerson.get(personId);
    if (!pointer) return [];
    const { code, site_name: siteName, assignee_name: assigneeName } = pointer;
    return [{ personId, code, siteName, assigneeName, strength }];
  });
}
