import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { withDatabase } from "@/lib/testing/global-database";
import { checkDatabase } from "./database-checks.mjs";
import { pendingMigrations } from "./migration-state.mjs";
import { withClient } from "./roles.mjs";

const NAME = `onward_checks_${process.pid}`;
const ROLES = ["checks_member", "checks_bypass", "checks_super", "checks_plain", "checks_reader"];
const { superUrl, ownerUrl, appUrl, authUrl, workerUrl } = inject("databaseUrls");
const owner = withDatabase(ownerUrl, NAME);
const app = withDatabase(appUrl, NAME);
const auth = withDatabase(authUrl, NAME);
const worker = withDatabase(workerUrl, NAME);

const sql = (url: string, text: string) =>
  withClient(
    url,
    async (client: { query(sql: string): Promise<unknown> }) => void (await client.query(text)),
  );
const all = async (url: string, ...texts: string[]) => {
  for (const text of texts) await sql(url, text);
};
function as(role: string, url = app): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = "x";
  return changed.href;
}

beforeAll(async () => {
  await sql(superUrl, `create database ${NAME} owner onward_owner`);
  await all(superUrl, ...ROLES.map((role) => `create role ${role} login password 'x'`));
  await all(
    superUrl,
    "grant onward_owner to checks_member",
    "grant pg_read_all_data to checks_reader",
    "alter role checks_bypass bypassrls",
    "alter role checks_super superuser",
  );
});
afterAll(async () => {
  await all(
    superUrl,
    `drop database if exists ${NAME} with (force)`,
    `drop database if exists ${NAME}_c with (force)`,
    `drop database if exists ${NAME}_latin with (force)`,
    ...ROLES.map((role) => `drop role if exists ${role}`),
  );
});

describe("a database", () => {
  it("with the right roles, encoding and letters passes", () =>
    expect(checkDatabase({ owner, app, auth, worker })).resolves.toBeUndefined());

  it.each([
    ["checks_member", /is a member of onward_owner, so the database would not protect the data/],
    ["checks_reader", /is a member of pg_read_all_data/],
    ["checks_bypass", /may bypass row-level security/],
    ["checks_super", /is a superuser/],
    ["checks_plain", /use onward_app, which the migrations give its rights to/],
  ])("is refused when the serving role is %s", async (role, sentence) => {
    await expect(checkDatabase({ app: as(role), owner })).rejects.toThrow(sentence);
  });

  it.each([
    ["DATABASE_AUTH_URL", { auth: as("checks_super") }, /checks_super in DATABASE_AUTH_URL is a superuser/],
    ["DATABASE_AUTH_URL", { auth: app }, /DATABASE_AUTH_URL names the role onward_app: use onward_auth/],
    ["DATABASE_WORKER_URL", { worker: as("checks_bypass") }, /in DATABASE_WORKER_URL may bypass row-level/],
    ["DATABASE_URL", { app: worker }, /DATABASE_URL names the role onward_worker: use onward_app/],
  ])("is refused when another role stands in %s", async (_, urls, sentence) => {
    await expect(checkDatabase({ owner, ...urls })).rejects.toThrow(sentence);
  });

  it("is refused when one role does both, or owns a table", async () => {
    await expect(checkDatabase({ app: owner, owner })).rejects.toThrow(
      /is the same role as in DATABASE_OWNER_URL/,
    );
    await sql(
      withDatabase(superUrl, NAME),
      "create table stray (a int); alter table stray owner to checks_plain",
    );
    await expect(checkDatabase({ app: as("checks_plain"), owner })).rejects.toThrow(/owns tables/);
    await sql(withDatabase(superUrl, NAME), "drop table stray");
  });

  it("is refused in a plain C locale or another encoding", async () => {
    const c = "locale_provider libc locale 'C' template template0 owner onward_owner";
    await all(
      superUrl,
      `create database ${NAME}_c ${c}`,
      `create database ${NAME}_latin encoding 'LATIN1' ${c}`,
    );
    const on = (name: string) =>
      checkDatabase({ app: withDatabase(appUrl, name), owner: withDatabase(ownerUrl, name) });
    await expect(on(`${NAME}_c`)).rejects.toThrow(
      /does not know Khmer, Chinese, Burmese, Arabic or Thai letters: create it anew/,
    );
    await expect(on(`${NAME}_latin`)).rejects.toThrow(/stores text as LATIN1/);
  });

  it("that cannot be reached is named with its variable", async () => {
    const gone = "postgresql://onward_owner:x@127.0.0.1:1/onward";
    await expect(checkDatabase({ app, owner: gone })).rejects.toThrow(
      /127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\).*DATABASE_OWNER_URL/,
    );
    await expect(checkDatabase({ app: as("onward_app"), owner })).rejects.toThrow(
      /refused the role onward_app: correct the password in DATABASE_URL/,
    );
    await expect(checkDatabase({ app, owner: withDatabase(ownerUrl, "nowhere") })).rejects.toThrow(
      /There is no database nowhere/,
    );
  });

  it("of another program is left alone", async () => {
    await sql(owner, "create table somebody_elses (a int)");
    await expect(pendingMigrations(owner, [])).rejects.toThrow(
      /tables of another program \(such as somebody_elses\)/,
    );
    await sql(owner, "drop table somebody_elses");
    expect(await pendingMigrations(owner, [{ name: "1", checksum: "a" }])).toEqual(["1"]);
  });
});
