import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { hashToken, opaqueToken } from "@/lib/core/crypto";
import { disconnect } from "@/lib/core/db";
import { conflict, invalid } from "@/lib/core/errors";
import { requiredText } from "@/lib/core/fields";
import { answerCommand, answerQuery, bodyLimit, type HttpAnswer } from "@/lib/core/http";
import { newId } from "@/lib/core/ids";
import { callOf } from "@/lib/core/next-http";
import { defineQuery } from "@/lib/core/read";
import { makeCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import { insertAsOwner, makeOrganisation, makeStaff, type TestOrganisation } from "@/lib/testing/staff";

const database = useDatabase();
const origin = "http://localhost:3000";
let organisation: TestOrganisation;
let token: string;
let userId: string;
let ran: unknown[] = [];

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  const staff = await makeStaff(database.ownerUrl, organisation, "coordinator");
  ({ token } = await signedIn(staff));
  userId = staff.userId;
});
beforeEach(() => void (ran = []));

const addPartner = defineCommand({
  name: "partner.add",
  input: z.strictObject({ name: requiredText(20) }),
  output: z.strictObject({ name: z.string() }),
  load: async () => ({}),
  allow: () => true,
  async run(ctx, { name }) {
    ran.push(ctx.actor);
    if (name === "conflict") throw conflict("core.error.stale");
    if (name === "invalid") throw invalid("core.error.notInList", "name", { most: 3 });
    if (name === "crash") throw new Error("secret name of somebody");
    return { result: { name }, events: [{ entity: "partner", entityId: null }] };
  },
});
const echo = defineQuery({
  name: "partner.list",
  input: z.strictObject({
    one: z.string().optional(),
    list: z.union([z.string(), z.array(z.string())]).optional(),
  }),
  output: z.any(),
  run: async (ctx, input) => (ran.push(ctx.actor), input),
});

type Sent = { method?: string; headers?: Record<string, string | null>; body?: string };
const standard = () => ({
  origin,
  "sec-fetch-site": "same-origin",
  "content-type": "application/json",
  cookie: `other=1; __Host-session=${token}`,
});

