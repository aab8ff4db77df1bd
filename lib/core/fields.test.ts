import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cursor, cursorOf } from "@/lib/core/cursor";
import { country, id, instant, language, province, requiredText, text, version } from "@/lib/core/fields";
import { newId } from "@/lib/core/ids";

const message = (result: { success: boolean; error?: { issues: { message: string }[] } }) =>
  result.success ? null : result.error!.issues[0]!.message;

describe("text", () => {
  it("is trimmed and composed, and keeps lines, tabs and every script", () => {
    expect(text(40).parse("  Cafe\u0301\n\tសុខា မောင် \u200d 👩‍👧 ")).toBe("Café\n\tសុខា မောင် \u200d 👩‍👧");
  });

  it.each(["\u0000", "\u0007", "\u001b[31m", "\u007f", "\u0085", "\u2028"])(
    "is refused with the control character %j",
    (character) => {
      expect(message(text(40).safeParse(`a${character}b`))).toBe("core.error.controlCharacter");
    },
  );

  it("is at most so long after trimming", () => {
    expect(text(3).parse(" abc ")).toBe("abc");
    expect(message(text(3).safeParse("abcd"))).toBe("core.error.tooLong");
  });

  it("must say something where it is required", () => {
    expect(text(3).parse("   ")).toBe("");
    for (const nothing of ["", "   ", "\u200b", "\u3164 \u2800"])
      expect(message(requiredText(3).safeParse(nothing))).toBe("core.error.missing");
    expect(requiredText(20).parse("សុខា\u200bមាន")).toBe("សុខា\u200bមាន");
  });

  it("once accepted, is accepted again unchanged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        const first = text(1_000).safeParse(typed);
        if (first.success) expect(text(1_000).parse(first.data)).toBe(first.data);
      }),
    );
  });
});

describe("codes", () => {
  it.each([
    [province, ["KH-1", "KH-25"], ["KH-0", "KH-26", "KH-01", "TH-1", "kh-1", ""]],
    [language, ["km", "zh-Hans", "fil"], ["Khmer", "k", "km_KH", "", `km${"-abcdefgh".repeat(5)}`]],
    [country, ["KH"], ["kh", "KHM", ""]],
    [id, [newId()], ["1", "", "not-a-uuid"]],
  ] as const)("hold to their form", (schema, good, bad) => {
    for (const value of good) expect(schema.parse(value)).toBe(value);
    for (const value of bad) expect(message(schema.safeParse(value))).toMatch(/^core\.error\./);
  });

  it("versions come from addresses as text too", () => {
    expect([version.parse("3"), version.parse(3)]).toEqual([3, 3]);
    // The column holds four bytes: more would be a failure of the database.
    for (const bad of ["0", "-1", "1.5", "x", "", "2147483648", 2 ** 53])
      expect(version.safeParse(bad).success).toBe(false);
  });
});

describe("an instant", () => {
  it("has a zone", () => {
    expect(instant.parse("2026-11-22T07:00:00+07:00")).toEqual(new Date("2026-11-22T00:00:00Z"));
    for (const bad of [
      "2026-11-22",
      "2026-11-22T07:00:00",
      "2569-99-01T00:00:00Z",
      "0000-01-01T00:00:00Z",
      "9999-12-31T23:59:59-23:59",
      "",
      5,
    ])
      expect(message(instant.safeParse(bad))).toBe("core.error.wrongKind");
  });
});

describe("a cursor", () => {
  const both = cursor(instant, id);

  it("comes back as it went", () => {
    const [at, key] = [new Date("2026-11-22T00:00:00.123Z"), newId()];
    expect(both.parse(cursorOf(at.toISOString(), key))).toEqual([at, key]);
  });

  it.each(["", "~", "x", `2026-11-22T00:00:00Z~x`, `2026-11-22T00:00:00Z~${newId()}~x`, "~".repeat(300)])(
    "is refused as %j",
    (bad) => {
      expect(both.safeParse(bad).success).toBe(false);
    },
  );
});

describe("ids", () => {
  it("are version 7, in order of time, and never twice", () => {
    const ids = Array.from({ length: 1_000 }, (_, i) => newId(1_700_000_000_000 + i));
    expect(
      ids.every((one) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(one)),
    ).toBe(true);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(Array.from({ length: 1_000 }, () => newId(0))).size).toBe(1_000);
  });

  it("of one millisecond keep the order in which they were made, and begin at a place that tells nothing", () => {
    const ids = Array.from({ length: 2_000 }, () => newId(1_700_000_000_000));
    expect([...ids].sort()).toEqual(ids);
    const places = Array.from({ length: 200 }, (_, i) => newId(i).slice(14, 18));
    expect(new Set(places).size).toBeGreaterThan(150);
    expect(new Set(Array.from({ length: 10_000 }, () => newId(1))).size).toBe(10_000);
  });
});
