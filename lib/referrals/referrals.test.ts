import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CaseScope } from "@/lib/cases/policy";
import { consentStates, type ShareElement, shareElements } from "@/lib/consents/schema";
import type { Actor, Staff } from "@/lib/core/actor";
import { urgencies } from "@/lib/needs/schema";
import { clockOf, linkExpiry, nextDue, nextReminder, stageDue } from "@/lib/referrals/clocks";
import { elementOf, healthElements, identityElements, type Known } from "@/lib/referrals/elements";
import { anonymousElements, factKinds } from "@/lib/referrals/facts";
import { referralFilterSql } from "@/lib/referrals/filter";
import { fitOf, isSuggested, type Offer, type Seeker, weightOf } from "@/lib/referrals/fit";
import { canActOn, endOfSharing, isAnonymous } from "@/lib/referrals/policy";
import {
  clockStages,
  referralAnswers,
  referralGroups,
  referralOutcomes,
  referralStatuses,
} from "@/lib/referrals/schema";
import {
  canMoveReferral,
  referralWorkflow,
  sharingStatuses,
  statusesIn,
  statusOfAnswer,
  statusOfOutcome,
} from "@/lib/referrals/workflow";

const sentAt = new Date("2026-11-22T00:00:00Z");
const hours = (moment: Date | null) => moment && (moment.getTime() - sentAt.getTime()) / 3_600_000;

describe("clocks", () => {
  it.each([
    ["critical", [1, 4, 24, 48], 336],
    ["urgent", [8, 24, 72, 168], 336],
    ["soon", [24, 72, 168, 336], 336],
    ["planned", [72, 168, 720, 1080], 1080],
  ] as const)("%s: acknowledge, answer, serve, tell within %j hours", (urgency, due, link) => {
    expect(clockStages.map((stage) => hours(stageDue(urgency, sentAt, stage)))).toEqual(due);
    expect(hours(linkExpiry(urgency, sentAt))).toBe(link);
    expect(Object.values(clockOf(urgency, sentAt)).map((iso) => hours(new Date(iso)))).toEqual(due);
  });

  it.each([
    ["draft", null],
    ["sent", 1],
    ["acknowledged", 4],
    ["info_requested", 4],
    ["accepted", 24],
    ["scheduled", 24],
    ["in_service", 48],
    ["completed_met", null],
    ["rejected", null],
    ["revoked_by_person", null],
  ] as const)("%s: the next party has %s hours", (status, due) => {
    expect(hours(nextDue(status, "critical", sentAt))).toBe(due);
  });

  it("reminds at each step to come, at last at the end of the link, and then no more", () => {
    for (const urgency of urgencies) {
      const seen: number[] = [];
      for (let now: Date | null = sentAt; now; now = nextReminder(urgency, sentAt, now))
        seen.push(hours(now)!);
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
      expect(seen.at(-1)).toBe(hours(linkExpiry(urgency, sentAt)));
    }
  });
});

describe("workflow", () => {
  it("leads to every status from another, but to the two it begins with", () => {
    const reached = new Set(referralStatuses.flatMap((status) => referralWorkflow[status].next));
    for (const status of referralStatuses) {
      if (!["draft", "consent_pending"].includes(status)) expect(reached).toContain(status);
    }
  });

  it("puts every status in one group; ended ones lead nowhere and wait for nobody", () => {
    expect(referralGroups.flatMap(statusesIn).sort()).toEqual([...referralStatuses].sort());
    for (const status of statusesIn("ended")) {
      expect(referralWorkflow[status]).toMatchObject({ next: [], awaits: null, shares: false });
    }
    expect(statusesIn("waiting")).toEqual(["sent", "acknowledged", "info_requested"]);
  });

  it("shows what was shared only between sending and the end", () => {
    expect(sharingStatuses).toEqual([
      "sent",
      "acknowledged",
      "accepted",
      "info_requested",
      "scheduled",
      "in_service",
    ]);
    for (const status of sharingStatuses) expect(canMoveReferral(status, "revoked_by_person")).toBe(true);
  });

  it("is answered from waiting, and only once", () => {
    for (const answer of referralAnswers) {
      const to = statusOfAnswer[answer];
      for (const from of ["accepted", "rejected", "in_service", "feedback_closed"] as const) {
        expect(canMoveReferral(from, to)).toBe(false);
      }
      expect(canMoveReferral("sent", to)).toBe(true);
    }
    for (const outcome of referralOutcomes)
      expect(canMoveReferral("in_service", statusOfOutcome[outcome])).toBe(true);
  });
});

