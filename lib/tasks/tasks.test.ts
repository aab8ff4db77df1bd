import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { canHandle, isOpen, obstacleToDelay } from "@/lib/tasks/policy";
import { taskStatuses } from "@/lib/tasks/schema";
import { canMoveTask, taskWorkflow } from "@/lib/tasks/workflow";

const now = new Date("2026-11-22T10:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 3_600_000);

describe("tasks", () => {
  it("are handled by staff alone", () => {
    const task = { kind: "referral_late", assigneeId: null };
    expect(canHandle({ kind: "staff" } as Actor, task)).toBe(true);
    expect(canHandle({ kind: "partner" } as Actor, task)).toBe(false);
    expect(canHandle({ kind: "system" } as Actor, task)).toBe(false);
  });

  it("about an access are handled by whom they are for", () => {
    const dara = { kind: "staff", userId: "dara" } as Actor;
    for (const kind of ["access_asked", "access_answered", "glass_broken"]) {
      expect(canHandle(dara, { kind, assigneeId: "dara" })).toBe(true);
      expect(canHandle(dara, { kind, assigneeId: "sok" })).toBe(false);
    }
  });

  it("move along the workflow", () => {
    expect(taskStatuses.map((status) => isOpen({ status }))).toEqual([true, true, false]);
    expect(canMoveTask("later", "later")).toBe(true);
    expect(canMoveTask("done", "later")).toBe(false);
    for (const { next } of Object.values(taskWorkflow))
      for (const to of next) expect(taskStatuses).toContain(to);
  });

  it.each([
    [-1, "tasks.error.untilInPast"],
    [0, "tasks.error.untilInPast"],
    [1, null],
    [30, null],
    [30.01, "tasks.error.untilTooFar"],
  ])("put off by %d days: %s", (days, obstacle) => expect(obstacleToDelay(now, inDays(days))).toBe(obstacle));
});
