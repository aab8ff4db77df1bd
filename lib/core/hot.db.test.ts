import { beforeAll, describe, expect, it } from "vitest";
import type { Actor, Staff } from "@/lib/core/actor";
import { pool } from "@/lib/core/db";
import { hotQuery } from "@/lib/core/hot";
import { newId } from "@/lib/core/ids";
import { makeCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { makeOrganisation, makeStaff } from "@/lib/testing/staff";

const database = useDatabase();
const actors: Staff[] = [];

beforeAll(async () => {
  for (let i = 0; i < 16; i++) {
    const organisation = await makeOrganisation(database.ownerUrl, { name: `Organisation ${i}`, sites: 1 });
    for (const team of [0, 1])
      actors.push(await makeStaff(database.ownerUrl, organisation, "caseworker", { team }));
    actors.push(await makeStaff(database.ownerUrl, organisation, "coordinator"));
    actors.push(await makeStaff(database.ownerUrl, organisation, "administrator"));
  }
  for (const actor of actors) if (actor.role === "caseworker") await makeCase(database.ownerUrl, actor);
}, 120_000);

const everything = {
  text: "select organisation_id, assignee_id, current_setting('app.user_id') as asker from case_file",
  values: [],
};

describe("hot queries of 64 actors at once", () => {
  it("never see each other's rows", async () => {
    const asks = Array.from({ length: 20 }, () => actors)
      .flat()
      .sort(() => Math.random() - 0.5);
    expect(actors).toHaveLength(64);
    const answers = await Promise.all(
      asks.map(async (actor) => ({ actor, rows: await hotQuery(actor, everything) })),
    );
    for (const { actor, rows } of answers) {
      const expected = { caseworker: 1, coordinator: 2, administrator: 0, limited: 0 }[actor.role];
      expect(rows).toHaveLength(expected);
      expect(
        rows.every((row) => row.organisation_id === actor.organisationId && row.asker === actor.userId),
      ).toBe(true);
      if (actor.role === "caseworker") expect(rows[0]!.assignee_id).toBe(actor.userId);
    }
  });

  it("leave no context behind on their connections", async () => {
    const clients = await Promise.all(Array.from({ length: 10 }, () => pool().connect()));
    try {
      for (const client of clients) {
        const { rows } = await client.query(
          "select current_setting('app.organisation_id', true) as o, (select count(*)::int from case_file) as seen",
        );
        expect(rows).toEqual([{ o: expect.toSatisfy((value) => value === null || value === ""), seen: 0 }]);
      }
    } finally {
      for (const client of clients) client.release();
    }
  });

  it("fail alone: the next one on the connection is whole", async () => {
    const [actor] = actors as [Staff];
    const failing = {
      text: "select 1 / (select count(*) from case_file where false) as x",
      values: [],
    };
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, (_, i) => hotQuery(actor, i % 2 ? failing : everything)),
    );
    expect(answers.filter(({ status }) => status === "rejected")).toHaveLength(20);
    for (const answer of answers) if (answer.status === "fulfilled") expect(answer.value).toHaveLength(1);
    expect(await hotQuery(actor, everything)).toHaveLength(1);
  });

  it("are told apart by their text alone", async () => {
    const [actor] = actors as [Staff];
    const ask = (n: number) => hotQuery(actor, { text: `select ${n} as n`, values: [] });
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => ask(i % 3)));
    expect(answers.map(([row]) => row!.n)).toEqual(answers.map((_, i) => i % 3));
  });

  it("fail closed for an actor without an organisation", async () => {
    const nobody = { ...actors[0]!, organisationId: "" } as Actor;
    expect(await hotQuery(nobody, everything)).toEqual([]);
    const elsewhere: Actor = { kind: "system", organisationId: newId(), name: "test" };
    expect(await hotQuery(elsewhere, everything)).toEqual([]);
  });
});
