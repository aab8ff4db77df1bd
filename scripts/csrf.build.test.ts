import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashToken, opaqueToken } from "@/lib/core/crypto";
import { answerCommand, answerStranger, type HttpCall } from "@/lib/core/http";
import { newId } from "@/lib/core/ids";
import { hashPassword } from "@/lib/core/passwords";
import { sessionCookie, staffOfToken } from "@/lib/core/sessions";
import { addPartner } from "@/lib/partners/commands";
import { useDatabase } from "@/lib/testing/database";
import { signedIn } from "@/lib/testing/signed-in";
import { insertAsOwner, makeOrganisation, makeStaff, type TestOrganisation } from "@/lib/testing/staff";
import { type Onlooker, watchDatabase } from "@/lib/testing/state";
import { ask, startWebProgram, type WebProgram } from "@/lib/testing/web-program";

const database = useDatabase();
const password = "a long and calm sentence";
let web: WebProgram;
let onlooker: Onlooker;
let organisation: TestOrganisation;
let cookie: string;
let email: string;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  const staff = await makeStaff(database.ownerUrl, organisation, "coordinator");
  cookie = `${sessionCookie}=${(await signedIn(staff)).token}`;
  email = `${newId()}@example.org`;
  await addAccount({ email, status: "active", password_hash: await hashPassword(password) });
  web = await startWebProgram();
  onlooker = await watchDatabase(database.ownerUrl);
}, 120_000);

afterAll(async () => {
  await web.stop();
  await onlooker.close();
});

async function addAccount(row: Record<string, unknown>, token?: string): Promise<void> {
  const [organisation_id, id] = [organisation.id, newId()];
  const account = { organisation_id, id, display_name: "Dara", role: "coordinator", ...row };
  const invitation = token && {
    organisation_id,
    id: newId(),
    user_id: id,
    hash: hashToken(token),
    expires_at: "2099-01-01",
  };
  await insertAsOwner(database.ownerUrl, organisation_id, [
    { table: "user_account", covering: id, row: account },
    ...(invitation ? [{ table: "invitation", covering: id, row: invitation }] : []),
  ]);
}

type Headers = Record<string, string | undefined>;
type Combination = { name: string; headers: Headers; right: boolean };
type Door = (headers: Headers) => Promise<{ status: number; gave?: unknown }>;

