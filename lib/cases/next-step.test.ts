import { describe, expect, it } from "vitest";
import { nextStepOf, type StepFacts } from "@/lib/cases/next-step";

const now = new Date("2026-11-22T08:00:00Z");
const need = {
  id: "need",
  category: "documents",
  urgency: "soon",
  status: "wanted",
  personAgrees: "yes",
  dueAt: "2026-11-25T08:00:00Z",
  late: false,
  firstServiceAt: null,
};
const referral = {
  id: "referral",
  needId: "need",
  status: "sent",
  nextDueAt: "2026-11-23T08:00:00Z",
  version: 1,
};
const quiet: StepFacts = {
  level: "l1",
  status: "active",
  assigneeId: "me",
  answers: { safeTonight: "yes", canTalkSafely: "yes" },
  person: { isChild: false },
  needs: [{ ...need, status: "met" }],
  referrals: [],
};

describe("the next step", () => {
  it.each([
    [
      "a place to sleep comes before all",
      { ...quiet, assigneeId: null, answers: { ...quiet.answers, safeTonight: "no" } },
      "findShelter",
    ],
    ["then somebody to do it", { ...quiet, assigneeId: null, needs: [{ ...need, late: true }] }, "assign"],
    ["then a late need", { ...quiet, needs: [{ ...need, late: true }], level: "l0" }, "lateNeed"],
    [
      "an answer that the person waits for",
      { ...quiet, referrals: [{ ...referral, status: "rejected" }] },
      "tellAnswer",
    ],
    [
      "a partner past its time",
      { ...quiet, referrals: [{ ...referral, nextDueAt: "2026-11-21T08:00:00Z" }] },
      "lateReferral",
    ],
    ["a referral not sent yet", { ...quiet, referrals: [{ ...referral, status: "draft" }] }, "sendReferral"],
    ["a first talk after a quick card", { ...quiet, level: "l0" }, "firstTalk"],
    ["needs, when none is written down", { ...quiet, needs: [] }, "addNeeds"],
    ["a need that nobody was asked for", { ...quiet, needs: [need] }, "refer"],
    ["the nearest clock of a running need", { ...quiet, needs: [need], referrals: [referral] }, "nextNeed"],
    ["nothing", quiet, "quiet"],
  ])("%s", (_, file, kind) => expect(nextStepOf(file, now).kind).toBe(kind));

  it("does not repeat the search for shelter while a safety need runs", () => {
    const file = {
      ...quiet,
      answers: { ...quiet.answers, safeTonight: "no" },
      needs: [{ ...need, category: "safety" }],
    };
    expect(nextStepOf(file, now).kind).toBe("refer");
  });

  it("takes the more urgent of two late needs, whatever their order", () => {
    const needs = [
      { ...need, id: "soon", late: true },
      { ...need, id: "critical", urgency: "critical", late: true },
    ];
    expect(nextStepOf({ ...quiet, needs }, now)).toMatchObject({ needId: "critical" });
  });
});
