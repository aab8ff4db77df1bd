import { describe, expect, it } from "vitest";
import { GET, POST } from "./route";

const origin = "http://localhost:3000";

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
    ["GET", "callback/credentials"],
    ["POST", "_log"],
    ["POST", "session"],
    ["POST", "signout"],
    ["POST", "signin/credentials"],
    ["POST", "callback/credentials/more"],
  ] as const)("has no %s %s", async (method, step) => {
    expect((await answer(method, step)).status).toBe(404);
  });

  it.each<Record<string, string>>([
    { origin: "http://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { origin, "sec-fetch-site": "same-site" },
  ])("is refused to another site: %j", async (headers) => {
    expect((await answer("POST", "callback/credentials", headers)).status).toBe(403);
  });

  it("reads no more than a sign-in needs", async () => {
    const long = `email=${"a".repeat(9_000)}`;
    expect((await answer("POST", "callback/credentials", { origin }, long)).status).toBe(413);
  });
});
