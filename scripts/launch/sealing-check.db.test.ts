import pg from "pg";
import { describe, expect, it } from "vitest";
import { useDatabase } from "@/lib/testing/database";
import { makeOrganisation } from "@/lib/testing/staff";
import { checkSealingKey } from "./sealing-check.mjs";

const database = useDatabase();
const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");

const check = (given: { sealingKey?: string; sealingCommand?: string }) =>
  checkSealingKey(database.appUrl, given);

describe("before the program starts", () => {
  it("an empty database goes with any key", () => check({ sealingKey: key(9) }));

  it("a database is refused that is sealed with another key, in a sentence that says what to do", async () => {
    await makeOrganisation(database.ownerUrl);
    await check({ sealingKey: key(1) });
    await check({ sealingKey: `${key(2)} ${key(1)}` });
    await expect(check({ sealingKey: key(2) })).rejects.toThrow(/put back the key that belongs to it/);
    await expect(check({})).rejects.toThrow(/Nothing was changed/);
  });

  it("and one whose key is with a service that nobody named", async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query("update organisation_key set wrapped_by = 'command'").finally(() => owner.end());
    await check({ sealingKey: key(1), sealingCommand: "cat" });
    await expect(check({ sealingKey: key(1) })).rejects.toThrow(/set ONWARD_SEALING_COMMAND/);
  });
});
