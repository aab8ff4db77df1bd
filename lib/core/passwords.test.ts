import { describe, expect, it } from "vitest";
import { hashPassword, newPassword, passwordFits } from "@/lib/core/passwords";

const password = "a long and calm sentence";

describe("a password", () => {
  it("fits its own hash, in whatever way its letters were composed", async () => {
    const hash = await hashPassword("Café of the river ១២៣");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(hash).not.toContain("river");
    expect(await passwordFits(hash, "Cafe\u0301 of the river ១២៣")).toBe(true);
    expect(await passwordFits(hash, "Cafe of the river ១២៣")).toBe(false);
    expect(await passwordFits(hash, "Café of the river ១២៣ ")).toBe(false);
  });

  it("is never hashed the same twice", async () => {
    expect(await hashPassword(password)).not.toBe(await hashPassword(password));
  });

  it("fits nobody, after as long a time", async () => {
    const hash = await hashPassword(password);
    const time = async (stored: string | null) => {
      const started = performance.now();
      expect(await passwordFits(stored, "wrong")).toBe(false);
      return performance.now() - started;
    };
    await time(null);
    const [nobody, somebody] = [await time(null), await time(hash)];
    expect(nobody).toBeGreaterThan(somebody / 4);
    expect(await passwordFits(null, "nobody has this password")).toBe(false);
  });

  it.each([
    ["x".repeat(14), "users.error.passwordTooShort"],
    ["abcd".repeat(33), "users.error.passwordTooLong"],
    ["abcdabcdabcdabcd", "users.error.passwordTooSimple"],
  ])("is not chosen as %s", (chosen, reason) => {
    expect(newPassword.safeParse(chosen).error?.issues.map(({ message }) => message)).toContain(reason);
  });

  it.each(["abcdeabcdeabcde", password, "ភាសាខ្មែរពិរោះណាស់", "                a b c d"])(
    "may be %s",
    (chosen) => {
      expect(newPassword.safeParse(chosen).success).toBe(true);
    },
  );
});