describe("who may act", () => {
  const scope: CaseScope = { id: "c", siteId: "s", teamId: "t", assigneeId: "u", status: "active" };
  const staff = {
    kind: "staff",
    userId: "u",
    role: "caseworker",
    memberships: [],
    visits: [],
  } as unknown as Staff;
  it.each<[string, Actor, CaseScope | null, boolean]>([
    ["the link of this referral", { kind: "partner", organisationId: "o", referralId: "r" }, null, true],
    ["the link of another", { kind: "partner", organisationId: "o", referralId: "x" }, scope, false],
    ["the caseworker", staff, scope, true],
    ["another caseworker", { ...staff, userId: "v" }, scope, false],
    ["the caseworker of a closed case", staff, { ...scope, status: "closed" }, false],
    ["staff without the case", staff, null, false],
  ])("%s", (_who, actor, caseFile, may) => expect(canActOn(actor, { id: "r", caseFile })).toBe(may));
});

describe("what a partner may still see", () => {
  it("is everything while it runs under a live consent or none is needed", () => {
    for (const status of sharingStatuses) {
      expect(endOfSharing(status, "live")).toBeNull();
      expect(endOfSharing(status, null)).toBeNull();
      expect(endOfSharing(status, "withdrawn")).toBe("withdrawn");
      expect(endOfSharing(status, "refused")).toBe("withdrawn");
      expect(endOfSharing(status, "expired")).toBe("expired");
    }
  });

  it("is nothing once it has ended, however the consent stands", () => {
    for (const status of referralStatuses.filter((one) => !sharingStatuses.includes(one))) {
      for (const state of [...consentStates, null]) expect(endOfSharing(status, state)).not.toBeNull();
    }
    expect(endOfSharing("completed_met", "live")).toBe("finished");
    expect(endOfSharing("rejected", "live")).toBe("declined");
    expect(endOfSharing("revoked_by_agency", "live")).toBe("cancelled");
  });
});

describe("anonymous enquiry", () => {
  it("names nothing that tells who somebody is", () => {
    expect(isAnonymous([])).toBe(true);
    expect(isAnonymous(["sex_age_group", "needs_requested", "present_area"])).toBe(true);
    for (const element of shareElements.filter((one) => !anonymousElements.includes(one))) {
      expect(isAnonymous(["needs_requested", element])).toBe(false);
    }
  });
});

const known: Known = {
  caseCode: "K7Q-4MX-2",
  area: "KH-1",
  need: "Safe place to sleep tonight",
  person: {
    nationalities: ["ID", "declined"],
    sexGender: "feminine",
    ageGroup: "not_asked",
    preferredLanguage: "id",
    interpreterNeeded: "yes",
  },
  identity: {
    preferredName: "Pov",
    birthDate: "1999-05",
    names: [
      { type: "stated", full: "Sri" },
      { type: "alias_in_compound", full: "Lucky" },
      { type: "stated", full: "Sri Wahyuni" },
    ],
    contacts: [
      { method: "phone", value: "+85512345678", safeToContact: "monitored_do_not_use", rule: null },
      { method: "telegram", value: "@sri", safeToContact: "only_text", rule: "after 18:00" },
    ],
    documents: [
      { type: "national_id", country: "ID", number: "3201" },
      { type: "passport", country: "ID", number: "X123" },
    ],
  },
  health: { hurtNow: "yes_can_wait" },
  exit: { mode: "individual_escape", exitDate: "2026-10", province: null },
};
const values = (element: ShareElement) =>
  elementOf(element, known).facts.map(({ fact, value }) => `${fact}=${value}`);

