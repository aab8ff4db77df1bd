import { describe, expect, it } from "vitest";
import { roles } from "@/lib/core/actor";
import {
  assuranceAfter,
  canEnrol,
  needsPasskey,
  nextStep,
  obstacleToRemoving,
} from "@/lib/users/factors/policy";

const lower = ["caseworker", "limited"] as const;
const upper = ["coordinator", "administrator"] as const;
const weak = ["totp", "recovery"] as const;

describe("which factor lets whom in", () => {
  it("covers every role", () => {
    expect([...lower, ...upper].sort()).toEqual([...roles].sort());
  });

  it.each(roles)("a passkey: everybody, %s", (role) => {
    for (const isDemo of [true, false])
      for (const before of [1, 2] as const)
        expect(assuranceAfter("passkey", { role, isDemo }, before)).toBe(2);
  });

  it.each(lower)("a code: %s", (role) => {
    for (const factor of weak)
      for (const isDemo of [true, false])
        for (const before of [1, 2] as const)
          expect(assuranceAfter(factor, { role, isDemo }, before)).toBe(2);
    expect(needsPasskey({ role, isDemo: false })).toBe(false);
  });

  it.each(upper)("a code: %s only where everybody is made up", (role) => {
    for (const factor of weak) {
      expect(assuranceAfter(factor, { role, isDemo: true }, 1)).toBe(2);
      expect(assuranceAfter(factor, { role, isDemo: true }, 2)).toBe(2);
      expect(assuranceAfter(factor, { role, isDemo: false }, 1)).toBe(1);
      expect(assuranceAfter(factor, { role, isDemo: false }, 2)).toBeNull();
    }
    expect(needsPasskey({ role, isDemo: false })).toBe(true);
    expect(needsPasskey({ role, isDemo: true })).toBe(false);
  });
});

describe.each([
  { totp: false, passkeys: 0 },
  { totp: true, passkeys: 0 },
  { totp: false, passkeys: 1 },
  { totp: true, passkeys: 2 },
])("who holds %j", (held) => {
  const none = !held.totp && held.passkeys === 0;

  it("may set another one up", () => {
    expect(canEnrol({ steppedUp: true }, held)).toBe(true);
    expect(canEnrol({ steppedUp: false }, held)).toBe(none);
  });

  it("does this next on the way in", () => {
    for (const steppedUp of [true, false]) expect(nextStep({ assurance: 2, steppedUp }, held)).toBe("in");
    expect(nextStep({ assurance: 1, steppedUp: false }, held)).toBe(none ? "set_up" : "show");
    expect(nextStep({ assurance: 1, steppedUp: true }, held)).toBe(none ? "set_up" : "add_passkey");
  });
});

describe("removing", () => {
  const [worker, head] = [
    { role: "caseworker", isDemo: false },
    { role: "coordinator", isDemo: false },
  ] as const;

  it.each([
    ["totp", { totp: true, passkeys: 0 }, "factors.error.lastFactor", "factors.error.lastFactor"],
    ["passkey", { totp: false, passkeys: 1 }, "factors.error.lastFactor", "factors.error.lastFactor"],
    ["passkey", { totp: true, passkeys: 1 }, null, "factors.error.lastPasskey"],
    ["passkey", { totp: false, passkeys: 2 }, null, null],
    ["totp", { totp: true, passkeys: 1 }, null, null],
  ] as const)("%s of %j", (what, held, forWorker, forHead) => {
    expect(obstacleToRemoving(what, held, worker)).toBe(forWorker);
    expect(obstacleToRemoving(what, held, head)).toBe(forHead);
    expect(obstacleToRemoving(what, held, { ...head, isDemo: true })).toBe(forWorker);
  });
});
