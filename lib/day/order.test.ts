import fc from "fast-check";
import { expect, it } from "vitest";
import { inOrder } from "@/lib/day/order";
import type { DayTask } from "@/lib/day/schema";
import { taskKinds } from "@/lib/tasks/schema";

const task = (id: string, kind: DayTask["kind"], dueAt: string): DayTask => ({
  id,
  kind,
  dueAt,
  caseId: "c",
  code: "K7Q-4MX-2",
  initials: null,
  language: null,
  subjectId: "s",
  late: false,
  laterUntil: null,
  version: 1,
});

it("puts promises and safety first, then partners' clocks, then paperwork, each by time", () => {
  const tasks = [
    task("1", "consent_expiring", "2026-01-01T00:00:00Z"),
    task("2", "referral_late", "2026-01-02T00:00:00Z"),
    task("3", "tell_partner", "2026-01-09T00:00:00Z"),
    task("4", "feedback_due", "2026-01-03T00:00:00Z"),
    task("5", "referral_answered", "2026-01-01T00:00:00Z"),
  ];
  expect(inOrder(tasks).map(({ id }) => id)).toEqual(["4", "3", "5", "2", "1"]);
});

it("is one order, whatever came first, and loses nothing", () => {
  const some = fc.array(
    fc.record({ kind: fc.constantFrom(...taskKinds), day: fc.integer({ min: 1, max: 3 }) }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(some, (drawn) => {
      const tasks = drawn.map(({ kind, day }, i) =>
        task(`${i}`.padStart(2, "0"), kind, `2026-01-0${day}T00:00:00Z`),
      );
      expect(inOrder(tasks.toReversed())).toEqual(inOrder(tasks));
      expect(new Set(inOrder(tasks))).toEqual(new Set(tasks));
    }),
  );
});
