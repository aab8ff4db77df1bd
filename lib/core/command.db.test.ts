import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Staff, System } from "@/lib/core/actor";
import type { Event } from "@/lib/core/audit";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { conflict, sqlState } from "@/lib/core/errors";
import { requiredText } from "@/lib/core/fields";
import { newId } from "@/lib/core/ids";
import { defineQuery } from "@/lib/core/read";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let coordinator: Staff;
let caseworker: Staff;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  coordinator = await makeStaff(database.ownerUrl, organisation, "coordinator");
  caseworker = await makeStaff(database.ownerUrl, organisation, "caseworker");
});

const partnersNamed = (name: string) =>
  rowsOf(database.ownerUrl, organisation.id, "select id from partner where name = $1", [name]);
const events = async (action: string, name: string) =>
  (await eventsOf(database.ownerUrl, organisation.id, action)).filter(({ detail }) => detail.name === name);

async function insertPartner(ctx: Ctx, name: string): Promise<string> {
  const id = newId();
  await ctx.db.partner.createMany({
    data: [{ organisationId: ctx.actor.organisationId, id, name, type: "ngo_shelter" }],
  });
  return id;
}

type Steps = Partial<{
  load: () => Promise<object | null>;
  allow: () => boolean;
  after: (ctx: Ctx, id: string) => Promise<void>;
  eventsFor: (id: string, name: string) => readonly [Event, ...Event[]];
}>;

/** A command that adds a partner, with any of its steps replaced. */
function addPartner({ load, allow, after, eventsFor }: Steps = {}) {
  return defineCommand({
    name: "partner.add",
    input: z.strictObject({ name: requiredText(40) }),
    output: z.strictObject({ id: z.uuid() }),
    load: load ?? (async () => ({})),
    allow: allow ?? (() => true),
    async run(ctx, { name }) {
      const id = await insertPartner(ctx, name);
      await after?.(ctx, id);
      return {
        result: { id },
        events: eventsFor?.(id, name) ?? [{ entity: "partner", entityId: id, detail: { name } }],
      };
    },
  });
}

