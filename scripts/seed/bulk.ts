import type pg from "pg";
import { sqlState } from "@/lib/core/errors";
import { loadKeys } from "@/lib/core/keys";
import { Random } from "@/lib/testing/random";
import { inOrganisation, insert, loadWorld, organisationsIn } from "./database";
import { bulkHouse, houseRows } from "./house";
import { Batch, peopleTogether } from "./rows/batch";
import { addStory } from "./rows/story";
import { Clock } from "./stories/clock";
import { drawStory } from "./stories/story";
import type { World } from "./stories/world";

export type Seeded = { cases: number; rows: number; seconds: number };

/**
 * Adds at least `cases` made-up cases, spread evenly over `organisations` demo organisations, which are made when there
 * are fewer. `progress` hears after every batch. Memory does not grow with the number of cases.
 */
export async function seedCases(
  client: pg.Client,
  {
    cases,
    organisations,
    now,
    progress,
  }: { cases: number; organisations: number; now: Date; progress?: (sum: Seeded) => void },
): Promise<Seeded> {
  const started = performance.now();
  const sum = { cases: 0, rows: 0, seconds: 0 };
  const ids = await organisationIds(client, organisations, now);
  // Plans made for empty tables scan them whole: each time there is twice as much, the database looks again.
  let analysed = 0;
  for (const [i, id] of ids.entries()) {
    await loadKeys(id, (text, values) => client.query(text, values));
    const world = await loadWorld(client, id);
    const target = Math.round((cases * (i + 1)) / ids.length);
    const before = await casesIn(client, id);
    for (let nth = 0; sum.cases < target; nth++) {
      if (sum.rows >= analysed * 2) {
        await client.query("analyze");
        analysed = Math.max(sum.rows, 1_000);
      }
      const most = Math.min(peopleTogether, target - sum.cases);
      const added = await addBatch(client, world, new Clock(now), `${id.slice(-4)} ${before} ${nth}`, most);
      sum.cases += added.cases;
      sum.rows += added.rows;
      sum.seconds = (performance.now() - started) / 1000;
      progress?.(sum);
    }
  }
  await client.query("analyze");
  return { ...sum, seconds: (performance.now() - started) / 1000 };
}

/** A code that is taken already fails the whole batch: it is drawn again with other codes. */
async function addBatch(client: pg.Client, world: World, clock: Clock, seed: string, people: number) {
  for (let attempt = 0; ; attempt++) {
    const random = new Random(`bulk ${seed} ${attempt}`);
    const batch = new Batch(world.organisationId);
    let cases = 0;
    for (let i = 0; i < people; i++) {
      const story = drawStory(random.fork(String(i)), world, clock);
      addStory(batch, random, story);
      cases += story.episodes.length;
    }
    try {
      await inOrganisation(client, world.organisationId, () => insert(client, batch));
      return { cases, rows: batch.size };
    } catch (error) {
      if (sqlState(error) !== "23505" || attempt === 5) throw error;
    }
  }
}

async function organisationIds(client: pg.Client, wanted: number, now: Date): Promise<string[]> {
  const { demo: ids } = await organisationsIn(client);
  for (let number = ids.length + 1; ids.length < wanted; number++) {
    const house = await houseRows(bulkHouse(number), now);
    await inOrganisation(client, house.organisationId, () => insert(client, house));
    ids.push(house.organisationId);
  }
  return ids.slice(0, wanted);
}

async function casesIn(client: pg.Client, organisationId: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    "select count(*)::int as n from case_file where organisation_id = $1",
    [organisationId],
  );
  return rows[0]!.n;
}
