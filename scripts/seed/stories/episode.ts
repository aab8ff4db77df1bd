import type { CaseAnswers, CaseStatus } from "@/lib/cases/schema";
import { closedCaseStatuses, statusAtLevel } from "@/lib/cases/workflow";
import type { noteKinds } from "@/lib/notes/schema";
import type { ReferralStatus } from "@/lib/referrals/schema";
import type { Random } from "@/lib/testing/random";
import { type AnswersStory, drawAnswers } from "./answers";
import type { Clock } from "./clock";
import { type ConsentStory, drawCaseConsent, drawEndedConsent } from "./consents";
import { drawNeeds, endNeed, freshNeed, type NeedStory } from "./needs";
import { drawReferral, type ReferralStory } from "./referrals";
import { drawTasks, type TaskStory } from "./tasks";
import { drawNote } from "./words";
import type { Partner, Team, World } from "./world";

export type NoteStory = {
  kind: (typeof noteKinds)[number];
  language: string;
  body: string;
  occurredAt: Date;
};

/** One episode of help. Everything on it was written by `workerId`, or by the coordinator when nobody has it yet. */
export type EpisodeStory = AnswersStory & {
  level: "l0" | "l1";
  status: CaseStatus;
  team: Team;
  workerId: string | null;
  writerId: string;
  openedAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  consents: ConsentStory[];
  needs: NeedStory[];
  referrals: ReferralStory[];
  notes: NoteStory[];
  tasks: TaskStory[];
};

/** What is settled about an episode before the rest is drawn. */
export type EpisodePlan = {
  team: Team;
  level: "l0" | "l1";
  openedAt: Date;
  workerId: string | null;
  language: string;
  /** An earlier episode, which has ended. */
  ended?: boolean;
  isChild?: boolean;
  answers?: Partial<CaseAnswers>;
  /** Codes of needs that nobody has taken up. */
  waiting?: readonly string[];
  /** A need that was referred and how that stands. */
  referred?: { code: string; status: ReferralStatus; late?: boolean };
};

export function drawEpisode(random: Random, world: World, clock: Clock, plan: EpisodePlan): EpisodeStory {
  const { team, level, openedAt, workerId, language } = plan;
  const status = drawStatus(random, clock, plan);
  const { needs, referrals } = drawHelp(random, world, clock, plan);
  if (closedCaseStatuses.includes(status)) for (const need of needs) endNeed(random, clock, need);
  const consents = drawConsents(random, world, clock, plan, referrals);
  const told = drawAnswers(random, level, openedAt, team.province);
  const story = {
    ...told,
    answers: { ...told.answers, ...plan.answers },
    level,
    status,
    team,
    workerId,
    writerId: workerId ?? team.coordinatorIds[0] ?? team.workerIds[0]!,
    openedAt,
    consents,
    needs,
    referrals,
    notes: drawNotes(random, clock, openedAt, language, level === "l1" ? random.between(0, 3) : 0),
    tasks: drawTasks(random, clock, { referrals, consents, openedAt }),
  };
  return { ...story, ...endOf(clock, story) };
}

/** Needs and referrals: those that the plan names, then some more. A quick card knows few needs and refers nobody. */
function drawHelp(random: Random, world: World, clock: Clock, plan: EpisodePlan) {
  const heardAt = clock.after(plan.openedAt, 0.5);
  const settled = settledNeeds(random, world, heardAt, plan);
  const taken = settled.map(({ code }) => code);
  const met = plan.level === "l1";
  const others = drawNeeds(
    random,
    world,
    clock,
    heardAt,
    met ? random.between(1, 4) : random.between(0, 1),
    taken,
  );
  const referrals = met
    ? [
        ...settledReferrals(random, world, clock, settled, plan),
        ...drawReferrals(random, world, clock, others, plan),
      ]
    : [];
  return { needs: [...settled, ...others], referrals };
}

function settledNeeds(
  random: Random,
  { needKinds }: World,
  heardAt: Date,
  { waiting = [], referred, isChild, ended }: EpisodePlan,
): NeedStory[] {
  const codes = [...(isChild && !ended ? ["N31"] : []), ...waiting, ...(referred ? [referred.code] : [])];
  return needKinds.filter(({ code }) => codes.includes(code)).map((kind) => freshNeed(random, kind, heardAt));
}