describe("a command", () => {
  it("changes, tells and answers", async () => {
    const { id } = await addPartner().execute(coordinator, { name: "One" }, testOrigin);
    expect(await partnersNamed("One")).toEqual([{ id }]);
    expect(await events("partner.add", "One")).toEqual([
      expect.objectContaining({
        kind: "write",
        outcome: "allowed",
        actor_kind: "staff",
        actor_id: coordinator.userId,
        actor_role: "coordinator",
        session_id: coordinator.sessionId,
        entity: "partner",
        entity_id: id,
        network: testOrigin.network,
        request_id: testOrigin.requestId,
      }),
    ]);
  });

  it("asks for the role before it reads the input, and writes the refusal down", async () => {
    const entityId = newId();
    await expect(addPartner().execute(caseworker, { nonsense: entityId }, testOrigin)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const denied = (await eventsOf(database.ownerUrl, organisation.id, "partner.add")).filter(
      ({ kind }) => kind === "denied",
    );
    expect(denied).toEqual([
      expect.objectContaining({
        outcome: "denied",
        actor_id: caseworker.userId,
        actor_role: "caseworker",
        entity: "partner",
        entity_id: entityId,
      }),
    ]);
  });

  it("writes a refusal down for the case, or else for the record itself, whatever else was named before it", async () => {
    const [caseId, partnerId, decoyId] = [newId(), newId(), newId()];
    for (const input of [
      { decoyId, partnerId, caseId },
      { decoyId, partnerId },
    ])
      await expect(addPartner().execute(caseworker, input, testOrigin)).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    const denied = (await eventsOf(database.ownerUrl, organisation.id, "partner.add")).filter(
      ({ kind }) => kind === "denied",
    );
    expect(denied.slice(-2).map(({ entity_id }) => entity_id)).toEqual([caseId, partnerId]);
  });

  it.each([
    [{ name: "Two", more: 1 }, { more: "core.error.unknownField" }],
    [{}, { name: "core.error.missing" }],
    [{ name: "  " }, { name: "core.error.missing" }],
    [{ name: 7 }, { name: "core.error.wrongKind" }],
    [{ name: "x".repeat(41) }, { name: "core.error.tooLong" }],
    [{ name: "bell\u0007" }, { name: "core.error.controlCharacter" }],
    [null, { "": "core.error.missing" }],
    ["text", { "": "core.error.wrongKind" }],
    [[], { "": "core.error.wrongKind" }],
  ])("refuses %j", async (input, fields) => {
    await expect(addPartner().execute(coordinator, input, testOrigin)).rejects.toMatchObject({
      code: "INVALID",
      fields,
    });
  });

  it("says that what is out of scope does not exist, and writes it down", async () => {
    const input = { name: newId() };
    await expect(
      addPartner({ load: async () => null }).execute(coordinator, input, testOrigin),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    const told = await eventsOf(database.ownerUrl, organisation.id, "partner.add");
    expect(told.find(({ entity_id }) => entity_id === input.name)).toMatchObject({
      kind: "denied",
      actor_id: coordinator.userId,
    });
  });

  it("runs nothing that its policy refuses", async () => {
    await expect(
      addPartner({ allow: () => false }).execute(coordinator, { name: "Three" }, testOrigin),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await partnersNamed("Three")).toEqual([]);
  });

  it("is undone whole when it fails at the end", async () => {
    const failing = addPartner({ after: () => Promise.reject(conflict("core.error.stale")) });
    await expect(failing.execute(coordinator, { name: "Four" }, testOrigin)).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect([await partnersNamed("Four"), await events("partner.add", "Four")]).toEqual([[], []]);
  });

  it("that reaches for another organisation's row is told that there is none, and the bug is marked", async () => {
    const reach = addPartner({
      after: async (ctx) => {
        const row = { organisationId: newId(), id: newId(), name: "Reach", type: "ngo_shelter" };
        await ctx.db.partner.createMany({ data: [row] });
      },
    });
    const refused = reach.execute(coordinator, { name: "Far" }, testOrigin);
    await expect(refused).rejects.toMatchObject({ code: "NOT_FOUND", bug: true });
    expect(await partnersNamed("Far")).toEqual([]);
  });

  it("is not called inside another door", async () => {
    const inner = addPartner();
    const outer = addPartner({
      after: async () => void (await inner.execute(coordinator, { name: "Six" }, testOrigin)),
    });
    await expect(outer.execute(coordinator, { name: "Five" }, testOrigin)).rejects.toThrow(
      "was called inside partner.add",
    );
    const query = defineQuery({
      name: "partner.list",
      input: z.strictObject({}),
      output: z.strictObject({}),
      run: async () => {
        await inner.execute(coordinator, { name: "Six" }, testOrigin);
        return {};
      },
    });
    await expect(query.execute(coordinator, {}, testOrigin)).rejects.toThrow(
      "was called inside partner.list",
    );
    expect([...(await partnersNamed("Five")), ...(await partnersNamed("Six"))]).toEqual([]);
  });
});

describe("the commit lock", () => {
  const refused = async (steps: Steps, name: string) => {
    const failure = await addPartner(steps)
      .execute(coordinator, { name }, testOrigin)
      .then(
        () => null,
        (error: unknown) => error,
      );
    expect(sqlState(failure)).toBe("OW001");
    expect(await partnersNamed(name)).toEqual([]);
  };

  it("refuses a change whose event speaks of something else", () =>
    refused({ eventsFor: () => [{ entity: "partner", entityId: newId() }] }, "Silent"));

  it("refuses a second change that no event covers", () =>
    refused({ after: async (ctx) => void (await insertPartner(ctx, "Stowaway")) }, "Carrier"));

  it("lets pass what an event covers", async () => {
    let second = "";
    const command = addPartner({
      after: async (ctx) => void (second = await insertPartner(ctx, "Companion")),
      eventsFor: (id, name) => [{ entity: "partner", entityId: id, covers: [second], detail: { name } }],
    });
    await command.execute(coordinator, { name: "Traveller" }, testOrigin);
    expect(await partnersNamed("Companion")).toEqual([{ id: second }]);
  });

  it("is not fooled by an event of an earlier transaction", async () => {
    const { id } = await addPartner().execute(coordinator, { name: "Earlier" }, testOrigin);
    const change = addPartner({
      after: async (ctx) =>
        void (await ctx.db.partner.updateMany({
          where: { organisationId: organisation.id, id },
          data: { name: "Later" },
        })),
    });
    await expect(change.execute(coordinator, { name: "Other" }, testOrigin)).rejects.toSatisfy(
      (error) => sqlState(error) === "OW001",
    );
    expect(await partnersNamed("Earlier")).toHaveLength(1);
  });
});

describe("an idempotency key", () => {
  const key = () => `key-${newId()}`;

  it("gives the same answer again, without a second effect", async () => {
    const k = key();
    const first = await addPartner().execute(coordinator, { name: "Once" }, testOrigin, k);
    expect(await addPartner().execute(coordinator, { name: "Once" }, testOrigin, k)).toEqual(first);
    expect(await partnersNamed("Once")).toHaveLength(1);
    expect(await events("partner.add", "Once")).toHaveLength(1);
  });

  it("is refused with another body, or for another command's body", async () => {
    const k = key();
    await addPartner().execute(coordinator, { name: "Body" }, testOrigin, k);
    await expect(
      addPartner().execute(coordinator, { name: "Other body" }, testOrigin, k),
    ).rejects.toMatchObject({ code: "CONFLICT", fields: { "": "core.error.keyReused" } });
  });

  it("belongs to one actor", async () => {
    const k = key();
    const colleague = await makeStaff(database.ownerUrl, organisation, "coordinator");
    const first = await addPartner().execute(coordinator, { name: "Shared key" }, testOrigin, k);
    expect(await addPartner().execute(colleague, { name: "Shared key" }, testOrigin, k)).not.toEqual(first);
  });

  it("has one effect when both arrive at once", async () => {
    const k = key();
    const slow = addPartner({ after: () => new Promise((resolve) => setTimeout(resolve, 100)) });
    const answers = await Promise.all(
      [1, 2, 3].map(() => slow.execute(coordinator, { name: "Twice" }, testOrigin, k)),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await partnersNamed("Twice")).toHaveLength(1);
  });

  it("is free again after a failure", async () => {
    const k = key();
    const failing = addPartner({ after: () => Promise.reject(conflict("core.error.stale")) });
    await expect(failing.execute(coordinator, { name: "Again" }, testOrigin, k)).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await addPartner().execute(coordinator, { name: "Again" }, testOrigin, k);
    expect(await partnersNamed("Again")).toHaveLength(1);
  });

  it("keeps its answer sealed", async () => {
    const k = key();
    const { id } = await addPartner().execute(coordinator, { name: "Sealed" }, testOrigin, k);
    const [row] = await rowsOf<{ answer_sealed: Buffer }>(
      database.ownerUrl,
      organisation.id,
      "select answer_sealed from idempotent_answer where key = $1",
      [k],
    );
    expect(row!.answer_sealed.includes(id)).toBe(false);
  });

  it("is not for jobs", async () => {
    const open = defineCommand({
      name: "task.open",
      input: z.strictObject({}),
      output: z.strictObject({}),
      load: async () => ({}),
      allow: () => true,
      run: async () => ({ result: {}, events: [{ entity: "task", entityId: null }] }),
    });
    const system: System = { kind: "system", organisationId: organisation.id, name: "test" };
    await expect(open.execute(system, {}, testOrigin, key())).rejects.toThrow(
      "idempotent by their own state",
    );
    expect(await open.execute(system, {}, testOrigin)).toEqual({});
  });
});