const origins = (own: string): Record<string, string | undefined> => ({
  same: own,
  evil: "https://evil.example",
  null: "null",
  absent: undefined,
  "look-alike after": `${own}.evil.example`,
  "look-alike before": own.replace("://", "://evil."),
});
const sites = [undefined, "same-origin", "same-site", "cross-site", "none"];
const types: Record<string, string | undefined> = {
  json: "application/json",
  "json with charset": "application/json; charset=utf-8",
  form: "application/x-www-form-urlencoded",
  text: "text/plain",
  multipart: "multipart/form-data; boundary=x",
  absent: undefined,
};
const forwards: Record<string, Headers> = {
  none: {},
  "X-Forwarded": { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
  Forwarded: { forwarded: "host=evil.example;proto=https" },
};

/** Every combination of where a write says that it comes from and what it says it is. */
function combinations(own: string): Combination[] {
  return Object.entries(origins(own)).flatMap(([from, origin]) =>
    sites.flatMap((site) =>
      Object.entries(types).flatMap(([kind, type]) =>
        Object.entries(forwards).map(([by, forwarded]) => ({
          name: `${from} / ${site ?? "absent"} / ${kind} / ${by}`,
          headers: { origin, "sec-fetch-site": site, "content-type": type, ...forwarded },
          right: from === "same" && (site === undefined || site === "same-origin") && kind.startsWith("json"),
        })),
      ),
    ),
  );
}

/** What a door did that it must not do: hostile combinations that were let in or wrote, right ones that were not. */
async function faultsOf(door: Door, all: readonly Combination[], writes: string): Promise<string[]> {
  const faults: string[] = [];
  await onlooker.changed();
  for (const { name, headers, right } of all) {
    const { status, gave } = await door(headers);
    const changed = await onlooker.changed();
    if (right && !(status === 200 && changed.includes(writes))) faults.push(`${name}: ${status} ${changed}`);
    if (!right && (![403, 415].includes(status) || changed.length > 0 || gave !== undefined))
      faults.push(`${name}: ${status} ${changed}`);
  }
  return faults;
}

const partner = () =>
  JSON.stringify({ name: "Shelter", type: "ngo_shelter", services: [{ needCode: "N02" }] });
const command: Door = (headers) =>
  ask(web, {
    method: "POST",
    path: "/api/commands/partner.add",
    headers: { ...headers, cookie },
    body: partner(),
  });

describe("only the right combination writes", () => {
  it("through a command", async () => {
    const all = combinations(web.origin);
    expect([all.length, all.filter(({ right }) => right).length]).toEqual([540, 12]);
    expect(await faultsOf(command, all, "partner")).toEqual([]);
  });

  it("through a sign-in", async () => {
    const csrf = await ask(web, { path: "/api/auth/csrf" });
    const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
    const own = csrf.headers["set-cookie"]!.map((one) => one.split(";")[0]).join("; ");
    const body = JSON.stringify({ csrfToken, email, password });
    const signIn: Door = async (headers) => {
      const path = "/api/auth/callback/credentials";
      const answer = await ask(web, { method: "POST", path, headers: { ...headers, cookie: own }, body });
      return { status: answer.status, gave: answer.headers["set-cookie"] };
    };
    expect(await faultsOf(signIn, combinations(web.origin), "session")).toEqual([]);
  });

  it("through an invitation", async () => {
    const token = opaqueToken();
    await addAccount({ email: `${newId()}@example.org`, status: "invited" }, token);
    const accept: Door = (headers) =>
      ask(web, {
        method: "POST",
        path: "/api/invitations/accept",
        headers,
        body: JSON.stringify({ token, password }),
      });
    const all = combinations(web.origin);
    const hostile = all.filter(({ right }) => !right);
    // An invitation is used once: all that is hostile first, then one that is right.
    const order = [...hostile, all.find(({ right }) => right)!];
    expect(order).toHaveLength(529);
    expect(await faultsOf(accept, order, "invitation")).toEqual([]);
  });

  it("through the question for a passkey", async () => {
    const challenge: Door = (headers) =>
      ask(web, {
        method: "POST",
        path: "/api/second-factor/challenge",
        headers,
        body: '{"for":"sign_in"}',
      });
    expect(await faultsOf(challenge, combinations(web.origin), "throttle")).toEqual([]);
  });
});

describe("nothing else writes", () => {
  const app = join(import.meta.dirname, "..", "app");
  const manifest = JSON.parse(
    readFileSync(join(app, "..", ".next", "server", "app-paths-manifest.json"), "utf8"),
  ) as Record<string, string>;
  const pathOf = (route: string) =>
    route
      .replace(/\/(page|route)$/, "")
      .replaceAll(/\/\([\w-]+\)/g, "")
      .replace("[...nextauth]", "callback/credentials")
      .replaceAll(/\[\w+\]/g, "x") || "/";
  // Next's own inner pages are nobody's.
  const routes = Object.keys(manifest).filter((route) => !route.startsWith("/_"));
  // The route of queries exports every method, to refuse it in the door's own words.
  const takesPosts = (route: string) =>
    /^\/api\/(?!queries)/.test(route) && /\bPOST\b/.test(readFileSync(join(app, `${route}.ts`), "utf8"));

  it.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("by %s, on any page or route", async (method) => {
    await onlooker.changed();
    expect(routes.length).toBeGreaterThan(35);
    for (const route of routes)
      for (const origin of [web.origin, "https://evil.example"]) {
        const headers = { origin, cookie, "content-type": "application/json", "next-action": "0".repeat(42) };
        const answer = await ask(web, { method, path: pathOf(route), headers, body: "{}" });
        const isDoor = method === "POST" && takesPosts(route);
        const expected = !isDoor ? [405] : origin === web.origin ? [400, 404] : [403];
        expect(expected, `${method} ${route}`).toContain(answer.status);
      }
    expect(await onlooker.changed()).toEqual([]);
  });

  it("by a token that is none, whatever session the browser has", async () => {
    for (const authorization of ["Bearer x", "Bearer", "", "bearer null", "Basic eDp5"]) {
      const headers = { authorization, cookie, "content-type": "application/json" };
      const path = "/api/commands/partner.add";
      const { status } = await ask(web, { method: "POST", path, headers, body: partner() });
      expect([authorization, status]).toEqual([authorization, authorization.startsWith("Basic") ? 403 : 401]);
    }
    expect(await onlooker.changed()).toEqual(["throttle"]);
  });

  it("by a link or image of another site that leads to the exit", async () => {
    const staff = await makeStaff(database.ownerUrl, organisation, "caseworker");
    const { token } = await signedIn(staff);
    const leave = (site?: string) =>
      ask(web, {
        path: "/api/leave",
        headers: { cookie: `${sessionCookie}=${token}`, "sec-fetch-site": site },
      });
    for (const site of ["cross-site", "same-site"]) {
      const { status, headers } = await leave(site);
      expect([status, headers["set-cookie"]]).toEqual([403, undefined]);
    }
    expect(await staffOfToken(token)).not.toBeNull();
    expect((await leave("same-origin")).status).toBe(303);
    expect(await staffOfToken(token)).toBeNull();
  });
});

describe("the matrix bites", () => {
  const own = "http://localhost:3000";
  type Check = "origin" | "sec-fetch-site" | "content-type" | "forwarded";
  const answers: Record<Check, string> = {
    origin: own,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
    forwarded: own,
  };

  /** A door without one of its checks: it believes the header to be right, or the host that was forwarded to be ours. */
  const careless = (check: Check, headers: Headers, body: string): HttpCall => ({
    method: "POST",
    search: new URLSearchParams(),
    body: async () => body,
    header(name) {
      if (name === "cookie") return cookie;
      if (name === check) return answers[check];
      const host = headers["x-forwarded-host"];
      if (check === "forwarded" && name === "origin" && headers.origin === `https://${host}`) return own;
      return headers[name] ?? null;
    },
  });

  it.each<[Check, number]>([
    ["origin", 30],
    ["sec-fetch-site", 9],
    ["content-type", 6],
    ["forwarded", 2],
  ])("on a command whose door does not ask for %s", async (check, let_in) => {
    const door: Door = (headers) => answerCommand(addPartner, careless(check, headers, partner()));
    const some = combinations(own).filter(({ name }) => / \/ (json|form) \/ /.test(name));
    const faults = await faultsOf(door, some, "partner");
    expect(faults).toHaveLength(let_in);
    expect(faults.every((fault) => fault.endsWith(": 200 audit_event,partner,partner_service"))).toBe(true);
  });

  it("on a stranger's door that asks for nothing", async () => {
    const token = opaqueToken();
    await addAccount({ email: `${newId()}@example.org`, status: "invited" }, token);
    const door: Door = () =>
      answerStranger(
        careless("origin", { "content-type": "application/json" }, "{}"),
        async () =>
          void (await onlooker.run("update invitation set expires_at = expires_at + interval '1 s'")),
      );
    const some = combinations(own)
      .filter(({ right }) => !right)
      .slice(0, 20);
    expect(await faultsOf(door, some, "invitation")).toHaveLength(20);
  });
});
