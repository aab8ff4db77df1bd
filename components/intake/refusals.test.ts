import { describe, expect, it } from "vitest";
import type { Answers } from "@/lib/intake/schema";
import { withAgeGroup } from "./age-group";
import { draftRefusals, refusalsOf } from "./refusals";
import type { Asked, Screen } from "./script";

const screen = (asked: Asked) => ({ questions: [{ asked }] }) as unknown as Screen;
const today = "2026-11-22" as Parameters<typeof withAgeGroup>[1];

describe("refusalsOf", () => {
  it.each([
    ["age", {}, {}],
    ["age", { age: { birthDate: { year: "២៥៥៥" } } }, {}],
    ["age", { age: { birthDate: { day: "3" } } }, { "age.birthDate": "dates.error.yearMissing" }],
    ["exitDetails", { exit: { date: { year: "26" } } }, { "exit.date": "dates.error.yearNeedsFourDigits" }],
    ["contact", {}, {}],
    ["contact", { contact: { method: "via_person" } }, {}],
    ["contact", { contact: { method: "phone", value: "012" } }, {}],
    ["contact", { contact: { noAnswer: "declined" } }, {}],
    ["contact", { contact: { method: "phone" } }, { "contact.value": "people.error.contactValueMissing" }],
    ["contact", { contact: { value: "012" } }, { "contact.method": "core.error.missing" }],
  ] satisfies [Asked, Answers, object][])("%s %j", (asked, answers, expected) =>
    expect(refusalsOf(screen(asked), answers)).toEqual(expected),
  );

  it("reads what the server refused of a draft as fields", () => {
    expect(draftRefusals({ "answers.name.full": "core.error.tooLong", version: "x" })).toEqual({
      "name.full": "core.error.tooLong",
    });
    expect(draftRefusals(undefined)).toEqual({});
  });
});

describe("withAgeGroup", () => {
  it("takes somebody who may be a child for a child, and leaves what was chosen", () => {
    expect(withAgeGroup({ age: { birthDate: { year: "2008" } } }, today).age?.group).toBe("15_17");
    expect(withAgeGroup({ age: { birthDate: { year: "2540" } } }, today).age?.group).toBe("25_34");
    const chosen = { age: { group: "18_24", birthDate: { year: "2012" } } } as const;
    expect(withAgeGroup(chosen, today)).toBe(chosen);
    const half = { age: { birthDate: { day: "3" } } };
    expect(withAgeGroup(half, today)).toBe(half);
  });
});
