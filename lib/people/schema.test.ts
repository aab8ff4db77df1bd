import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPartialDate } from "@/lib/core/dates";
import { isChild } from "@/lib/people/child";
import {
  ageGroups,
  childAgeGroups,
  contactIn,
  contactMethods,
  nameIn,
  partialDateIn,
  personTraits,
} from "@/lib/people/schema";

describe("dates as people give them", () => {
  it.each([
    ["1997", "1997"],
    ["2540-05", "1997-05"],
    ["១៩៩៧-០៥-០៩", "1997-05-09"],
    [{ year: "၁၉၉၇" }, "1997"],
    [{ day: "9", month: "5", year: "២៥៤០" }, "1997-05-09"],
    [{}, null],
    ["", null],
    [{ day: " ", month: "", year: "" }, null],
  ])("%j is %j", (typed, date) => {
    expect(partialDateIn.parse(typed)).toBe(date);
  });

  it.each([
    ["97", "dates.error.yearNeedsFourDigits"],
    ["1997-13", "dates.error.monthNotInYear"],
    [{ day: "1", year: "1997" }, "dates.error.monthMissing"],
    ["1997-01-01-01", "core.error.wrongKind"],
    ["soon", "dates.error.notANumber"],
  ])("%j is refused: %s", (typed, message) => {
    expect(partialDateIn.safeParse(typed).error?.issues[0]?.message).toBe(message);
  });

  it("gives a partial date, nothing, or a refusal, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (typed) => {
        const { success, data } = partialDateIn.safeParse(typed);
        if (success && data !== null) expect(isPartialDate(data)).toBe(true);
      }),
    );
  });

  it("keeps a date that is already in its stored form", () => {
    const day = fc.date({ noInvalidDate: true, min: new Date("1900-01-01"), max: new Date("2100-12-31") });
    fc.assert(
      fc.property(day, fc.constantFrom(4, 7, 10), (date, length) => {
        const stored = date.toISOString().slice(0, length);
        expect(partialDateIn.parse(stored)).toBe(stored);
      }),
    );
  });
});

describe("names, contacts and traits", () => {
  it("normalises names and refuses what cannot be seen", () => {
    expect(nameIn.parse({ full: "  Ngo\u0302 \n" })).toEqual({ type: "stated", full: "Ngô" });
    for (const full of ["", " ", "a\u0000", "x".repeat(201)])
      expect(nameIn.safeParse({ full }).success).toBe(false);
    expect(nameIn.safeParse({ full: "A", story: "" }).success).toBe(false);
  });

  it.each(contactMethods)("asks for an address with %s unless it has none", (method) => {
    const without = ["via_person", "via_agency", "in_person_only"].includes(method);
    expect(contactIn.safeParse({ method }).success).toBe(without);
    expect(contactIn.parse({ method, value: "x" }).safeToContact).toBe("not_asked");
  });

  it("takes countries, stateless and the three no-answers for a nationality", () => {
    for (const one of ["KH", "stateless", "claimed_unverified", "unknown", "declined", "not_asked"]) {
      expect(personTraits.nationalities.safeParse([one]).success, one).toBe(true);
    }
    for (const one of ["kh", "KHM", "", "Lao"])
      expect(personTraits.nationalities.safeParse([one]).success, one).toBe(false);
  });

  it("takes people for children by what was told, never by guessing", () => {
    for (const ageGroup of [...ageGroups, null]) {
      const child = (childAgeGroups as readonly (string | null)[]).includes(ageGroup);
      expect(isChild({ ageGroup, ageCertainty: "stated" })).toBe(child);
      expect(isChild({ ageGroup, ageCertainty: "disputed_treat_as_child" })).toBe(true);
    }
  });
});
