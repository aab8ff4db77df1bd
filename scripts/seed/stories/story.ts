import { isChild } from "@/lib/people/child";
import type { Random } from "@/lib/testing/random";
import { Clock } from "./clock";
import { drawEpisode, type EpisodePlan, type EpisodeStory } from "./episode";
import { drawPerson, type PersonStory } from "./person";
import type { World } from "./world";

/** A made-up person with their episodes of help, the present one last. No ids, no keys: the same seed tells the same story. */
export type Story = { person: PersonStory; episodes: EpisodeStory[] };

/** What is settled about somebody before the rest is drawn. */
export type StoryPlan = Partial<Omit<EpisodePlan, "openedAt" | "language" | "isChild">> & {
  daysAgo?: number;
};

/** A person as they come, some today, most within half a year. */
export function drawStory(random: Random, world: World, clock: Clock, settled: StoryPlan = {}): Story {
  const { daysAgo = drawDaysAgo(random), ...known } = settled;
  const level = random.chance(daysAgo < 4 ? 0.4 : 0.1) ? "l0" : "l1";
  const team = known.team ?? random.pick(world.teams);
  const workerId = random.chance(daysAgo < 7 ? 0.15 : 0.03) ? null : random.pick(team.workerIds);
  const drawn = { team, level, workerId, openedAt: clock.workTime(random, daysAgo), ...known } as const;
  const person = drawPerson(random, drawn.level, drawn.openedAt);
  const language = person.preferredLanguage ?? "en";
  const plan: EpisodePlan = {
    ...drawn,
    language,
    isChild: isChild({ ageGroup: null, ageCertainty: null, ...person }),
  };
  const before = random.chance(0.04) ? [earlier(random, world, clock, plan, daysAgo)] : [];
  return { person, episodes: [...before, drawEpisode(random, world, clock, plan)] };
}

/** Help that ended well before the present episode began. */
function earlier(
  random: Random,
  world: World,
  clock: Clock,
  { team, language }: EpisodePlan,
  daysAgo: number,
): EpisodeStory {
  const then = new Clock(clock.workTime(random, daysAgo + 30));
  const openedAt = clock.workTime(random, daysAgo + 150);
  const workerId = random.pick(team.workerIds);
  return drawEpisode(random, world, then, { team, language, openedAt, workerId, level: "l1", ended: true });
}

function drawDaysAgo(random: Random): number {
  return random.chance(0.05) ? 0 : Math.floor(1 + random.next() ** 2 * 200);
}
