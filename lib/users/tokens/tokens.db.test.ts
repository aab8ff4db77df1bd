import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { answerCommand, answerQuery, type HttpCall } from "@/lib/core/http";
import { type Permission } from "@/lib/core/permissions";
import { commands, queries } from "@/lib/registry";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";
import { updateUser } from "@/lib/users/rights/commands";
import { createToken, revokeToken } from "@/lib/users/tokens/commands";
import { listTokens } from "@/lib/users/tokens/queries";

const database = useDatabase();
let home: TestOrganisation;
let caseworker: Staff;

beforeAll(async () => {
  home = await makeOrganisation(database.ownerUrl);
  caseworker = await makeStaff(database.ownerUrl, home, "caseworker");
});

const make = (staff: Staff, permissions: string[] = ["me.get", "site.list"], over: object = {}) =>
  createToken.execute(staff, { name: "Our sheet", permissions, ...over }, testOrigin);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

type Headers = Record<string, string>;
let network = 0;
const call = (method: string, headers: Headers, body = "{}"): HttpCall => ({
  method,
  search: new URLSearchParams(),
  header: (name) => ({ "x-onward-network": `192.0.${network}.0/24`, ...headers })[name] ?? null,
  body: async () => body,
});
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ask = (name: Permission, headers: Headers) => answerQuery(queries.get(name), call("GET", headers));
const tell = (name: Permission, headers: Headers, body = "{}") =>
  answerCommand(commands.get(name), call("POST", { "content-type": "application/json", ...headers }, body));
const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status;

