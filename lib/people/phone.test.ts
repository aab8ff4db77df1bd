import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contactMatchKeys, normaliseDocumentNumber, normalisePhone } from "@/lib/people/phone";

const values = (method: string, value: string) => contactMatchKeys(method, value).map((key) => key.value);

describe("normalisePhone", () => {
  it.each([
    ["012 345 678", "+85512345678"],
    ["12345678", "+85512345678"],
    ["០១២ ៣៤៥ ៦៧៨", "+85512345678"],
    ["+855 (0)12 345 678", "+85512345678"],
    ["0085512345678", "+85512345678"],
    ["85512345678", "+85512345678"],
    ["００８５５－１２３４５６７８", "+85512345678"],
    ["8613800138000", "+8613800138000"],
    ["6281234567890", "+6281234567890"],
    ["+84 91 234 56 78", "+84912345678"],
    ["097 123 4567", "+855971234567"],
  ])("%s", (typed, e164) => {
    const phone = normalisePhone(typed);
    expect(phone).toMatchObject({ e164, last4: e164.slice(-4) });
    expect(phone.digits).toMatch(/^\d+$/);
  });

  it("uses the country it is given", () => {
    expect(normalisePhone("081 234 5678", "TH").e164).toBe("+66812345678");
  });

  it.each(["", "none", "1234", "+"])("finds no number in %j", (typed) =>
    expect(normalisePhone(typed)).toMatchObject({ e164: null, last4: null }),
  );

  it("keeps the last four of a number that is no number", () => {
    expect(normalisePhone("9999 9999 9999 9999")).toEqual({
      e164: null,
      last4: "9999",
      digits: "9".repeat(16),
    });
  });

  it("never throws, and its own output is a fixed point", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."0123456789+ -") })),
        (typed) => {
          const { e164 } = normalisePhone(typed);
          if (e164) expect(normalisePhone(e164).e164).toBe(e164);
        },
      ),
    );
  });
});

describe("contactMatchKeys", () => {
  it("keeps the whole number and its end apart", () => {
    expect(contactMatchKeys("whatsapp", "012 345 678")).toEqual([
      { kind: "phone_e164", value: "+85512345678" },
      { kind: "phone_last4", value: "5678" },
    ]);
    expect(values("whatsapp", "https://wa.me/85512345678")).toContain("+85512345678");
    expect(values("phone", "012 345 678 (mother)")).toContain("+85512345678");
  });

  it.each(["@Sok_Pheap", "sok_pheap ", "https://t.me/Sok_Pheap", "t.me/sok_pheap?start=1", "＠sok_pheap"])(
    "reads the handle %s",
    (typed) => expect(contactMatchKeys("telegram", typed)).toEqual([{ kind: "handle", value: "sok_pheap" }]),
  );

  it("takes a number for a number where both are usual", () => {
    expect(values("telegram", "+855 12 345 678")).toEqual(["+85512345678", "5678"]);
    expect(values("facebook_messenger", "https://facebook.com/profile.php?id=100012")).toEqual(["id:100012"]);
  });

  it("reads e-mail", () => {
    expect(contactMatchKeys("email", " Sok@Example.ORG ")).toEqual([
      { kind: "email", value: "sok@example.org" },
    ]);
    expect(contactMatchKeys("email", "not an address")).toEqual([]);
  });

  it("searches without knowing the method", () => {
    for (const [method, typed] of [
      ["phone", "012345678"],
      ["telegram", "@abc"],
      ["email", "a@b.org"],
    ] as const)
      expect(contactMatchKeys("any", typed)).toEqual(contactMatchKeys(method, typed));
  });

  it("has nothing to say of people and agencies in between", () => {
    expect(contactMatchKeys("via_person", "aunt, 012345678")).toEqual([]);
  });
});

describe("normaliseDocumentNumber", () => {
  it.each([
    ["n 012-345 67", "N01234567"],
    ["Ｅ១២៣", "E123"],
    ["--", ""],
  ])("%s", (typed, expected) => expect(normaliseDocumentNumber(typed)).toBe(expected));
});
