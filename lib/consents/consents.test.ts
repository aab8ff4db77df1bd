import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConsentFacts, liveConsent, scopesFor, stateOf } from "@/lib/consents/policy";
import { consentScopes, giveConsentInput, recipientScopes, shareElements } from "@/lib/consents/schema";
import { familyRule, shareMatrix } from "@/lib/consents/share-matrix";
import { defaultExpiry, expiryObstacle, neverShared } from "@/lib/consents/terms";
import { partnerTypes } from "@/lib/partners/schema";

const now = new Date("2026-11-22T10:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 3_600_000);
const consent = (over: Partial<ConsentFacts> = {}): ConsentFacts => ({
  id: "c1",
  scope: "referral",
  answer: "given",
  partnerId: "A",
  elements: ["case_code", "name"],
  givenAt: inDays(-10),
  expiresAt: inDays(80),
  withdrawnAt: null,
  ...over,
});
const ask = (consents: ConsentFacts[], elements = ["name"] as ConsentFacts["elements"], partnerId = "A") =>
  liveConsent(consents, { scopes: ["referral"], partnerId, now, elements: elements as never });

describe("liveConsent", () => {
  it("covers elements of a live consent for this recipient", () => {
    expect(ask([consent()])).toEqual({ covered: true, consentId: "c1" });
    expect(ask([consent()], [])).toEqual({ covered: true, consentId: "c1" });
  });

  it.each([
    ["not_asked", []],
    ["not_asked", [consent({ partnerId: "B" })]],
    ["not_asked", [consent({ scope: "family_contact" })]],
    ["refused", [consent({ answer: "refused" })]],
    ["withdrawn", [consent({ withdrawnAt: inDays(-1) })]],
    ["expired", [consent({ expiresAt: now })]],
    ["not_covered", [consent({ elements: ["case_code"] })]],
  ] as const)("says %s", (reason, consents) => {
    expect(ask([...consents])).toEqual({ covered: false, reason });
  });

  it("hears what was said last: a refusal, a withdrawal, fewer things", () => {
    const later = { id: "c2", givenAt: inDays(-1) };
    expect(ask([consent(), consent({ ...later, answer: "refused" })])).toMatchObject({ reason: "refused" });
    expect(ask([consent({ ...later, withdrawnAt: now }), consent()])).toMatchObject({ reason: "withdrawn" });
    expect(ask([consent(), consent({ ...later, elements: [] })])).toMatchObject({ reason: "not_covered" });
    expect(ask([consent({ answer: "refused" }), consent(later)])).toEqual({ covered: true, consentId: "c2" });
  });

  it("never covers another recipient, nor more than was said, whatever the order", () => {
    const consents = fc.array(
      fc.record({
        id: fc.uuid(),
        scope: fc.constantFrom("referral", "embassy_contact", "family_contact"),
        answer: fc.constantFrom("given", "refused"),
        partnerId: fc.constantFrom("A", "B", null),
        elements: fc.subarray([...shareElements]),
        givenAt: fc.integer({ min: -100, max: 0 }).map(inDays),
        expiresAt: fc.integer({ min: -50, max: 50 }).map(inDays),
        withdrawnAt: fc.option(fc.integer({ min: -50, max: 0 }).map(inDays)),
      }),
    );
    fc.assert(
      fc.property(consents, fc.subarray([...shareElements]), (given, elements) => {
        const cover = ask(given, elements);
        if (!cover.covered) return;
        const source = given.find(({ id }) => id === cover.consentId)!;
        expect(source).toMatchObject({
          partnerId: "A",
          scope: "referral",
          answer: "given",
          withdrawnAt: null,
        });
        expect(source.expiresAt > now).toBe(true);
        expect(source.elements).toEqual(expect.arrayContaining(elements));
      }),
    );
  });
});

describe("stateOf", () => {
  it("ends at the very instant", () => {
    expect(stateOf(consent({ expiresAt: inDays(1) }), inDays(1))).toBe("expired");
    expect(stateOf(consent({ expiresAt: inDays(1) }), new Date(inDays(1).getTime() - 1))).toBe("live");
  });
});

describe("scopesFor", () => {
  it("knows the recipients that have a scope of their own", () => {
    expect(scopesFor("embassy_or_consulate")).toEqual(["referral", "embassy_contact"]);
    expect(scopesFor("ngo_shelter")).toEqual(["referral"]);
    for (const type of partnerTypes)
      for (const scope of scopesFor(type)) expect(recipientScopes).toContain(scope);
  });
});

describe("share matrix", () => {
  it("never offers what it never gives", () => {
    for (const { offered, never } of [...Object.values(shareMatrix), familyRule]) {
      expect(offered.filter((element) => never.includes(element))).toEqual([]);
      expect(new Set(never).size).toBe(never.length);
    }
  });

  it.each([
    ["ngo_shelter", ["passport", "exploitation_narrative", "forced_tasks", "legal_matter"]],
    ["hospital", ["exploitation_narrative", "forced_tasks", "recruiter_details", "legal_matter"]],
    ["iom", ["shelter_address"]],
    ["anti_trafficking_police", ["shelter_address", "health_summary", "sexual_violence", "mental_health"]],
    ["legal_aid", []],
    ["ngo_country_of_return", ["forced_tasks"]],
  ] as const)("%s is never given %j", (type, never) => expect(shareMatrix[type].never).toEqual(never));

  it("keeps health, story and risk from embassies, and everything from the media", () => {
    const { never } = shareMatrix.embassy_or_consulate;
    const kept = [
      "shelter_address",
      "health_summary",
      "forced_tasks",
      "legal_matter",
      "risk_level",
      "screening_state",
    ];
    for (const element of kept) expect(never).toContain(element);
    expect([...shareMatrix.media.never].sort()).toEqual([...shareElements].sort());
    expect(neverShared("family_contact", null)).toContain("present_area");
    expect(neverShared("case_management", null)).toEqual([]);
  });
});

describe("terms", () => {
  it("last 90 days, a year for case management", () => {
    expect(defaultExpiry("referral", now).toISOString()).toBe("2027-02-20T10:00:00.000Z");
    expect(defaultExpiry("case_management", now).toISOString()).toBe("2027-11-22T10:00:00.000Z");
  });
  it("end in the future, not in decades", () => {
    expect(expiryObstacle(now, now)).toBe("consents.error.expiryInPast");
    expect(expiryObstacle(inDays(1), now)).toBeNull();
    expect(expiryObstacle(inDays(900), now)).toBe("consents.error.expiryTooFar");
  });
});

describe("consent.give input", () => {
  const id = "019349a0-0000-7000-8000-000000000001";
  const input = {
    caseId: id,
    answer: "given",
    language: "km",
    interpreter: false,
    method: "written",
    capacity: "yes",
  };
  const fields = (more: object) => {
    const { error } = giveConsentInput.safeParse({ ...input, ...more });
    return error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
  };

  it("demands a recipient exactly where the scope has one", () => {
    for (const scope of consentScopes) {
      const has = recipientScopes.includes(scope);
      expect(fields({ scope, elements: ["name"], ...(has && { partnerId: id }) })).toEqual([]);
      expect(fields({ scope, elements: ["name"], ...(!has && { partnerId: id }) })).toEqual([
        ["partnerId", has ? "consents.error.recipientMissing" : "consents.error.noRecipient"],
      ]);
    }
  });

  it("wants to know what is shared, and waits for a clear mind", () => {
    expect(fields({ scope: "referral", partnerId: id })).toEqual([
      ["elements", "consents.error.elementsMissing"],
    ]);
    expect(fields({ scope: "referral", partnerId: id, answer: "refused" })).toEqual([]);
    expect(fields({ scope: "case_management", capacity: "doubtful_retry" })).toEqual([
      ["capacity", "consents.error.askAgainLater"],
    ]);
  });
});