describe("token.create", () => {
  it("gives a token once, for 90 days, and keeps only its hash", async () => {
    const { id, token, expiresAt } = createToken.output.parse(await make(caseworker));
    expect(token).toMatch(/^onward_[\w-]{43}$/);
    expect((Date.parse(expiresAt) - Date.now()) / 86_400_000).toBeCloseTo(90, 1);
    const [row] = await rowsOf<{ hash: Buffer; assurance: number }>(
      database.ownerUrl,
      home.id,
      "select hash, assurance from api_token where id = $1",
      [id],
    );
    expect(row).toMatchObject({ assurance: 2 });
    expect(row!.hash).toHaveLength(32);
    const [event] = (await eventsOf(database.ownerUrl, home.id, "token.create")).filter(
      ({ entity_id }) => entity_id === id,
    );
    expect(event).toMatchObject({
      covers: [caseworker.userId],
      detail: { permissions: ["me.get", "site.list"], expiresAt },
    });
    expect(JSON.stringify(event)).not.toContain(token);
    const { tokens } = await listTokens.execute(caseworker, {}, testOrigin);
    expect(tokens.find((one) => one.id === id)).toMatchObject({ name: "Our sheet", lastUsedAt: null });
  });

  it.each([
    [["user.list"], {}, { permissions: "users.error.tokenNotPermitted" }],
    [["no.such"], {}, { permissions: "users.error.tokenNotPermitted" }],
    [["passkey.add"], {}, { permissions: "users.error.tokenNotPermitted" }],
    [["token.revoke"], {}, { permissions: "users.error.tokenNotPermitted" }],
    [["me.changePassword"], {}, { permissions: "users.error.tokenNotPermitted" }],
    [[], {}, { permissions: "users.error.tokenWithoutPermission" }],
    [["me.get"], { expiresAt: inDays(366) }, { expiresAt: "users.error.tokenTooLong" }],
    [["me.get"], { expiresAt: inDays(-1) }, { expiresAt: "users.error.endInPast" }],
    [["me.get"], { name: "  " }, { name: "core.error.missing" }],
  ])("refuses %j with %j", async (permissions, over, fields) => {
    await expect(make(caseworker, permissions, over)).rejects.toMatchObject({ code: "INVALID", fields });
  });

  it("asks for a second factor just now, and never listens to a token", async () => {
    await expect(make({ ...caseworker, steppedUp: false })).rejects.toMatchObject({
      params: { needs: "step_up" },
    });
    const limited = { ...caseworker, limitedTo: ["token.create", "me.get"] };
    await expect(make(limited, ["me.get"])).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a request with a token", () => {
  it("may do what the token may, and no more than its owner", async () => {
    const { token } = await make(caseworker, ["me.get", "site.list", "task.finish"]);
    const me = await ask("me.get", bearer(token));
    expect(JSON.parse(me.body)).toMatchObject({ ok: true, result: { userId: caseworker.userId } });
    expect(JSON.parse(me.body).result.permissions).toEqual(["task.finish", "site.list", "me.get"]);
    expect(await statusOf(ask("case.list", bearer(token)))).toBe(403);
    expect(await statusOf(tell("token.create", bearer(token)))).toBe(403);
  });

  it("writes without naming an origin, but not from another site", async () => {
    const { token } = await make(caseworker, ["session.revoke"]);
    expect(await statusOf(tell("session.revoke", bearer(token)))).toBe(200);
    expect(
      await statusOf(tell("session.revoke", { ...bearer(token), origin: "http://localhost:3000" })),
    ).toBe(200);
    expect(await statusOf(tell("session.revoke", { ...bearer(token), origin: "https://evil.example" }))).toBe(
      403,
    );
    expect(await statusOf(tell("session.revoke", { ...bearer(token), "sec-fetch-site": "cross-site" }))).toBe(
      403,
    );
    expect(await statusOf(tell("session.revoke", {}))).toBe(403);
  });

  it("counts alone: a session beside it gives nothing", async () => {
    const session = await signedIn(caseworker);
    const cookie = `__Host-session=${session.token}`;
    const { token } = await make(caseworker, ["me.get"]);
    expect(await statusOf(ask("case.list", { cookie }))).toBe(200);
    expect(await statusOf(ask("case.list", { cookie, ...bearer(token) }))).toBe(403);
    expect(await statusOf(ask("me.get", { cookie, authorization: "Bearer nonsense" }))).toBe(401);
  });

  it.each([
    "Bearer",
    "Bearer ",
    "",
    " ",
    "bearer",
    "Bearer %E0%A4%A",
    `Bearer onward_${"a".repeat(42)}`,
    `Bearer onward_${"a".repeat(43)}`,
    `Bearer onward_${"a".repeat(43)}, Bearer onward_${"b".repeat(43)}`,
    `Bearer onward_${"a".repeat(43)} onward_${"b".repeat(43)}`,
    `Bearer ${"x".repeat(5_000)}`,
    "Bearer \u0000",
  ])("is nobody with %j", async (authorization) => {
    expect(await statusOf(ask("me.get", { authorization }))).toBe(401);
    expect(await statusOf(tell("session.revoke", { authorization }))).toBe(401);
  });

  it("moves the clock of its last use, at most once a minute", async () => {
    const { id, token } = await make(caseworker);
    const lastUse = async () =>
      (
        await rowsOf<{ at: Date | null }>(
          database.ownerUrl,
          home.id,
          "select last_used_at as at from api_token where id = $1",
          [id],
        )
      )[0]!.at;
    expect(await lastUse()).toBeNull();
    await ask("site.list", bearer(token));
    const used = await lastUse();
    expect(used).not.toBeNull();
    await ask("site.list", bearer(token));
    expect(await lastUse()).toEqual(used);
  });

  it("ends with its time, with its owner's right, and when 30 guesses were wrong", async () => {
    const administrator = await makeStaff(database.ownerUrl, home, "administrator");
    const owner = await makeStaff(database.ownerUrl, home, "coordinator");
    const { id, token } = await make(owner, ["dashboard.coordinator", "site.list"]);
    expect(await statusOf(ask("dashboard.coordinator", bearer(token)))).toBe(200);
    const wish = {
      userId: owner.userId,
      version: 1,
      displayName: "Less",
      role: "limited",
      places: [],
      grants: [],
    };
    await updateUser.execute(administrator, wish, testOrigin);
    expect(await statusOf(ask("dashboard.coordinator", bearer(token)))).toBe(403);
    expect(await statusOf(ask("site.list", bearer(token)))).toBe(200);
    await changeAsOwner(
      database.ownerUrl,
      home.id,
      [owner.userId],
      "update api_token set expires_at = now() where id = $1",
      [id],
    );
    expect(await statusOf(ask("site.list", bearer(token)))).toBe(401);
    network = 9;
    for (let i = 0; i < 30; i++) await ask("site.list", bearer(`onward_${"z".repeat(43)}`));
    expect(await statusOf(ask("site.list", bearer(`onward_${"z".repeat(43)}`)))).toBe(429);
    network = 0;
  });

  it("is no stronger than the session that it was made in", async () => {
    const { id, token } = await make(caseworker, ["site.list", "me.get"]);
    await changeAsOwner(
      database.ownerUrl,
      home.id,
      [caseworker.userId],
      "update api_token set assurance = 1 where id = $1",
      [id],
    );
    expect(JSON.parse((await ask("site.list", bearer(token))).body)).toMatchObject({
      code: "FORBIDDEN",
      params: { needs: "second_factor" },
    });
  });
});

describe("token.revoke", () => {
  it("ends one's own, at once, and twice is no error", async () => {
    const { id, token } = await make(caseworker);
    expect(await statusOf(ask("me.get", bearer(token)))).toBe(200);
    expect(await revokeToken.execute(caseworker, { tokenId: id }, testOrigin)).toEqual({ ended: 1 });
    expect(await statusOf(ask("me.get", bearer(token)))).toBe(401);
    expect(await revokeToken.execute(caseworker, { tokenId: id }, testOrigin)).toEqual({ ended: 0 });
    const { tokens } = await listTokens.execute(caseworker, {}, testOrigin);
    expect(tokens.some((one) => one.id === id)).toBe(false);
  });

  it("ends anybody's for administrators; for anybody else they do not exist", async () => {
    const administrator = await makeStaff(database.ownerUrl, home, "administrator");
    const colleague = await makeStaff(database.ownerUrl, home, "coordinator");
    const elsewhere = await makeOrganisation(database.ownerUrl);
    const stranger = await makeStaff(database.ownerUrl, elsewhere, "administrator");
    const { id, token } = await make(caseworker);
    for (const who of [colleague, stranger]) {
      await expect(revokeToken.execute(who, { tokenId: id }, testOrigin)).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
      await expect(listTokens.execute(who, { userId: caseworker.userId }, testOrigin)).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    }
    const { tokens } = await listTokens.execute(administrator, { userId: caseworker.userId }, testOrigin);
    expect(tokens.some((one) => one.id === id)).toBe(true);
    expect(await revokeToken.execute(administrator, { tokenId: id }, testOrigin)).toEqual({ ended: 1 });
    expect(await statusOf(ask("me.get", bearer(token)))).toBe(401);
  });
});
