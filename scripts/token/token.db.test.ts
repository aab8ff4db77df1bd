import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { staffOfBearer } from "@/lib/core/tokens";
import { useDatabase } from "@/lib/testing/database";
import { insertAsOwner, makeOrganisation, makeStaff, type TestOrganisation } from "@/lib/testing/staff";
import { makeToken } from "./make";
import { readOptions } from "./options";

const database = useDatabase();
let client: pg.Client;
let home: TestOrganisation;
let staff: Staff;

beforeAll(async () => {
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  home = await makeOrganisation(database.ownerUrl);
  staff = await makeStaff(database.ownerUrl, home, "caseworker");
});
afterAll(() => client.end());

const make = (...args: string[]) =>
  makeToken(client, readOptions(["--email", `${staff.userId}@example.org`, "--name", "Sheet", ...args]));

describe("a token from the command line", () => {
  it("is as strong as what the person signs in with", async () => {
    const weak = await make("--permissions", "site.list, me.get");
    expect(await staffOfBearer(`Bearer ${weak}`, null)).toMatchObject({
      userId: staff.userId,
      assurance: 1,
      limitedTo: ["me.get", "site.list"],
      steppedUp: false,
    });
    const row = { organisation_id: home.id, user_id: staff.userId, seed_sealed: Buffer.alloc(8) };
    await insertAsOwner(database.ownerUrl, home.id, [{ table: "totp", covering: staff.userId, row }]);
    const strong = await make("--permissions", "site.list", "--days", "1");
    expect(await staffOfBearer(`Bearer ${strong}`, null)).toMatchObject({ assurance: 2 });
  });

  it.each([
    [["--permissions", "user.list"], "user.list: this account can give"],
    [["--permissions", "me.changePassword"], "this account can give"],
    [["--permissions", ","], "nothing in it"],
    [["--permissions", "me.get", "--days", "366"], "--days"],
    [["--permissions", "me.get", "--name", ""], "Something is missing"],
    [["--permissions", "me.get", "--organisation", "Elsewhere"], "no active account"],
    [["--what"], "not understood"],
    [[], "Something is missing"],
  ])("%j is refused in a sentence", async (args, sentence) => {
    await expect(async () => make(...args)).rejects.toThrow(sentence);
  });
});