function request(path: string, { method, headers, body }: Sent): Request {
  const merged = Object.entries({ ...standard(), ...headers }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return new Request(`${origin}${path}`, { method, headers: merged, ...(body !== undefined && { body }) });
}
const post = (sent: Sent = {}, command = addPartner) =>
  answerCommand(
    command,
    callOf(request("/api/commands/x", { method: "POST", body: '{"name":"A"}', ...sent })),
  );
const get = (search = "", sent: Sent = {}) =>
  answerQuery(echo, callOf(request(`/api/queries/x${search}`, { method: "GET", ...sent })));
const read = ({ body }: HttpAnswer) => JSON.parse(body);

describe("the door for commands", () => {
  it("answers what the command answers", async () => {
    const answer = await post();
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
        "x-request-id": expect.any(String),
      },
    });
    expect(read(answer)).toEqual({ ok: true, result: { name: "A" } });
    expect(ran).toEqual([expect.objectContaining({ kind: "staff", userId })]);
  });

  it.each<[string, Sent, number, string]>([
    ["another origin", { headers: { origin: "https://evil.example" } }, 403, "FORBIDDEN"],
    ["no origin", { headers: { origin: null } }, 403, "FORBIDDEN"],
    ["the origin null", { headers: { origin: "null" } }, 403, "FORBIDDEN"],
    ["our origin with a port of its own", { headers: { origin: "http://localhost:3001" } }, 403, "FORBIDDEN"],
    [
      "our origin as the beginning of another",
      { headers: { origin: `${origin}.evil.example` } },
      403,
      "FORBIDDEN",
    ],
    [
      "a forwarded host",
      { headers: { origin: "https://evil.example", "x-forwarded-host": "evil.example" } },
      403,
      "FORBIDDEN",
    ],
    ["another site", { headers: { "sec-fetch-site": "cross-site" } }, 403, "FORBIDDEN"],
    ["a sister site", { headers: { "sec-fetch-site": "same-site" } }, 403, "FORBIDDEN"],
    ["a typed address", { headers: { "sec-fetch-site": "none" } }, 403, "FORBIDDEN"],
    ["a form", { headers: { "content-type": "application/x-www-form-urlencoded" } }, 415, "INVALID"],
    ["plain text", { headers: { "content-type": "text/plain" } }, 415, "INVALID"],
    [
      "a type that only begins like ours",
      { headers: { "content-type": "application/jsonx" } },
      415,
      "INVALID",
    ],
    ["no session", { headers: { cookie: null } }, 401, "UNAUTHENTICATED"],
    [
      "an invented session",
      { headers: { cookie: `__Host-session=${opaqueToken()}` } },
      401,
      "UNAUTHENTICATED",
    ],
    ["a cookie of another name", { headers: { cookie: "x__Host-session=1" } }, 401, "UNAUTHENTICATED"],
    ["no JSON", { body: "{" }, 400, "INVALID"],
    ["nothing", { body: "" }, 400, "INVALID"],
    ["a list", { body: "[]" }, 400, "INVALID"],
    ["an unknown field", { body: '{"name":"A","role":"administrator"}' }, 400, "INVALID"],
    ["a field named like the prototype", { body: '{"name":"A","__proto__":{"x":1}}' }, 400, "INVALID"],
    ["a malformed key", { headers: { "idempotency-key": "short" } }, 400, "INVALID"],
    ["too much", { body: JSON.stringify({ name: "x".repeat(bodyLimit) }) }, 413, "INVALID"],
    [
      "too much in wide letters",
      { body: JSON.stringify({ name: "ខ".repeat(bodyLimit / 3) }) },
      413,
      "INVALID",
    ],
  ])("refuses %s", async (_what, sent, status, code) => {
    const answer = await post(sent);
    expect({ status: answer.status, ...read(answer) }).toMatchObject({
      status,
      ok: false,
      code,
      requestId: answer.headers["x-request-id"],
    });
    expect(ran).toEqual([]);
  });

  it.each(["GET", "PUT", "PATCH", "DELETE"])("refuses the method %s", async (method) => {
    const answer = await post({ method, ...(method === "GET" && { body: undefined }) });
    expect(answer.status).toBe(405);
  });

  it("takes a program without a browser, by our origin and JSON with a charset", async () => {
    expect(
      (await post({ headers: { "sec-fetch-site": null, "content-type": "application/json; charset=utf-8" } }))
        .status,
    ).toBe(200);
  });

  it("does not know an unknown command, but only tells those who are signed in", async () => {
    const unknown = (headers: Sent["headers"]) =>
      answerCommand(undefined, callOf(request("/api/commands/x", { method: "POST", body: "{}", headers })));
    expect((await unknown({})).status).toBe(404);
    expect((await unknown({ cookie: null })).status).toBe(401);
  });

  it("gives reasons as codes and keys", async () => {
    expect(read(await post({ body: '{"name":"conflict"}' }))).toMatchObject({
      code: "CONFLICT",
      fields: { "": "core.error.stale" },
    });
    const refused = await post({ body: '{"name":"invalid"}' });
    expect([refused.status, read(refused)]).toEqual([
      400,
      {
        ok: false,
        code: "INVALID",
        fields: { name: "core.error.notInList" },
        params: { most: 3 },
        requestId: expect.any(String),
      },
    ]);
  });

  it("says nothing about a crash but its number", async () => {
    const answer = await post({ body: '{"name":"crash"}' });
    expect([answer.status, read(answer)]).toEqual([
      500,
      { ok: false, code: "INTERNAL", requestId: answer.headers["x-request-id"] },
    ]);
  });

  it("gives the same answer to the same key, and 409 to another body", async () => {
    const headers = { "idempotency-key": newId() };
    const [first, second] = [await post({ headers }), await post({ headers })];
    expect(read(second)).toEqual(read(first));
    expect(ran).toHaveLength(1);
    expect((await post({ headers, body: '{"name":"B"}' })).status).toBe(409);
  });

  it("writes the network and device of the request into the trail, and never what a client says of itself", async () => {
    await post({
      headers: {
        "x-onward-network": "198.51.100.0/24",
        "user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/140.0",
      },
    });
    const events = await eventsOf(database.ownerUrl, organisation.id, "partner.add");
    expect(events.at(-1)).toMatchObject({ network: "198.51.100.0/24", actor_id: userId });
  });
});

