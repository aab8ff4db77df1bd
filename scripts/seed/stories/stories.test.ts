import { describe, expect, test } from "vitest";
import { privateAnswersOut, registration } from "@/lib/cases/schema";
import { needWorkflow } from "@/lib/needs/workflow";
import { referralStatuses } from "@/lib/referrals/schema";
import { demoStories } from "../demo";
import { Clock } from "./clock";
import type { EpisodeStory } from "./episode";
import type { World } from "./world";

const now = new Date("2026-11-22T05:00:00Z");
const team = (id: string) => ({
  id,
  siteId: `site of ${id}`,
  province: "KH-12",
  workerIds: [`${id} 1`, `${id} 2`],
  coordinatorIds: [`lead of ${id}`],
});
const world: World = {
  organisationId: "house",
  teams: [team("north"), team("south")],
  partners: [
    { id: "consulate", type: "embassy_or_consulate", needCodes: ["N21", "N22", "N23"] },
    { id: "shelter", type: "ngo_shelter", needCodes: ["N02", "N16", "N17"] },
    { id: "clinic", type: "clinic", needCodes: ["N09", "N12"] },
  ],
  needKinds: ["N01", "N02", "N09", "N12", "N16", "N17", "N21", "N22", "N31"].map((code) => ({
    code,
    label: code,
    category: code === "N31" ? "child" : "safety",
    defaultUrgency: code < "N03" ? "critical" : "soon",
    raisable: code === "N16",
  })),
};
const told = (at = now) => demoStories(world, new Clock(at), { name: "House", people: 150 });
const stories = told();
const episodes = stories.flatMap((story) => story.episodes);

describe("made-up people", () => {
  test("are the same for the same moment, and others a day later", () => {
    expect(told()).toEqual(stories);
    expect(told(new Date("2026-11-23T05:00:00Z"))).not.toEqual(stories);
  });

  test("could have been typed into a registration", () => {
    for (const { person, episodes: own } of stories) {
      for (const { level, answers, privateAnswers, goal, exit } of own) {
        const typed = { level, ...person, ...answers, ...privateAnswers, goal, exit };
        expect(registration.safeParse(typed).error).toBeUndefined();
        expect(privateAnswersOut.safeParse(privateAnswers).success).toBe(true);
      }
    }
  });

  test("write their names in many scripts", () => {
    const names = stories.flatMap(({ person }) => person.names.map(({ full }) => full)).join("");
    for (const script of [
      "Han",
      "Khmer",
      "Myanmar",
      "Thai",
      "Arabic",
      "Devanagari",
      "Bengali",
      "Ethiopic",
      "Latin",
    ])
      expect(names).toMatch(new RegExp(`\\p{Script=${script}}`, "u"));
  });

  test("have numbers that nobody has", () => {
    const numbers = stories.flatMap(({ person }) => person.contacts.map(({ value }) => value ?? ""));
    for (const number of numbers) expect(number).toMatch(/ 00\d \d{3}$|^demo|^$/);
  });
});

describe("their episodes", () => {
  test("never know the future, and never turn back in time", () => {
    for (const episode of episodes) {
      const moments = momentsOf(episode);
      for (const moment of moments) expect(moment.getTime()).toBeLessThan(now.getTime());
      for (const moment of moments)
        expect(moment.getTime()).toBeGreaterThanOrEqual(episode.openedAt.getTime());
      for (const { createdAt, sentAt, acknowledgedAt, answeredAt, closedAt } of episode.referrals)
        expect(inOrder([createdAt, sentAt, acknowledgedAt, answeredAt, closedAt])).toBe(true);
    }
  });

  test("have each need open once, and none open after the end", () => {
    for (const { needs, closedAt } of episodes) {
      expect(new Set(needs.map(({ code }) => code)).size).toBe(needs.length);
      if (closedAt) expect(needs.filter(({ status }) => !needWorkflow[status].closed)).toEqual([]);
    }
  });

  test("share only what was agreed to", () => {
    for (const { consents, referrals } of episodes)
      for (const { consent, elements } of referrals)
        if (consent) {
          expect(consents).toContain(consent);
          expect(consent.elements).toEqual(expect.arrayContaining(elements));
        }
  });

  test("show everything that a screen can show", () => {
    const seen = new Set(episodes.flatMap(({ referrals }) => referrals.map(({ status }) => status)));
    expect([...seen].sort()).toEqual([...referralStatuses].sort());
    expect(episodes.some(({ exit }) => exit?.officialPresence === "present_role_unclear")).toBe(true);
    expect(episodes.some(({ workerId }) => workerId === null)).toBe(true);
    expect(episodes.some(({ level }) => level === "l0")).toBe(true);
    expect(episodes.filter(({ workerId }) => workerId === "north 1").length).toBeGreaterThanOrEqual(30);
    const answers = new Set(episodes.flatMap(({ consents }) => consents.map(({ answer }) => answer)));
    expect([...answers].sort()).toEqual(["given", "refused"]);
  });
});

function momentsOf({ openedAt, updatedAt, needs, referrals, notes }: EpisodeStory): Date[] {
  return [
    openedAt,
    updatedAt,
    ...needs.flatMap(({ identifiedAt, firstServiceAt, endedAt }) => [identifiedAt, firstServiceAt, endedAt]),
    ...referrals.flatMap(({ createdAt, sentAt, acknowledgedAt, answeredAt, firstServiceAt, closedAt }) => [
      createdAt,
      sentAt,
      acknowledgedAt,
      answeredAt,
      firstServiceAt,
      closedAt,
    ]),
    ...notes.map(({ occurredAt }) => occurredAt),
  ].filter((moment) => moment !== null);
}

function inOrder(moments: readonly (Date | null)[]): boolean {
  const known = moments.filter((moment) => moment !== null).map((moment) => moment.getTime());
  return known.every((moment, i) => i === 0 || known[i - 1]! <= moment);
}
