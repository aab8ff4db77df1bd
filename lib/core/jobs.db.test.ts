import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Staff } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/core/jobs";
import { useDatabase } from "@/lib/testing/database";
import { jobsOf } from "@/lib/testing/jobs";
import { makeOrganisation, makeStaff, testOrigin } from "@/lib/testing/staff";
import { taskOpen } from "@/lib/tasks/jobs";

const database = useDatabase();
let coordinator: Staff;

beforeAll(async () => {
  coordinator = await makeStaff(database.ownerUrl, await makeOrganisation(database.ownerUrl), "coordinator");
});

const payloadFor = (caseId: string) => ({
  organisationId: coordinator.organisationId,
  caseId,
  kind: "case_assigned" as const,
  subjectId: caseId,
});

/** A command that enqueues a job; unaudited, it changes a row that the commit lock then refuses. */
const sending = (payload: object, { unaudited = false } = {}) =>
  defineCommand({
    name: "partner.add",
    input: z.strictObject({}),
    output: z.strictObject({}),
    load: async () => ({}),
    allow: () => true,
    async run(ctx) {
      const row = { organisationId: ctx.actor.organisationId, id: newId(), name: "x", type: "media" };
      if (unaudited) await ctx.db.partner.createMany({ data: [row] });
      return {
        result: {},
        events: [{ entity: "partner", entityId: null }],
        jobs: [enqueue(taskOpen, payload as never)],
      };
    },
  }).execute(coordinator, {}, testOrigin);

describe("a job", () => {
  it("is there once its command has committed", async () => {
    const caseId = newId();
    await sending(payloadFor(caseId));
    expect(await jobsOf(database.ownerUrl, taskOpen.name, { caseId })).toEqual([payloadFor(caseId)]);
  });

  it("is not there when the command is undone at the last moment", async () => {
    const caseId = newId();
    await expect(sending(payloadFor(caseId), { unaudited: true })).rejects.toThrow();
    expect(await jobsOf(database.ownerUrl, taskOpen.name, { caseId })).toEqual([]);
  });

  it("carries nothing but what its definition knows", async () => {
    const caseId = newId();
    await expect(sending({ ...payloadFor(caseId), name: "Sok" })).rejects.toThrow();
    expect(await jobsOf(database.ownerUrl, taskOpen.name, { caseId })).toEqual([]);
  });
});
