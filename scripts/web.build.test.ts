import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const repo = join(import.meta.dirname, "..");
let origin: string;
let web: ChildProcess;
let output = "";

beforeAll(async () => {
  const port = await freePort();
  const deadPort = await freePort();
  origin = `http://localhost:${port}`;
  web = spawn(process.execPath, [join(repo, "dist", "web.mjs")], {
    cwd: repo,
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      HOST: "localhost",
      ONWARD_ORIGIN: origin,
      NEXTAUTH_URL: origin,
      DATABASE_URL: `postgresql://onward_app:none@127.0.0.1:${deadPort}/onward`,
    },
  });
  await new Promise<void>((resolve, reject) => {
    web.once("exit", () => reject(new Error(`the server ended: ${output}`)));
    for (const stream of [web.stdout!, web.stderr!])
      stream.on("data", (chunk) => {
        output += chunk;
        if (output.includes("web ready")) resolve();
      });
  });
}, 60_000);

afterAll(async () => {
  const ended = new Promise((resolve) => web.once("exit", resolve));
  web.kill();
  await ended;
});

describe("with no database", () => {
  it("shows a calm page that says what is safe and what to do", async () => {
    for (const path of ["/sign-in", "/people", "/cases/01890a5d-ac96-774b-bcce-b302099a8057"]) {
      const response = await fetch(`${origin}${path}`);
      expect([path, response.status, response.headers.get("retry-after")]).toEqual([path, 503, "5"]);
      expect(response.headers.get("cache-control")).toBe("no-store");
      const page = await response.text();
      expect(page).toContain("<h1>The records cannot be reached right now</h1>");
      expect(page).toContain("Nothing that was saved is lost.");
      expect(page).not.toMatch(/<script|ECONNREFUSED|127\.0\.0\.1/);
    }
  });

  it.each([
    ["a command", "/api/commands/note.add", { method: "POST", body: "{}" }],
    ["a query", "/api/queries/me.get", {}],
  ])("answers %s that it is unavailable, and when to come back", async (_, path, init) => {
    const headers = {
      origin,
      "content-type": "application/json",
      cookie: `__Host-session=${"a".repeat(43)}`,
    };
    const response = await fetch(`${origin}${path}`, { ...init, headers });
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    const { requestId, ...answer } = (await response.json()) as { requestId: string };
    expect(answer).toEqual({ ok: false, code: "UNAVAILABLE" });
    expect(requestId).toBeTruthy();
  });

  it("says on the health page that the database is down", async () => {
    const response = await fetch(`${origin}/api/health`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ database: "down" });
  });

  it("lives on, and writes no secret into its log", async () => {
    expect(web.exitCode).toBeNull();
    expect(output).not.toContain(process.env.NEXTAUTH_SECRET);
    expect(output).not.toContain("onward_app:none");
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server: Server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
