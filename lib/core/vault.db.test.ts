import { beforeAll, describe, expect, it } from "vitest";
import type { Actor, Staff } from "@/lib/core/actor";
import { type Ctx, withContext } from "@/lib/core/context";
import { SealBroken } from "@/lib/core/crypto";
import { newId } from "@/lib/core/ids";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { makeOrganisation, makeStaff } from "@/lib/testing/staff";

const database = useDatabase();
let owner: Staff;
let otherTeam: Staff;
let stranger: Staff;
let file: TestCase;

beforeAll(async () => {
  const home = await makeOrganisation(database.ownerUrl);
  owner = await makeStaff(database.ownerUrl, home, "caseworker");
  otherTeam = await makeStaff(database.ownerUrl, home, "caseworker", { team: 1 });
  stranger = await makeStaff(database.ownerUrl, await makeOrganisation(database.ownerUrl), "coordinator");
  file = await makeCase(database.ownerUrl, owner);
});

const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>) =>
  withContext("test", actor, "ReadCommitted", work);
const place = (row: string) => ({ subject: file.id, table: "note", column: "body_sealed", row });

describe("the vault", () => {
  it("opens what it sealed, in its place only", async () => {
    const row = newId();
    const sealed = await as(owner, ({ vault }) => vault.seal(place(row), "តើអ្នកសុខសប្បាយទេ?"));
    expect(Buffer.from(sealed).toString("utf8")).not.toContain("តើ");
    expect(await as(owner, ({ vault }) => vault.unseal(place(row), sealed))).toBe("តើអ្នកសុខសប្បាយទេ?");
    for (const moved of [
      place(newId()),
      { ...place(row), column: "other" },
      { ...place(row), table: "need" },
    ])
      await expect(as(owner, ({ vault }) => vault.unseal(moved, sealed))).rejects.toThrow(SealBroken);
  });

  it("leaves nothing empty as it is", async () => {
    expect(await as(owner, ({ vault }) => vault.unseal(place(newId()), null))).toBeNull();
  });

  it("has no keys for whoever may not see the case", async () => {
    const row = newId();
    const sealed = await as(owner, ({ vault }) => vault.seal(place(row), "secret"));
    for (const actor of [otherTeam, stranger]) {
      await expect(as(actor, ({ vault }) => vault.unseal(place(row), sealed))).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
      await expect(as(actor, ({ vault }) => vault.seal(place(row), "other"))).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    }
  });

  it("opens another subject's values with another key", async () => {
    const second = await makeCase(database.ownerUrl, owner);
    const row = newId();
    const sealed = await as(owner, ({ vault }) => vault.seal(place(row), "secret"));
    const other = { ...place(row), subject: second.id };
    await expect(as(owner, ({ vault }) => vault.unseal(other, sealed))).rejects.toThrow(SealBroken);
  });
});
