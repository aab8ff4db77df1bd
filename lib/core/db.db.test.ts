import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { authPool, disconnect, inTransaction, pool, workerPool } from "@/lib/core/db";
import { hotQuery } from "@/lib/core/hot";
import { newId } from "@/lib/core/ids";
import { useDatabase } from "@/lib/testing/database";

useDatabase();
const system: Actor = { kind: "system", organisationId: newId(), name: "test" };
const partner: Actor = { kind: "partner", organisationId: newId(), referralId: newId() };

const roleInTransaction = (actor: Actor) =>
  inTransaction(actor, "ReadCommitted", async (tx) => {
    const [row] = await tx.$queryRaw<[{ role: string }]>`select session_user::text as role`;
    return row.role;
  });
const roleOfHotQuery = async (actor: Actor) =>
  (
    await hotQuery<{ role: string }>(actor, {
      text: "select session_user as role",
      values: [],
    })
  )[0]!.role;

describe("statements run as", () => {
  it.each([
    ["the program itself", system, "onward_worker"],
    ["anybody else", partner, "onward_app"],
  ])("%s: the role of that", async (_, actor, role) => {
    expect(await roleInTransaction(actor)).toBe(role);
    expect(await roleOfHotQuery(actor)).toBe(role);
  });

  it("nobody yet: the role of the pool", async () => {
    for (const [of, role] of [
      [pool(), "onward_app"],
      [authPool(), "onward_auth"],
      [workerPool(), "onward_worker"],
    ] as const)
      expect((await of.query("select session_user as role")).rows).toEqual([{ role }]);
  });
});

it("a process that does not know a role's address says so, and serves the others", async () => {
  const url = process.env.DATABASE_WORKER_URL;
  await disconnect();
  delete process.env.DATABASE_WORKER_URL;
  try {
    const sentence = /DATABASE_WORKER_URL is missing or malformed: set it to .* the role onward_worker/;
    await expect(roleInTransaction(system)).rejects.toThrow(sentence);
    await expect(roleOfHotQuery(system)).rejects.toThrow(sentence);
    expect(await roleInTransaction(partner)).toBe("onward_app");
  } finally {
    process.env.DATABASE_WORKER_URL = url;
  }
});
