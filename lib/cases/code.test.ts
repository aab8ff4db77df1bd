import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCaseCode, newCaseCode, parseCaseCode } from "@/lib/cases/code";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codes = fc
  .uint8Array({ minLength: 6, maxLength: 6 })
  .map((bytes) => newCaseCode(() => bytes))
  .map((code) => code.replaceAll("-", ""));

describe("case code", () => {
  it("has the shape 3-3-1 and reads back", () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(formatCaseCode(code)).toMatch(
          /^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]$/,
        );
        expect(parseCaseCode(code)).toBe(formatCaseCode(code));
      }),
    );
  });

  it("accepts the example of the handbook", () => {
    expect(parseCaseCode("K7Q-4MX-2")).toBe("K7Q-4MX-2");
  });

  it.each([
    "k7q4mx2",
    " K7Q 4MX 2 ",
    "K7Q—4MX–2",
    "k7q.4mx/2",
    "Ｋ７Ｑ－４ＭＸ－２",
    "K៧Q-៤MX-២",
    "K۷Q-٤MX-၂",
    "K7Q\u200B4MX−2",
  ])("forgives %s", (typed) => expect(parseCaseCode(typed)).toBe("K7Q-4MX-2"));

  it("takes O for 0, I and L for 1", () => {
    const code = newCaseCode(() => Uint8Array.of(0, 1, 0, 1, 0, 1));
    const misread = code.replace("0", "o").replace("0", "O").replace("1", "i").replace("1", "L");
    expect(parseCaseCode(misread)).toBe(code);
  });

  it.each(["", "K7Q-4MX", "K7Q-4MX-22", "K7Q-4MU-2", "hello"])("refuses %j", (typed) =>
    expect(parseCaseCode(typed)).toBeNull(),
  );

  it("catches every single wrong character", () => {
    fc.assert(
      fc.property(codes, (code) => {
        for (let place = 0; place < 7; place++)
          for (const other of alphabet)
            if (other !== code[place])
              expect(parseCaseCode(code.slice(0, place) + other + code.slice(place + 1))).toBeNull();
      }),
    );
  });

  // The sum is linear, so an exchange shows only in the two characters exchanged: all pairs of them prove it for all codes.
  it("catches every exchange of two characters, adjacent or not", () => {
    for (let first = 0; first < 32; first++)
      for (let second = 0; second < first; second++)
        for (let i = 0; i < 6; i++)
          for (let j = i + 1; j < 6; j++) {
            const body = new Uint8Array(6);
            [body[i], body[j]] = [first, second];
            const code = newCaseCode(() => body).replaceAll("-", "");
            expect(parseCaseCode(exchanged(code, i, j))).toBeNull();
          }
    fc.assert(
      fc.property(codes, fc.nat(5), (code, i) => {
        fc.pre(code[i] !== code[6]);
        expect(parseCaseCode(exchanged(code, i, 6))).toBeNull();
      }),
    );
  });

  it("draws from the random source it is given", () => {
    expect(newCaseCode()).not.toBe(newCaseCode());
    expect(newCaseCode(() => new Uint8Array(6))).toBe(newCaseCode(() => new Uint8Array(6)));
  });
});

function exchanged(code: string, i: number, j: number): string {
  const characters = [...code];
  [characters[i], characters[j]] = [characters[j]!, characters[i]!];
  return characters.join("");
}
