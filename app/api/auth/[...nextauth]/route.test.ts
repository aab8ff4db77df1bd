import { describe, expect, it } from "vitest";
import { GET, POST } from "./route";

const origin = "http://localhost:3000";
const sent = { csrfToken: "t", email: "a@example.org", password: "p" };

function answer(method: "GET" | "POST", step: string, headers: Record<string, string> = {}, body = "") {
  const request = new Request(`${origin}/api/auth/${step}`, {
    method,
    headers,
    ...(method === "POST" && { body }),
  });
  return (method === "GET" ? GET : POST)(request, { params: Promise.resolve({ nextauth: step.split("/") }) });
}

describe("signing in by HTTP", () => {
  it.each([
    ["GET", "session"],
    ["GET", "providers"],
    ["GET", "signin"],
    ["GET", "signout"],
    ["GET", "error"],
    ["POST", "_log"],
    ["POST", "session"],
    ["POST", "signout"],
    ["POST", "signin/credentials"],
    ["POST", "callback/credentials/more"],
  ] as const)("has no %s %s", async (method, step) => {
    expect((await answer(method, step)).status).toBe(404);
  });

  it.each([
    ["POST", "csrf", "GET"],
    ["GET", "callback/credentials", "POST"],
  ] as const)("does not take %s %s", async (method, step, allow) => {
    const { status, headers } = await answer(method, step);
    expect([status, headers.get("allow")]).toEqual([405, allow]);
  });

  it.each<[Record<string, string>, number]>([
    [{ origin: "http://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ origin, "sec-fetch-site": "same-site" }, 403],
    [{ "content-type": "application/json" }, 403],
    [{ origin }, 415],
    [{ origin, "content-type": "application/x-www-form-urlencoded" }, 415],
  ])("is refused to another site, and to a form: %j", async (headers, status) => {
    expect((await answer("POST", "callback/credentials", headers, "{}")).status).toBe(status);
  });

  it("is no page of another site's", async () => {
    expect((await answer("GET", "csrf", { "sec-fetch-site": "cross-site" })).status).toBe(403);
  });

  it.each<[string, unknown, number]>([
    ["nothing", {}, 400],
    ["an address to be sent to afterwards", { ...sent, callbackUrl: "https://evil.example" }, 400],
    ["a list", { ...sent, email: ["a@example.org"] }, 400],
    ["far too much", { ...sent, email: "a".repeat(300_000) }, 413],
  ])("reads no more than a sign-in needs: %s", async (_what, body, status) => {
    const headers = { origin, "content-type": "application/json" };
    expect((await answer("POST", "callback/credentials", headers, JSON.stringify(body))).status).toBe(status);
  });
});