describe("the door for queries", () => {
  it("takes fields from the address; given twice they are a list", async () => {
    expect(read(await get("?one=a&list=x&list=y"))).toEqual({
      ok: true,
      result: { one: "a", list: ["x", "y"] },
    });
    expect(read(await get("?list=x"))).toEqual({ ok: true, result: { list: "x" } });
  });

  it.each<[string, string, Sent, number]>([
    ["an unknown field", "?two=b", {}, 400],
    ["a field twice that is one", "?one=a&one=b", {}, 400],
    ["another method", "", { method: "POST", body: "{}" }, 405],
    ["another site", "", { headers: { "sec-fetch-site": "cross-site" } }, 403],
    ["no session", "", { headers: { cookie: null } }, 401],
  ])("refuses %s", async (_what, search, sent, status) => {
    expect((await get(search, sent)).status).toBe(status);
    expect(ran).toEqual([]);
  });

  it("takes a typed address and a program", async () => {
    expect((await get("", { headers: { "sec-fetch-site": "none", origin: null } })).status).toBe(200);
    expect(
      (await get("", { headers: { "sec-fetch-site": null, origin: null, "content-type": null } })).status,
    ).toBe(200);
  });
});

describe("a partner's link", () => {
  const shared = defineQuery({
    name: "referral.shared",
    input: z.strictObject({}),
    output: z.any(),
    run: async (ctx) => (ran.push(ctx.actor), {}),
    event: () => ({ entity: "referral", entityId: null, kind: "view" }),
  });
  const open = (link: string, headers: Sent["headers"] = {}) =>
    answerQuery(
      shared,
      callOf(
        request("/api/queries/x", {
          method: "GET",
          headers: { "x-partner-link": link, cookie: null, ...headers },
        }),
      ),
    );

  async function makeLink(expires: string): Promise<{ link: string; referralId: string }> {
    const staff = await makeStaff(database.ownerUrl, organisation, "caseworker");
    const file = await makeCase(database.ownerUrl, staff);
    const [link, needId, partnerId, referralId] = [opaqueToken(), newId(), newId(), newId()];
    const organisation_id = organisation.id;
    const at = new Date();
    await insertAsOwner(database.ownerUrl, organisation_id, [
      {
        table: "need",
        covering: needId,
        row: {
          organisation_id,
          id: needId,
          case_id: file.id,
          type_code: "N02",
          urgency: "soon",
          status: "referred",
          person_agrees: "yes",
          identified_at: at,
          identified_by: staff.userId,
          due_at: at,
        },
      },
      {
        table: "partner",
        covering: partnerId,
        row: { organisation_id, id: partnerId, name: "Shelter", type: "ngo_shelter" },
      },
      {
        table: "referral",
        covering: referralId,
        row: {
          organisation_id,
          id: referralId,
          case_id: file.id,
          need_id: needId,
          partner_id: partnerId,
          status: "sent",
          urgency: "soon",
          created_by: staff.userId,
          created_at: at,
        },
      },
      {
        table: "partner_link",
        covering: referralId,
        row: {
          organisation_id,
          id: newId(),
          referral_id: referralId,
          hash: hashToken(link),
          expires_at: expires,
        },
      },
    ]);
    return { link, referralId };
  }

  it("acts for its one referral, whatever session the browser also has", async () => {
    const { link, referralId } = await makeLink("2099-01-01");
    expect((await open(link, { cookie: standard().cookie })).status).toBe(200);
    expect(ran).toEqual([{ kind: "partner", organisationId: organisation.id, referralId }]);
  });

  it("may do nothing that is not a partner's", async () => {
    const { link } = await makeLink("2099-01-01");
    expect((await get("", { headers: { "x-partner-link": link } })).status).toBe(403);
    expect((await post({ headers: { "x-partner-link": link } })).status).toBe(403);
    expect(ran).toEqual([]);
  });

  it("is refused when expired or invented, and guessing is slowed", async () => {
    const { link } = await makeLink("2020-01-01");
    expect((await open(link)).status).toBe(401);
    const network = { "x-onward-network": "203.0.113.0/24" };
    const statuses = [];
    for (let i = 0; i < 21; i++) statuses.push((await open(opaqueToken(), network)).status);
    expect(statuses).toEqual([...Array(20).fill(401), 429]);
    expect((await open((await makeLink("2099-01-01")).link, network)).status).toBe(200);
  });
});

it.each(["DATABASE_URL", "DATABASE_AUTH_URL"])(
  "without %s the answer is 503, to be tried again",
  async (name) => {
    const url = process.env[name];
    await disconnect();
    process.env[name] = "postgresql://nobody@127.0.0.1:1/none";
    try {
      for (const answer of [await post(), await get()]) {
        expect([answer.status, answer.headers["retry-after"], read(answer).code]).toEqual([
          503,
          "5",
          "UNAVAILABLE",
        ]);
      }
    } finally {
      await disconnect();
      process.env[name] = url;
    }
    expect((await post()).status).toBe(200);
  },
);
