import { expect, test } from "vitest";
import { median, type Part, summarise, tableOf } from "./report";

const part = (perSecond: number, cpuSeconds: number): Part => {
  return { perSecond, requests: 100, milliseconds: [1, 2, 3, 4, 100], cpuSeconds };
};

test("the median is the middle, or between the two in the middle", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 9])).toBe(3);
});

test("a summary takes medians over rounds, so that one noisy round does not count", () => {
  const round = { door: part(100, 0.2), bare: part(200, 0.05) };
  const noisy = { door: part(1, 9), bare: part(200, 0.05) };
  const { ratio, cells } = summarise("case.get", 0.33, [round, noisy, round]);
  expect(ratio).toBe(0.5);
  expect(cells).toEqual([
    "case.get",
    "100",
    "200",
    "0.50",
    "0.33",
    "2.00",
    "0.50",
    "3.0 / 100.0 ms",
    "3.0 / 100.0 ms",
    "reached",
  ]);
});

test("a floor that is not reached is said aloud", () => {
  expect(summarise("case.get", 0.33, [{ door: part(50, 1), bare: part(200, 1) }]).cells.at(-1)).toBe(
    "MISSED",
  );
});

test("a table lines its columns up", () => {
  expect(
    tableOf([
      ["", "n"],
      ["name", "100"],
    ]),
  ).toBe("        n\nname  100");
});