describe("elements", () => {
  it.each<[ShareElement, string[]]>([
    ["case_code", ["case_code=K7Q-4MX-2"]],
    ["name", ["name_stated=Sri Wahyuni"]],
    ["nationality", ["nationality=ID"]],
    ["sex_age_group", ["sex_gender=feminine"]],
    ["date_of_birth", ["birth_date=1999-05"]],
    [
      "contact",
      [
        "contact_method=telegram",
        "contact_value=@sri",
        "safe_to_contact=only_text",
        "contact_rule=after 18:00",
      ],
    ],
    ["present_area", ["area=KH-1"]],
    ["passport", ["document_type=passport", "document_country=ID", "document_number=X123"]],
    ["needs_requested", ["need=Safe place to sleep tonight", "language=id", "interpreter_needed=yes"]],
    ["health_summary", ["hurt_now=yes_can_wait"]],
    ["exit_summary", ["exit_mode=individual_escape", "exit_date=2026-10"]],
    ["shelter_address", []],
  ])("%s", (element, facts) => expect(values(element)).toEqual(facts));

  it("asks for somebody by the name they chose when no other was told", () => {
    const only = { ...known, identity: { ...known.identity!, names: [] } };
    expect(elementOf("name", only).facts).toEqual([{ fact: "name_stated", value: "Pov" }]);
  });

  it("say nothing that is not in their own part of the record", () => {
    const others = { ...known, identity: null, health: null };
    for (const element of shareElements) {
      const needsMore = [...identityElements, ...healthElements].includes(element);
      if (!needsMore) expect(elementOf(element, others)).toEqual(elementOf(element, known));
    }
    expect(Object.keys(factKinds)).toEqual(
      expect.arrayContaining(
        shareElements.flatMap((one) => elementOf(one, known).facts.map(({ fact }) => fact)),
      ),
    );
  });
});

describe("fit", () => {
  const seeker: Seeker = { languages: ["ur", "en"], sexGender: "feminine", province: "KH-1" };
  const offer: Offer = {
    languages: ["ur"],
    sexes: "women",
    costUsd: 0,
    openPlaces: 3,
    province: "KH-1",
    asked: false,
  };

  it("gives one reason for each question", () => {
    expect(fitOf(seeker, offer)).toEqual([
      "language_spoken",
      "sex_taken",
      "free",
      "places_open",
      "same_province",
    ]);
    expect(
      fitOf(
        { languages: ["ur"], sexGender: "declined", province: null },
        { languages: [], sexes: "men", costUsd: null, openPlaces: null, province: "KH-2", asked: true },
      ),
    ).toEqual([
      "language_unknown",
      "sex_unknown",
      "cost_unknown",
      "places_unknown",
      "province_unknown",
      "already_asked",
    ]);
    expect(fitOf(seeker, { ...offer, languages: ["km"], openPlaces: 0, province: "KH-2" })).toEqual([
      "language_not_spoken",
      "sex_taken",
      "free",
      "places_full",
      "other_province",
    ]);
  });

  it("never suggests what costs money, does not take this person or was asked before", () => {
    const offers = fc.record({
      languages: fc.subarray(["ur", "km"]),
      sexes: fc.constantFrom("any", "women", "men"),
      costUsd: fc.option(fc.integer({ min: 0, max: 5 })),
      openPlaces: fc.option(fc.integer({ min: 0, max: 5 })),
      province: fc.option(fc.constantFrom("KH-1", "KH-2")),
      asked: fc.boolean(),
    });
    fc.assert(
      fc.property(offers, (one) => {
        const barred = (one.costUsd ?? 0) > 0 || one.sexes === "men" || one.asked;
        expect(isSuggested(fitOf(seeker, one))).toBe(!barred);
      }),
    );
  });

  it("prefers the language, then places, and full ones last", () => {
    const weight = (over: Partial<Offer>) => weightOf(fitOf(seeker, { ...offer, ...over }));
    expect(weight({})).toBeGreaterThan(weight({ languages: [] }));
    expect(weight({ languages: [] })).toBeGreaterThan(weight({ languages: ["km"] }));
    expect(weight({ openPlaces: null })).toBeGreaterThan(weight({ openPlaces: 0 }));
    expect(weight({ province: "KH-2" })).toBeGreaterThan(weight({ openPlaces: 0 }));
  });
});

describe("referralFilterSql", () => {
  const id = "019349a0-0000-7000-8000-000000000001";
  const staff = { kind: "staff", organisationId: id, userId: id, memberships: [] } as unknown as Staff;
  it("numbers its parameters from where it is told", () => {
    const filter = fc.record(
      {
        group: fc.subarray([...referralGroups, "all" as const], { minLength: 1 }),
        late: fc.boolean(),
        mine: fc.boolean(),
        partnerId: fc.constant(id),
        caseId: fc.constant(id),
        siteId: fc.constant(id),
        urgency: fc.subarray([...urgencies], { minLength: 1 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filter, (asked) => {
        const { where, values: bound } = referralFilterSql(staff, asked, 3);
        const places = [...where.matchAll(/\$(\d+)/g)].map(([, place]) => Number(place));
        expect(new Set(places)).toEqual(new Set(bound.map((_, i) => i + 3)));
      }),
    );
  });
});
