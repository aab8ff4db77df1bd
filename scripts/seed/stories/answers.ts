import type { CaseAnswers, ExitIn, PrivateAnswers } from "@/lib/cases/schema";
import { isPartialDate } from "@/lib/core/dates";
import type { Random } from "@/lib/testing/random";
import { phrases } from "./words";

/** What a case holds besides the person: answers, sealed answers, way out and wish. */
export type AnswersStory = {
  answers: CaseAnswers;
  privateAnswers: PrivateAnswers;
  goal?: string;
  exit?: ExitIn;
};

const safety = { yes: 66, no: 12, only_tonight: 12, unknown: 5, not_asked: 5 };

export function drawAnswers(
  random: Random,
  level: "l0" | "l1",
  openedAt: Date,
  province: string,
): AnswersStory {
  const quick: CaseAnswers = {
    canTalkSafely: random.weighted({ yes: 8, no: 1, not_asked: 1 }),
    safeTonight: random.weighted(safety),
    childPresent: random.weighted({ no: 90, yes: 6, not_asked: 4 }),
    mayContact: random.weighted({ yes: 8, no: 1, not_asked: 1 }),
  };
  const privateAnswers: PrivateAnswers = {
    hurtNow: random.weighted({ no: 70, yes_can_wait: 20, yes_now: 3, declined: 4, not_asked: 3 }),
    pregnancy: random.weighted({ no: 40, not_asked: 50, yes: 2, possible: 2, declined: 6 }),
    dangerFrom: drawDanger(random),
    someoneWaiting: random.weighted({ no: 8, unsure: 1, not_asked: 2 }),
  };
  if (level === "l0") return { answers: quick, privateAnswers };
  return {
    answers: { ...quick, ...drawSituation(random), province },
    privateAnswers: {
      ...privateAnswers,
      medicalRedFlags: random.chance(0.9) ? ["none"] : ["not_asked"],
      fearOfReturn: random.weighted({ no: 5, unsure: 3, yes: 2, declined: 1 }),
      ...(random.chance(0.2) && { mayTell: "A sister, by message." }),
      ...(random.chance(0.1) && { mustNotTell: "The former employer." }),
    },
    ...(random.chance(0.5) && { goal: random.pick(phrases.goals) }),
    ...(random.chance(0.92) && { exit: drawExit(random, openedAt) }),
  };
}

function drawDanger(random: Random): PrivateAnswers["dangerFrom"] {
  if (random.chance(0.7)) return [random.weighted({ none: 6, not_asked: 2, declined: 1 })];
  return random.sample(
    ["recruiter", "compound_staff", "other_freed_workers", "officials", "unknown_persons"],
    random.between(1, 2),
  );
}

function drawSituation(random: Random): CaseAnswers {
  return {
    shelterNow: random.weighted({
      ngo_shelter: 30,
      hotel_paid_self: 10,
      hotel_paid_by_other: 8,
      private_home: 14,
      street_or_public_place: 8,
      outside_embassy: 6,
      embassy_shelter: 6,
      immigration_detention: 7,
      government_shelter: 5,
      in_transit: 3,
      abroad_home: 3,
      not_asked: 2,
    }),
    foodCash: random.weighted({ enough: 50, not_enough: 35, none: 10, not_asked: 5 }),
    travelDocument: random.weighted({
      in_hand_valid: 28,
      in_hand_expired: 10,
      held_by_operator: 28,
      held_by_recruiter: 6,
      held_by_police_or_immigration: 10,
      lost_or_destroyed: 10,
      emergency_document_applied: 6,
      emergency_document_issued: 4,
      unknown: 2,
    }),
    wishes: random.weighted({
      go_home: 62,
      stay_and_seek_help: 10,
      third_country_or_asylum: 8,
      work_here_legally: 6,
      only_information: 4,
      unsure: 9,
      declined: 1,
    }),
  };
}

/** Mode and official presence are drawn apart: the one never follows from the other. */
function drawExit(random: Random, openedAt: Date): ExitIn {
  const left = new Date(openedAt.getTime() - random.between(0, 40) * 86_400_000).toISOString();
  const date = left.slice(0, random.weighted({ day: 5, month: 4, year: 1 }) === "day" ? 10 : 7);
  return {
    mode: random.weighted<ExitIn["mode"]>({
      operator_abandoned_site: 22,
      individual_escape: 14,
      mass_breakout: 9,
      released_by_operator: 10,
      police_raid: 10,
      police_individual_extraction: 5,
      official_inspection_release: 3,
      embassy_intervention: 4,
      ngo_or_civil_intervention: 4,
      family_paid_ransom: 6,
      person_paid_ransom: 3,
      expelled_unproductive_or_ill: 3,
      transfer_intercepted: 2,
      bribe_to_guard_or_official: 1,
      released_from_detention: 3,
      unknown: 2,
      declined: 2,
    }),
    officialPresence: random.weighted({
      not_seen: 30,
      present_role_unclear: 24,
      present_took_part: 12,
      present_watched: 12,
      arrived_after: 10,
      present_blocked_or_turned_back: 3,
      unknown: 6,
      not_asked: 3,
    }),
    ...(isPartialDate(date) && { exitDate: date }),
    province: random.pick(["KH-18", "KH-12", "KH-20", "KH-1", "KH-22", "KH-8", "KH-7", "KH-9"]),
    source: "own_account",
    ...(random.chance(0.25) && { note: random.pick(phrases.exitNotes) }),
  };
}
