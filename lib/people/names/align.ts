import "server-only";

/** How surely two runs of words are one name (0–1) and by what: a reason code. */
export type Likeness = { quality: number; reason: string };

/** A run of words of each name that belong together. */
export type Pairing<Word> = Likeness & { a: Word[]; b: Word[]; aAt: number; bAt: number };

export type Alignment<Word> = { pairs: Pairing<Word>[]; restA: Word[]; restB: Word[] };

const mostWords = 8;

/**
 * The best one-to-one pairing of the words of two names, in any order, where neighbouring words of one may be written as
 * one word in the other (`Nur Halimah`, `Nurhalimah`). At most eight words of each are compared.
 */
export function align<Word extends { weight: number }>(
  a: Word[],
  b: Word[],
  longestRun: number,
  likeness: (a: Word[], b: Word[]) => Likeness | null,
): Alignment<Word> {
  const [left, right] = [a.slice(0, mostWords), b.slice(0, mostWords)];
  const runs = runPairs(left, right, longestRun, likeness);
  const memo = new Map<number, Best<Word>>();

  function best(at: number, used: number): Best<Word> {
    if (at === left.length) return { worth: 0, pairs: [] };
    const key = at * 2 ** mostWords + used;
    const known = memo.get(key);
    if (known) return known;
    let found = best(at + 1, used);
    for (const run of runs[at] ?? []) {
      if (run.mask & used) continue;
      const rest = best(at + run.pair.a.length, used | run.mask);
      const worth = run.worth + rest.worth;
      if (worth > found.worth) found = { worth, pairs: [run.pair, ...rest.pairs] };
    }
    memo.set(key, found);
    return found;
  }

  const { pairs } = best(0, 0);
  const paired = new Set(pairs.flatMap((pair) => [...pair.a, ...pair.b]));
  return {
    pairs,
    restA: a.filter((word) => !paired.has(word)),
    restB: b.filter((word) => !paired.has(word)),
  };
}

type Best<Word> = { worth: number; pairs: Pairing<Word>[] };
type Run<Word> = { mask: number; worth: number; pair: Pairing<Word> };

function runPairs<Word extends { weight: number }>(
  a: Word[],
  b: Word[],
  longest: number,
  likeness: (a: Word[], b: Word[]) => Likeness | null,
): Run<Word>[][] {
  return a.map((_, aAt) =>
    runsFrom(a, aAt, longest).flatMap((left) =>
      b.flatMap((_, bAt) =>
        runsFrom(b, bAt, left.length === 1 ? longest : 1).flatMap((right) => {
          const like = likeness(left, right);
          if (!like) return [];
          const pair = { ...like, a: left, b: right, aAt, bAt };
          const nearness = 0.001 * (mostWords - Math.abs(aAt - bAt));
          const worth = like.quality * Math.min(heaviest(left), heaviest(right)) + nearness;
          return [{ mask: ((1 << right.length) - 1) << bAt, worth, pair }];
        }),
      ),
    ),
  );
}

function runsFrom<Word>(words: Word[], at: number, longest: number): Word[][] {
  const lengths = Array.from({ length: Math.min(longest, words.length - at) }, (_, index) => index + 1);
  return lengths.map((length) => words.slice(at, at + length));
}

function heaviest(words: { weight: number }[]): number {
  return Math.max(...words.map(({ weight }) => weight));
}
