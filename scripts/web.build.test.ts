import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort, startWebProgram, type WebProgram } from "@/lib/testing/web-program";

let web: WebProgram;
let origin: string;

beforeAll(async () => {
  const nobody = await freePort();
  web = await startWebProgram({
    DATABASE_URL: `postgresql://onward_app:none@127.0.0.1:${nobody}/onward`,
    DATABASE_AUTH_URL: `postgresql://onward_auth:none@127.0.0.1:${nobody}/onward`,
  });
  origin = web.origin;
}, 60_000);

afterAll(() => web.stop());

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
      expect(page).toContain('<a href="/api/leave" rel="noreferrer">Exit quickly</a>');
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

  it("still lets people leave at once, and marks their browser as left", async () => {
    const headers = { cookie: `__Host-session=${"a".repeat(43)}` };
    const response = await fetch(`${origin}/api/leave`, { headers, redirect: "manual" });
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toMatch(/^https:\/\/www\.google\.com\//);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-left=1; Max-Age=43200; /),
    ]);
  });

  it("answers a sign-in that it is unavailable, and tells nothing of why", async () => {
    const csrf = await fetch(`${origin}/api/auth/csrf`);
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const response = await fetch(`${origin}/api/auth/callback/credentials`, {
      method: "POST",
      headers: {
        origin,
        "content-type": "application/json",
        cookie: csrf.headers.getSetCookie()[0]!.split(";")[0]!,
      },
      body: JSON.stringify({ csrfToken, email: "dara@example.org", password: "wrong" }),
    });
    const { requestId: _, ...answer } = (await response.json()) as { requestId: string };
    expect([response.status, answer]).toEqual([503, { ok: false, code: "UNAVAILABLE" }]);
  });

  it("says on the health page that the database is down", async () => {
    const response = await fetch(`${origin}/api/health`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ database: "down" });
  });

  it("lives on, and writes no secret into its log", async () => {
    expect(web.isRunning()).toBe(true);
    expect(web.output()).not.toContain(process.env.NEXTAUTH_SECRET);
    expect(web.output()).not.toMatch(/onward_(app|auth):none/);
  });
});
