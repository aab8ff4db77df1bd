import { expect, it } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { canClose } from "@/lib/watch/policy";

it("lets nobody close an alert about themselves, nor the program any", () => {
  const sok = { kind: "staff", userId: "sok" } as Actor;
  expect(canClose(sok, { userId: "dara" })).toBe(true);
  expect(canClose(sok, { userId: "sok" })).toBe(false);
  expect(canClose({ kind: "system" } as Actor, { userId: "dara" })).toBe(false);
});
