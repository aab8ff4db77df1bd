import { dueOf } from "@/lib/needs/clocks";
import { firstStatusOf } from "@/lib/needs/policy";
import type { NeedCategory, NeedStatus, PersonAgrees, UnmetReason, Urgency } from "@/lib/needs/schema";
import { urgencyByRule } from "@/lib/needs/urgency";
import { needWorkflow } from "@/lib/needs/workflow";
import type { Random } from "@/lib/testing/random";
import type { Clock } from "./clock";
import { phrases } from "./words";
import type { NeedKind, World } from "./world";

export type NeedStory = {
  code: string;
  category: string;
  label: string;
  urgency: Urgency;
  status: NeedStatus;
  personAgrees: PersonAgrees;
  identifiedAt: Date;
  dueAt: Date;
  firstServiceAt: Date | null;
  endedAt: Date | null;
  unmetReason: UnmetReason | null;
  detail: string | null;
  howMet: string | null;
};

/** How often each need is heard; all others now and then. */
const often: Record<string, number> = {
  N02: 12,
  N03: 7,
  N09: 6,
  N12: 6,
  N14: 8,
  N15: 4,
  N16: 9,
  N17: 7,
  N18: 8,
  N19: 8,
  N20: 7,
  N21: 14,
  N22: 12,
  N23: 9,
  N24: 7,
  N25: 7,
  N27: 7,
  N28: 3,
  N33: 4,
  N35: 6,
  N36: 9,
  N37: 6,
  N40: 4,
  N44: 7,
  N05: 3,
  N10: 3,
  N30: 2,
  N06: 2,
  N01: 2,
};

const rarely: readonly string[] = ["death", "child"] satisfies NeedCategory[];

/** `count` different needs, none of `taken`, that a person told of in a talk at `heardAt`. Death is left out, children's needs are asked for. */
export function drawNeeds(
  random: Random,
  world: World,
  clock: Clock,
  heardAt: Date,
  count: number,
  taken: readonly string[] = [],
): NeedStory[] {
  const kinds = world.needKinds.filter(
    ({ code, category }) => !rarely.includes(category) && !taken.includes(code),
  );
  const open = new Map(kinds.map((kind) => [kind.code, kind]));
  return Array.from({ length: count }, () => {
    const code = random.weighted(Object.fromEntries([...open.keys()].map((one) => [one, often[one] ?? 1])));
    const kind = open.get(code)!;
    open.delete(code);
    return drawNeed(random, kind, clock, heardAt);
  });
}

/** One need, as far as it came without a referral. */
function drawNeed(random: Random, kind: NeedKind, clock: Clock, heardAt: Date): NeedStory {
  const personAgrees = random.weighted<PersonAgrees>({ yes: 88, undecided: 7, no: 5 });
  const fresh = { ...freshNeed(random, kind, heardAt), status: firstStatusOf[personAgrees], personAgrees };
  if (personAgrees !== "yes") return { ...fresh, endedAt: personAgrees === "no" ? heardAt : null };
  return answered(random, clock, fresh);
}

/** A need that the person wants met and that nobody has taken up. */
export function freshNeed(random: Random, kind: NeedKind, heardAt: Date): NeedStory {
  const urgency = urgencyByRule(kind, random.chance(0.12));
  return {
    code: kind.code,
    category: kind.category,
    label: kind.label,
    urgency,
    status: "wanted",
    personAgrees: "yes",
    identifiedAt: heardAt,
    dueAt: dueOf(urgency, heardAt),
    firstServiceAt: null,
    endedAt: null,
    unmetReason: null,
    detail: random.chance(0.2) ? random.pick(phrases.details) : null,
    howMet: null,
  };
}

/** A need that was answered by ourselves, or waits: the older, the more likely that somebody has come. */
function answered(random: Random, clock: Clock, need: NeedStory): NeedStory {
  const share = clock.hoursSince(need.identifiedAt) / (clock.hoursSince(need.identifiedAt) + 200);
  const hours = (need.dueAt.getTime() - need.identifiedAt.getTime()) / 3_600_000;
  const servedAt = clock.after(need.identifiedAt, hours * (0.15 + random.next()));
  const endedAt = clock.after(servedAt, 24 * random.between(1, 20));
  if (random.chance(share * 0.75)) {
    const status = random.weighted<NeedStatus>({ met: 75, partly_met: 12, in_service: 13 });
    const ended = status !== "in_service";
    return {
      ...need,
      status,
      firstServiceAt: servedAt,
      endedAt: ended ? endedAt : null,
      howMet: ended ? random.pick(phrases.howMet) : null,
      unmetReason: status === "partly_met" ? random.pick(["no_funds", "no_document"]) : null,
    };
  }
  if (random.chance(share * 0.2)) {
    const status = random.weighted<NeedStatus>({ not_available: 4, not_eligible: 2, no_longer_needed: 4 });
    const unmetReason =
      status === "no_longer_needed"
        ? null
        : random.pick(["no_provider", "no_capacity", "no_funds", "no_interpreter"] as const);
    return { ...need, status, unmetReason, endedAt };
  }
  return random.chance(0.15) ? { ...need, status: "plan_made" } : need;
}

/** Ends a need with its case: met by then, or not needed any more. */
export function endNeed(random: Random, clock: Clock, need: NeedStory): void {
  if (needWorkflow[need.status].closed) return;
  const endedAt = clock.after(need.firstServiceAt ?? need.identifiedAt, 24 * random.between(2, 10));
  const met = need.firstServiceAt !== null || random.chance(0.6);
  Object.assign(need, {
    status: met ? "met" : "no_longer_needed",
    firstServiceAt: met ? (need.firstServiceAt ?? endedAt) : null,
    endedAt,
    howMet: met ? random.pick(phrases.howMet) : null,
  } satisfies Partial<NeedStory>);
}