function settledReferrals(
  random: Random,
  world: World,
  clock: Clock,
  needs: readonly NeedStory[],
  { referred, language }: EpisodePlan,
): ReferralStory[] {
  const need = referred && needs.find(({ code }) => code === referred.code);
  const partner = need && partnerFor(random, world, need.code);
  if (!referred || !partner) return [];
  const { status, late = false } = referred;
  return [drawReferral(random, clock, { need, partner, language, status, late })];
}

function drawStatus(random: Random, clock: Clock, { level, openedAt, ended }: EpisodePlan): CaseStatus {
  if (ended) return "closed";
  const days = clock.hoursSince(openedAt) / 24;
  if (level === "l0" || days < 2) return statusAtLevel(level);
  if (days < 10) return random.weighted<CaseStatus>({ registered: 4, assessment: 4, active: 3 });
  return random.weighted<CaseStatus>({
    active: 56,
    follow_up: 11,
    return_in_progress: 8,
    closed: 12,
    on_hold_person_request: 3,
    untraceable: 3,
    closure_proposed: 2,
    transferred: 2,
    transfer_pending: 1,
    reopened: 1,
    restricted: 1,
  });
}

function drawReferrals(
  random: Random,
  world: World,
  clock: Clock,
  needs: NeedStory[],
  { language, ended }: EpisodePlan,
): ReferralStory[] {
  return needs.flatMap((need) => {
    const partner = partnerFor(random, world, need.code);
    if (!partner || need.personAgrees !== "yes" || !random.chance(0.45)) return [];
    return [
      drawReferral(random, clock, { need, partner, language, ...(ended && { status: "feedback_closed" }) }),
    ];
  });
}

/** A partner that serves a need, or none. */
function partnerFor(random: Random, { partners }: World, code: string): Partner | undefined {
  const serving = partners.filter(({ needCodes }) => needCodes.includes(code));
  return serving.length > 0 ? random.pick(serving) : undefined;
}

function drawConsents(
  random: Random,
  { partners }: World,
  clock: Clock,
  { openedAt, level, language }: EpisodePlan,
  referrals: readonly ReferralStory[],
): ConsentStory[] {
  if (level === "l0") return [];
  const given = referrals.flatMap(({ consent }) => consent ?? []);
  const taken = new Set(given.map(({ partnerId }) => partnerId));
  const others = partners.filter(({ id }) => !taken.has(id));
  const ended =
    others.length > 0 && random.chance(0.25)
      ? drawEndedConsent(random, clock, random.pick(others), openedAt, language)
      : null;
  return [drawCaseConsent(random, { givenAt: openedAt, language }), ...given, ...(ended ? [ended] : [])];
}

function drawNotes(
  random: Random,
  clock: Clock,
  openedAt: Date,
  language: string,
  count: number,
): NoteStory[] {
  return Array.from({ length: count }, () => ({
    kind: random.weighted<NoteStory["kind"]>({ talk: 4, call: 3, message: 2, visit: 2, observation: 1 }),
    ...drawNote(random, language),
    occurredAt: clock.after(openedAt, 1 + random.next() * Math.max(1, clock.hoursSince(openedAt) - 1)),
  }));
}

/** When the case was last touched, and when help ended. */
function endOf(
  clock: Clock,
  {
    status,
    openedAt,
    needs,
    referrals,
    notes,
  }: Pick<EpisodeStory, "status" | "openedAt" | "needs" | "referrals" | "notes">,
) {
  const moments = [
    openedAt,
    ...needs.flatMap(({ identifiedAt, firstServiceAt, endedAt }) => [identifiedAt, firstServiceAt, endedAt]),
    ...referrals.flatMap(({ createdAt, sentAt, answeredAt, closedAt }) => [
      createdAt,
      sentAt,
      answeredAt,
      closedAt,
    ]),
    ...notes.map(({ occurredAt }) => occurredAt),
  ];
  const last = new Date(Math.max(...moments.map((moment) => moment?.getTime() ?? 0)));
  if (!closedCaseStatuses.includes(status)) return { updatedAt: last, closedAt: null };
  const closedAt = clock.after(last, 24);
  return { updatedAt: closedAt, closedAt };
}
