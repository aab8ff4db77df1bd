import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { defineHotQuery, defineQuery } from "@/lib/core/read";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let caseworker: Staff;
let file: TestCase;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  caseworker = await makeStaff(database.ownerUrl, organisation, "caseworker");
  file = await makeCase(database.ownerUrl, caseworker);
});

const shape = {
  name: "case.get",
  input: z.strictObject({ caseId: z.uuid() }),
  output: z.strictObject({ code: z.string() }),
} as const;
const viewed = ({ caseId }: { caseId: string }) => ({ entity: "case", entityId: caseId, caseId });

const slow = defineQuery({
  ...shape,
  run: (ctx, { caseId }) =>
    ctx.db.caseFile.findFirst({
      where: { organisationId: ctx.actor.organisationId, id: caseId },
      select: { code: true },
    }),
  event: viewed,
});
const hot = defineHotQuery({
  ...shape,
  statement: (actor, { caseId }) => ({
    text: "select json_build_object('code', code) as body from case_file where organisation_id = $1 and id = $2",
    values: [actor.organisationId, caseId],
  }),
  shape: (body: { code: string }) => body,
  event: viewed,
});
const views = async (entityId: string) =>
  (await eventsOf(database.ownerUrl, organisation.id, "case.get")).filter(
    (event) => event.entity_id === entityId,
  );

describe.each([
  ["defineQuery", slow],
  ["defineHotQuery", hot],
] as const)("%s", (_name, query) => {
  it("answers and writes the view down", async () => {
    const own = await makeCase(database.ownerUrl, caseworker);
    expect(await query.execute(caseworker, { caseId: own.id }, testOrigin)).toEqual({ code: own.code });
    expect(await views(own.id)).toEqual([
      expect.objectContaining({
        kind: "view",
        outcome: "allowed",
        actor_id: caseworker.userId,
        actor_role: "caseworker",
        session_id: caseworker.sessionId,
        case_id: own.id,
        covers: [],
        detail: {},
        network: testOrigin.network,
      }),
    ]);
  });

  it("writes a refusal, and no view, for what is not there", async () => {
    const nothing = newId();
    await expect(query.execute(caseworker, { caseId: nothing }, testOrigin)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await views(nothing)).toEqual([
      expect.objectContaining({ kind: "denied", outcome: "denied", case_id: null }),
    ]);
  });

  it("is refused to other roles, and with other fields", async () => {
    const administrator = await makeStaff(database.ownerUrl, organisation, "administrator");
    await expect(query.execute(administrator, { caseId: file.id }, testOrigin)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(query.execute(caseworker, { caseId: file.id, more: "1" }, testOrigin)).rejects.toMatchObject(
      { code: "INVALID", fields: { more: "core.error.unknownField" } },
    );
  });

  it("gives nothing when the view cannot be written", async () => {
    const broken = { ...testOrigin, requestId: null as unknown as string };
    const answer = await query
      .execute(caseworker, { caseId: file.id }, broken)
      .catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(Error);
    expect(JSON.stringify(answer)).not.toContain(file.code);
  });
});

it("one moment holds for all statements of a query, whatever others commit meanwhile", async () => {
  const counts = defineQuery({
    name: "colleague.list",
    input: z.strictObject({}),
    output: z.strictObject({ before: z.int(), after: z.int() }),
    async run(ctx) {
      const count = () => ctx.db.caseFile.count({ where: { organisationId: ctx.actor.organisationId } });
      const before = await count();
      await makeCase(database.ownerUrl, caseworker);
      return { before, after: await count() };
    },
  });
  const { before, after } = await counts.execute(caseworker, {}, testOrigin);
  expect(after).toBe(before);
});

it("a query that writes leaves nothing behind it without an event", async () => {
  const writing = defineQuery({
    name: "colleague.list",
    input: z.strictObject({}),
    output: z.strictObject({}),
    async run(ctx) {
      await ctx.db.caseFile.updateMany({
        where: { organisationId: ctx.actor.organisationId, id: file.id },
        data: { level: "l2" },
      });
      return {};
    },
  });
  await expect(writing.execute(caseworker, {}, testOrigin)).rejects.toThrow();
});

it("an event is given exactly when the permission table says so", () => {
  const run = async () => ({ code: "" });
  expect(() => defineQuery({ ...shape, run })).toThrow("disagree");
  expect(() => defineQuery({ ...shape, name: "colleague.list", run, event: viewed })).toThrow("disagree");
});
