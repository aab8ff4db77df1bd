import { verifySync } from "otplib";
import { expect, it } from "vitest";
import { newSeed } from "@/lib/users/factors/totp/code";
import { codeLines } from "./code-command.mjs";

it("prints the code that each account's app would show, and how long it lasts", () => {
  const accounts = ["a@example.org", "longer@example.org"].map((email) => ({ email, totpSecret: newSeed() }));
  const at = 1_800_000_010;
  const lines = codeLines(accounts, at);
  expect(lines).toHaveLength(3);
  expect(lines[2]).toMatch(/in 20 seconds/);
  for (const [i, { email, totpSecret: secret }] of accounts.entries()) {
    const [shown, token] = lines[i]!.split(/ +/);
    expect(shown).toBe(email);
    expect(verifySync({ secret, token: token!, epoch: at }).valid).toBe(true);
  }
});
