import type pg from "pg";
import { hashPassword } from "@/lib/core/passwords";
import { newSeed, seedAddress } from "@/lib/users/factors/totp/code";
import { referralStatuses } from "@/lib/referrals/schema";
import { Random } from "@/lib/testing/random";
import demo from "@/prisma/reference/demo.json" with { type: "json" };
import { type Account, drawPassword, writeAccounts } from "./accounts";
import { inOrganisation, insert, loadWorld } from "./database";
import { addDrafts } from "./drafts";
import { type HousePlan, houseRows } from "./house";
import { Batch, peopleTogether } from "./rows/batch";
import { addStory } from "./rows/story";
import { Clock } from "./stories/clock";
import { drawStory, type Story, type StoryPlan } from "./stories/story";
import type { World } from "./stories/world";

/** So many of the first organisation's people are with its first caseworker, whose day is shown first. */
const withFirstWorker = 36;

type DemoOrganisation = HousePlan & { people: number; staff: HousePlan["staff"] };

/** Fills an empty database: two organisations, their staff with sign-ins, and people whose help has begun or ended. */
export async function seedDemo(client: pg.Client, { home, now }: { home: string; now: Date }): Promise<void> {
  const plans = demo.organisations as DemoOrganisation[];
  const accounts = plans.map((plan) => accountsOf(plan));
  writeAccounts(home, accounts.flat());
  for (const [i, plan] of plans.entries()) {
    const house = await houseRows(await withSecrets(plan, accounts[i]!), now);
    await inOrganisation(client, house.organisationId, () => insert(client, house));
    const world = await loadWorld(client, house.organisationId);
    const clock = new Clock(now);
    for (const batch of demoBatches(world, clock, plan)) {
      await inOrganisation(client, world.organisationId, () => insert(client, batch));
    }
    await addDrafts(client, world, clock);
  }
}

function accountsOf({ name: organisation, sites, staff }: DemoOrganisation): Account[] {
  return staff.map(({ role, email, name, site }) => {
    const totpSecret = newSeed();
    return {
      role,
      email,
      password: drawPassword(),
      organisation,
      name,
      site: site === undefined ? "" : sites[site]!.name,
      totpSecret,
      totpUri: seedAddress(totpSecret, email),
    };
  });
}

async function withSecrets(plan: DemoOrganisation, accounts: readonly Account[]): Promise<HousePlan> {
  const hashes = await Promise.all(accounts.map(({ password }) => hashPassword(password)));
  const staff = plan.staff.map((one, i) => {
    return { ...one, passwordHash: hashes[i]!, totpSeed: accounts[i]!.totpSecret };
  });
  return { ...plan, staff };
}

function* demoBatches(world: World, clock: Clock, plan: DemoOrganisation): Generator<Batch> {
  const codes = new Random(`codes of ${plan.name}`);
  const stories = demoStories(world, clock, plan);
  for (let from = 0; from < stories.length; from += peopleTogether) {
    const batch = new Batch(world.organisationId);
    for (const story of stories.slice(from, from + peopleTogether)) addStory(batch, codes, story);
    yield batch;
  }
}

/** The people of one organisation: first those who show what a screen must show, then as they come. */
export function demoStories(
  world: World,
  clock: Clock,
  { name, people }: { name: string; people: number },
): Story[] {
  const random = new Random(`demo of ${name}`);
  const shown = [
    ...world.teams.flatMap(toBeSeen),
    ...referralStatuses.map((status) => referredAs(world, status)),
  ];
  const first = world.teams[0]!;
  return Array.from({ length: people }, (_, i) => {
    const own = { team: first, workerId: first.workerIds[0]! };
    const settled = shown[i] ?? (i < shown.length + withFirstWorker ? own : {});
    return drawStory(random.fork(String(i)), world, clock, settled);
  });
}

/** What makes each number of a coordinator's dashboard more than nought, and each caseworker's day worth a look. */
function toBeSeen(team: World["teams"][number]): StoryPlan[] {
  const [workerId] = team.workerIds;
  return [
    { team, daysAgo: 0, level: "l0", workerId: null, answers: { safeTonight: "no" } },
    { team, daysAgo: 0, level: "l1", workerId: workerId! },
    { team, daysAgo: 3, level: "l1", workerId: workerId!, answers: { safeTonight: "no" }, waiting: ["N02"] },
    { team, daysAgo: 2, level: "l1", workerId: workerId!, waiting: ["N01", "N16"] },
    {
      team,
      daysAgo: 5,
      level: "l1",
      workerId: workerId!,
      referred: { code: "N21", status: "sent", late: true },
    },
    { team, daysAgo: 5, level: "l1", workerId: workerId!, referred: { code: "N12", status: "sent" } },
  ];
}

function referredAs({ teams }: World, status: (typeof referralStatuses)[number]): StoryPlan {
  const team = teams[0]!;
  return { team, daysAgo: 40, level: "l1", workerId: team.workerIds[0]!, referred: { code: "N22", status } };
}
