import { expect, it } from "vitest";
import { exitModes, notExits } from "@/lib/cases/schema";
import { isNoAnswer } from "@/lib/core/no-answer";
import { exitGroups } from "./exit-groups";

const ways = exitModes.filter((mode) => !isNoAnswer(mode) && !notExits.has(mode));

it("shows every way out once, and only the two without a heading under other", () => {
  const groups = exitGroups(ways.map((value) => ({ value, label: value })));
  const shown = groups.flatMap(({ members }) => members.map(({ value }) => value));
  expect([...shown].sort()).toEqual([...ways].sort());
  expect(groups.find(({ group }) => group === "other")?.members.map(({ value }) => value)).toEqual([
    "death",
    "other",
  ]);
});
