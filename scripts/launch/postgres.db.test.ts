import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { checkDatabase, checkServing } from "./database-checks.mjs";
import { isAlive } from "./processes.mjs";
import { startPostgres, stopPostgres } from "./postgres.mjs";
import { ensureDatabase, withClient } from "./roles.mjs";
import { watchPostgres } from "./watch-postgres.mjs";

const passwords = {
  super: "super-password-1",
  owner: "owner-password-1",
  app: "app-password-1234",
  auth: "auth-password-123",
  worker: "worker-password-1",
};
let folder: string;
let options: { dataDir: string; durable: boolean; passwords: typeof passwords };
let server: Awaited<ReturnType<typeof startPostgres>>;
const query = (url: string, sql: string) =>
  withClient(
    url,
    async (client: { query(sql: string): Promise<{ rows: unknown[] }> }) => (await client.query(sql)).rows,
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "onward-embedded-"));
  options = { dataDir: join(folder, "postgres"), durable: false, passwords };
  server = await startPostgres(options);
});
afterAll(async () => {
  await stopPostgres(server.dataDir);
  rmSync(folder, { recursive: true, force: true });
});

describe("the embedded PostgreSQL", () => {
  it("knows every script, keeps data out of its log, and listens on this machine only", async () => {
    const [row] = await query(
      server.superUrl,
      `select current_setting('server_encoding') as encoding, 'ស្រី' ~ '^[[:alpha:]]' as letters,
         current_setting('log_statement') as statements, current_setting('log_parameter_max_length') as parameters,
         current_setting('log_min_error_statement') as failures, current_setting('listen_addresses') as listens`,
    );
    expect(row).toEqual({
      encoding: "UTF8",
      letters: true,
      statements: "none",
      parameters: "0",
      failures: "panic",
      listens: "127.0.0.1",
    });
    expect(statSync(server.dataDir).mode & 0o077).toBe(0);
  });

  it("has an owner and serving roles without powers, these with limits", async () => {
    await ensureDatabase(server.superUrl, "onward");
    const rows = await query(
      server.superUrl,
      `select rolname, rolsuper or rolbypassrls or rolcreaterole as powers, rolconfig,
         array(select roleid::regrole::text from pg_auth_members where member = r.oid) as member_of
       from pg_roles r where rolname like 'onward%' order by 1`,
    );
    const limits = ["statement_timeout=10s", "lock_timeout=2s", "idle_in_transaction_session_timeout=10s"];
    expect(rows).toEqual([
      { rolname: "onward_app", powers: false, rolconfig: limits, member_of: [] },
      { rolname: "onward_auth", powers: false, rolconfig: limits, member_of: [] },
      { rolname: "onward_owner", powers: false, rolconfig: null, member_of: ["onward_worker"] },
      { rolname: "onward_worker", powers: false, rolconfig: limits, member_of: ["onward_app"] },
    ]);
    const { owner: _, ...serving } = server.urls("onward");
    for (const url of Object.values(serving)) {
      await expect(query(url, "create table t (a int)")).rejects.toThrow(/permission denied/);
      await expect(query(url, "create temp table t (a int)")).rejects.toThrow(/permission denied/);
    }
    await query(server.ownerUrl("onward"), "create table t (a int); drop table t");
  });

  it("from before a role was known gets it at the next start", async () => {
    await query(server.superUrl, "drop owned by onward_auth; drop role onward_auth");
    await startPostgres(options);
    await ensureDatabase(server.superUrl, "onward");
    expect(await query(server.authUrl("onward"), "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it.each([
    ["onward_worker to onward_app", "onward_app", "onward_worker"],
    ["onward_auth to onward_app", "onward_app", "onward_auth"],
    ["onward_app to onward_auth", "onward_auth", "onward_app"],
    ["onward_auth to onward_worker", "onward_worker", "onward_auth"],
    ["pg_write_all_data to onward_worker", "onward_worker", "pg_write_all_data"],
    ["onward_owner to onward_auth", "onward_auth", "onward_owner"],
  ])("is not served after: grant %s", async (membership, role, group) => {
    const { owner: _, ...serving } = server.urls("onward");
    await query(server.superUrl, `revoke onward_app from onward_worker; grant ${membership}`);
    try {
      await expect(checkServing(serving)).rejects.toThrow(
        new RegExp(`role ${role} in .* is a member of ${group}, so .*: run revoke ${group} from ${role}\\.`),
      );
    } finally {
      await query(server.superUrl, `revoke ${membership.replace(" to ", " from ")}`);
      await query(server.superUrl, "grant onward_app to onward_worker");
    }
  });

  it.each([
    ["onward_app from onward_worker", /onward_worker is not a member of onward_app: run grant onward_app to/],
    ["onward_worker from onward_owner", /onward_owner is not a member of onward_worker: run grant/],
  ])("is refused after: revoke %s", async (membership, sentence) => {
    await query(server.superUrl, `revoke ${membership}`);
    try {
      await expect(checkDatabase(server.urls("onward"))).rejects.toThrow(sentence);
    } finally {
      await query(server.superUrl, `grant ${membership.replace(" from ", " to ")}`);
    }
    await checkDatabase(server.urls("onward"));
  });

  it("is found running by a second start", async () => {
    const again = await startPostgres(options);
    expect(again.pid).toBe(server.pid);
  });

  it("starts again on the same port after kill -9, whatever it left behind", async () => {
    const before = server;
    process.kill(server.pid, "SIGKILL");
    await vi.waitFor(() => expect(isAlive(before.pid)).toBe(false), 5_000);
    server = await startPostgres(options);
    expect(server.port).toBe(before.port);
    expect(server.pid).not.toBe(before.pid);
  });

  it("is not fooled by a note that names another process", async () => {
    await server.stop();
    writeFileSync(
      join(server.dataDir, "postmaster.pid"),
      `${process.pid}\n${server.dataDir}\n1\n${server.port}\n\n\n\nready\n`,
    );
    server = await startPostgres(options);
    expect(server.pid).not.toBe(process.pid);
  });

  it("is restarted by its watcher", async () => {
    const said: string[] = [];
    const database = { embedded: server, restart: async () => (server = await startPostgres(options)) };
    const watch = watchPostgres(database, { every: 50, say: (text: string) => said.push(text) });
    const killed = server.pid;
    process.kill(killed, "SIGKILL");
    await vi.waitFor(() => expect(server.pid).not.toBe(killed), 10_000);
    await watch.stop();
    expect(await query(server.appUrl("onward"), "select 1 as one")).toEqual([{ one: 1 }]);
    expect(said).toEqual(["The database ended; starting it again."]);
  });

  it("makes an interrupted first database anew, and leaves a finished one alone", async () => {
    const owner = server.ownerUrl("onward");
    await query(
      owner,
      `create table _prisma_migrations (migration_name text, checksum text, finished_at timestamptz, rolled_back_at timestamptz);
       insert into _prisma_migrations values ('1', 'a', null, null)`,
    );
    await ensureDatabase(server.superUrl, "onward");
    expect(await query(owner, "select migration_name from _prisma_migrations")).toHaveLength(1);
    await ensureDatabase(server.superUrl, "onward", { unfinished: true });
    expect(await query(owner, "select to_regclass('_prisma_migrations') as gone")).toEqual([{ gone: null }]);

    await query(owner, "create table half_seeded (a int)");
    await ensureDatabase(server.superUrl, "onward", { anew: true });
    expect(await query(owner, "select to_regclass('half_seeded') as gone")).toEqual([{ gone: null }]);
  });

  it.runIf(process.getuid?.() === 0)(
    "as root runs even where its own user cannot reach the folder",
    async () => {
      const closed = mkdtempSync(join(tmpdir(), "onward-closed-"));
      const elsewhere = await startPostgres({
        ...options,
        dataDir: join(closed, "deep", "postgres"),
        durable: true,
      });
      try {
        expect(elsewhere.dataDir).toMatch(/^\/var\/lib\/onward-/);
        expect(await query(elsewhere.superUrl, "select 1 as one")).toEqual([{ one: 1 }]);
      } finally {
        await elsewhere.stop();
        rmSync(join(elsewhere.dataDir, ".."), { recursive: true, force: true });
        rmSync(closed, { recursive: true, force: true });
      }
      expect(spawnSync("ls", [elsewhere.dataDir]).status).not.toBe(0);
    },
  );
});
