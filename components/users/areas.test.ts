import { expect, it } from "vitest";
import { permissions } from "@/lib/core/permissions";
import { areas } from "./areas";

it("gives every permission an area, and only one", () => {
  const nouns = new Set(Object.keys(permissions).map((name) => name.split(".")[0]!));
  const placed: string[] = Object.values(areas).flat();
  expect([...nouns].filter((noun) => !placed.includes(noun))).toEqual([]);
  expect(placed.filter((noun) => !nouns.has(noun))).toEqual([]);
  expect(placed.length).toBe(new Set(placed).size);
});
