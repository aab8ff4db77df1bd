import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors";
import { answerStranger } from "@/lib/core/http";
import { callOf } from "@/lib/core/next-http";

const url = "http://localhost:3000/api/invitations/accept";
const headers = { origin: "http://localhost:3000", "content-type": "application/json" };
const post = (init: RequestInit = {}) =>
  callOf(new Request(url, { method: "POST", headers, body: '{"token":"t"}', ...init }));

describe("the door for somebody without a session", () => {
  it("hands on what was sent and from where", async () => {
    const answer = await answerStranger(post(), async (body, { requestId }) => ({ body, requestId }));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({
      ok: true,
      result: { body: { token: "t" }, requestId: answer.headers["x-request-id"] },
    });
  });

  it.each([
    ["another origin", { headers: { ...headers, origin: "https://evil.example" } }, 403],
    ["no origin", { headers: { "content-type": "application/json" } }, 403],
    ["another site", { headers: { ...headers, "sec-fetch-site": "cross-site" } }, 403],
    ["a form", { headers: { ...headers, "content-type": "application/x-www-form-urlencoded" } }, 415],
    ["no JSON", { body: "token=t" }, 400],
    ["a flood", { body: JSON.stringify("x".repeat(300_000)) }, 413],
  ])("refuses %s", async (_, init, status) => {
    let ran = false;
    const answer = await answerStranger(post(init), async () => (ran = true));
    expect([answer.status, ran]).toEqual([status, false]);
  });

  it("gives reasons like every door", async () => {
    const answer = await answerStranger(post(), async () => {
      throw new AppError("NOT_FOUND");
    });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([404, { ok: false, code: "NOT_FOUND" }]);
  });
});
