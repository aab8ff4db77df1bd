import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { signIn } from "@/lib/core/auth";
import { useDatabase } from "@/lib/testing/database";
import { rowsOf } from "@/lib/testing/owner";
import { makeOrganisation, testOrigin } from "@/lib/testing/staff";
import { acceptInvitation, invitationTarget } from "@/lib/users/invitations";
import { inviteAdministrator, listAccounts } from "./accounts";
import { readOptions } from "./options";

const database = useDatabase();
const password = "a long and calm sentence";
let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(() => client.end());

const create = (...args: string[]) => {
  const options = readOptions(["create", ...args]);
  if (options.does !== "create") throw new Error("not reached");
  return inviteAdministrator(client, options);
};
const organisations = async () =>
  (await client.query<{ name: string }>("select name from organisation order by created_at, id")).rows.map(
    ({ name }) => name,
  );

describe("the first administrator", () => {
  let first = "";

  it("comes with the organisation, by a link that works once", async () => {
    const { token, organisation, hours } = await create("--email", " Admin@Example.org ", "--name", "Sophea");
    expect([organisation, hours, await organisations()]).toEqual([
      "Our organisation",
      24,
      ["Our organisation"],
    ]);
    expect(await invitationTarget(token)).toMatchObject({
      ...{ email: "admin@example.org", displayName: "Sophea", role: "administrator" },
    });
    const [row] = await rowsOf<{ hours: number }>(
      database.ownerUrl,
      "",
      "select round(extract(epoch from expires_at - now()) / 3600)::int as hours from invitation",
    );
    expect(row).toEqual({ hours: 24 });
    first = token;
  });

  it("can ask for a new link, which ends the old one", async () => {
    const { token } = await create("--email", "admin@example.org");
    expect(await invitationTarget(first)).toBeNull();
    expect(await acceptInvitation(token, password, testOrigin)).toBe(true);
    expect(await signIn({ email: "admin@example.org", password }, testOrigin)).not.toBeNull();
    expect(await listAccounts(client)).toEqual([
      {
        organisation: "Our organisation",
        name: "Sophea",
        email: "admin@example.org",
        role: "administrator",
        status: "active",
      },
    ]);
  });

  it("is not made twice", async () => {
    await expect(create("--email", "admin@example.org")).rejects.toThrow(
      "has an account in Our organisation already (administrator, active)",
    );
  });

  it("leaves an event", async () => {
    const { rows } = await client.query(
      "select kind, action, actor_kind, entity from audit_event where action = 'setup' group by 1, 2, 3, 4",
    );
    expect(rows).toEqual([{ kind: "write", action: "setup", actor_kind: "system", entity: "user" }]);
  });
});

describe("with several organisations", () => {
  beforeEach(
    async () => void ((await organisations()).length < 2 && (await makeOrganisation(database.ownerUrl))),
  );

  it("one must be named", async () => {
    await expect(create("--email", "b@example.org")).rejects.toThrow(
      'say which with --organisation, one of "Our organisation", "Lantern House"',
    );
    expect((await create("--email", "b@example.org", "--organisation", "Lantern House")).organisation).toBe(
      "Lantern House",
    );
  });

  it("a new name is a new one, and a name used twice is no name", async () => {
    await create("--email", "b@example.org", "--organisation", "New Shore");
    expect(await organisations()).toContain("New Shore");
    await makeOrganisation(database.ownerUrl);
    await expect(create("--email", "c@example.org", "--organisation", "Lantern House")).rejects.toThrow(
      "Several organisations are called",
    );
  });
});

describe("the arguments", () => {
  it.each([
    [
      ["create", "--email", "A@b.org"],
      { does: "create", email: "a@b.org", name: "a", organisation: undefined },
    ],
    [["list"], { does: "list" }],
  ])("%j are understood", (args, options) => {
    expect(readOptions(args)).toEqual(options);
  });

  it.each([
    [[], "Nothing to do"],
    [["remove"], "Nothing to do"],
    [["create"], "Say for whom"],
    [["create", "list", "--email", "a@b.org"], "Nothing to do"],
    [["create", "--email", "nobody"], '--email is "nobody": write an address such as you@example.org.'],
    [["create", "--email", "a@b.org", "--name", " "], '--name is " ": write 1 to 120 characters.'],
    [["create", "--email", "a@b.org", "--organisation", "x\u0000"], "--organisation is"],
    [["create", "--mail", "a@b.org"], "not understood"],
    [["create", "--email"], "not understood"],
  ])("%j are refused in a sentence", (args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
