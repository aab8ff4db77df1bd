import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commonHeaders } from "@/lib/core/headers";
import { newId } from "@/lib/core/ids";
import { sessionCookie } from "@/lib/core/sessions";
import { makeCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff } from "@/lib/testing/staff";
import { type Onlooker, watchDatabase } from "@/lib/testing/state";
import {
  type Answer,
  ask,
  freePort,
  type Sent,
  startWebProgram,
  type WebProgram,
} from "@/lib/testing/web-program";

const database = useDatabase();
const next = join(import.meta.dirname, "..", ".next");
let web: WebProgram;
let onlooker: Onlooker;
let caseId: string;
/** Cookies of nobody, a password without second factor, and one of each role. */
const people: Record<string, string> = { nobody: "" };

beforeAll(async () => {
  const organisation = await makeOrganisation(database.ownerUrl);
  for (const role of ["caseworker", "coordinator", "administrator"] as const) {
    const staff = await makeStaff(database.ownerUrl, organisation, role);
    if (role === "caseworker") caseId = (await makeCase(database.ownerUrl, staff)).id;
    people[role] = `${sessionCookie}=${(await signedIn(staff)).token}`;
    people.half = `${sessionCookie}=${(await signedIn(staff, { assurance: 1 })).token}`;
  }
  web = await startWebProgram();
  onlooker = await watchDatabase(database.ownerUrl);
}, 120_000);
afterAll(async () => {
  await web.stop();
  await onlooker.close();
});

/** What an answer lacks, or says that it should not. */
function faultsOf({ status, headers, body }: Answer): string[] {
  const faults = Object.entries(commonHeaders)
    .filter(([name, value]) => headers[name] !== value)
    .map(([name]) => `no ${name}`);
  const html = /text\/html/.test(headers["content-type"] ?? "");
  const policy = String(headers["content-security-policy"] ?? "");
  if (!policy.startsWith("default-src 'none'")) faults.push("no content policy");
  if (/unsafe-(inline|eval)/.test(policy)) faults.push("a lax content policy");
  const nonce = /'nonce-([\w+/]{22}==)'/.exec(policy)?.[1];
  if (html && !nonce) faults.push("no nonce");
  for (const [script] of html ? body.matchAll(/<script\b[^>]*>/g) : [])
    if (!script.includes(`nonce="${nonce}"`)) faults.push(`a script without the nonce: ${script}`);
  const lasting = [200, 206, 304].includes(status) && /immutable/.test(headers["cache-control"] ?? "");
  if (!lasting && !/no-store/.test(headers["cache-control"] ?? "")) faults.push("no no-store");
  for (const name of ["server", "x-powered-by", "via", "sourcemap", "x-sourcemap", "x-aspnet-version"])
    if (headers[name] !== undefined) faults.push(`a header ${name}`);
  if (headers["access-control-allow-origin"] !== undefined) faults.push("an open door for other sites");
  if (/sourceMappingURL=/.test(body)) faults.push("a source map");
  if (status === 405 && !headers.allow) faults.push("no allow");
  if (status >= 400 && talkative.test(body)) faults.push(`talks: ${talkative.exec(body)![0]}`);
  return faults;
}

/** What belongs into our log only: places, kinds of errors, names of parts and their versions. */
const talkative =
  /node_modules|webpack|\bat .{1,80}:\d+:\d+|\b\w*Error:|ECONN|127\.0\.0\.1|postgres|prisma|PG_|\bNext\.js\b|\b1[56]\.\d+\.\d+\b|\bnode\/|"stack"/i;

async function sweep(all: readonly Sent[]): Promise<{ faults: string[]; statuses: Set<number> }> {
  const faults: string[] = [];
  const statuses = new Set<number>();
  for (const sent of all) {
    const answer = await ask(web, sent);
    statuses.add(answer.status);
    const found = faultsOf(answer);
    if (found.length > 0)
      faults.push(`${sent.method ?? "GET"} ${sent.path} ${answer.status}: ${found.join(", ")}`);
  }
  return { faults, statuses };
}

const manifest = JSON.parse(readFileSync(join(next, "server", "app-paths-manifest.json"), "utf8")) as Record<
  string,
  string
>;
const pathOf = (route: string) =>
  route
    .replace(/\/(page|route)$/, "")
    .replaceAll(/\/\([\w-]+\)/g, "")
    .replace("[caseId]", caseId)
    .replace("[command]", "note.add")
    .replace("[query]", "me.get")
    .replace("[...nextauth]", "csrf")
    .replace("[screen]", "1")
    .replaceAll(/\[\w+\]/g, newId()) || "/";
const chunks = readdirSync(join(next, "static"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).replace(next, "/_next"));

describe("every answer is protected, and says nothing of how it was made", () => {
  it("of every page and route, to everybody", async () => {
    const routes = Object.keys(manifest);
    expect(routes.length).toBeGreaterThan(35);
    const all = routes.flatMap((route) => {
      const path = pathOf(route);
      // Whoever takes the way out is nobody afterwards.
      const visitors = Object.values(route === "/api/leave/route" ? [""] : people);
      const looks = visitors.flatMap((cookie) => [
        { path, headers: { cookie } },
        { path, headers: { cookie, rsc: "1", "next-router-prefetch": "1" } },
      ]);
      return [...looks, ...["HEAD", "POST", "OPTIONS"].map((method) => ({ path, method }))];
    });
    const { faults, statuses } = await sweep(all);
    expect(faults).toEqual([]);
    for (const status of [200, 303, 307, 401, 403, 404, 405, 503]) expect([...statuses]).toContain(status);
  });

  it("of every file for browsers, kept or not, there or not", async () => {
    const etag = (await ask(web, { path: chunks[0]! })).headers.etag!;
    expect((await ask(web, { path: chunks[0]!, headers: { "if-none-match": etag } })).status).toBe(304);
    const { faults } = await sweep([
      ...chunks.map((path) => ({ path })),
      ...chunks.map((path) => ({ path, method: "HEAD" })),
      { path: chunks[0]!, headers: { "if-none-match": etag } },
      { path: chunks[0]!, headers: { range: "bytes=0-10" } },
      { path: chunks[0]!, headers: { range: "bytes=999999999-" } },
      { path: chunks[0]!, method: "POST" },
      { path: "/_next/static/chunks/gone.js" },
    ]);
    expect(faults).toEqual([]);
  });

  it("and there are no sources, settings or tools of the server to be had", async () => {
    const wanted = [
      ...chunks.filter((path) => /\.(js|css)$/.test(path)).map((path) => `${path}.map`),
      "/package.json",
      "/.env",
      "/.git/config",
      "/dist/web.mjs",
      "/_next/server/app-paths-manifest.json",
      "/_next/static/../server/app-paths-manifest.json",
      "/_next/static/..%2fserver/app-paths-manifest.json",
      "/_next/static/%2e%2e/%2e%2e/package.json",
      "/_next/image?url=%2Ficon.svg&w=64&q=75",
      "/_next/data/x/index.json",
      "/_next/webpack-hmr",
      "/__nextjs_original-stack-frame",
      "/__nextjs_source-map?filename=x",
      "/_next/mcp",
    ].map((path) => ({ path }));
    const { faults, statuses } = await sweep(wanted);
    expect(faults).toEqual([]);
    expect([...statuses].filter((status) => status !== 404 && status !== 400)).toEqual([]);
  });

  it("when something is wrong with what was sent", async () => {
    const origin = web.origin;
    const json = { origin, "content-type": "application/json", cookie: people.coordinator };
    const command = (headers: Sent["headers"], body = "{}") => ({
      method: "POST",
      path: "/api/commands/partner.add",
      headers,
      body,
    });
    const accept = { method: "POST", path: "/api/invitations/accept" };
    const { faults, statuses } = await sweep([
      { path: "//evil.example/" },
      { path: "/%E0%A4%A" },
      { path: "/a\\b" },
      command(json, "{"),
      command(json, "{}"),
      command({ ...json, cookie: undefined }),
      command({ ...json, origin: "https://evil.example" }),
      { ...command(json), path: "/api/commands/no.such" },
      { ...command(json), path: "/api/commands/__proto__" },
      command(json, JSON.stringify("x".repeat(300_000))),
      { ...accept, headers: json, body: JSON.stringify("x".repeat(300_000)) },
      { ...accept, headers: { ...json, "transfer-encoding": "chunked" } },
      command({ ...json, "content-type": "text/plain" }),
      ...Array.from({ length: 31 }, () => ({
        path: "/api/queries/referral.shared",
        headers: { "x-partner-link": "a".repeat(43) },
      })),
      { path: "/", headers: { "x-much": "x".repeat(20_000) } },
    ]);
    expect(faults).toEqual([]);
    expect([...statuses].sort()).toEqual([400, 401, 403, 404, 411, 413, 415, 429, 431]);
  });

  it("when it is called by another name: no answer leads there", async () => {
    const evil = {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      forwarded: "host=evil.example",
    };
    const asked = [
      "/",
      "/people/",
      "/my-day",
      "/sign-in",
      "/api/leave",
      "/api/auth/csrf",
      "/api/health",
      "/gone",
    ];
    for (const cookie of ["", people.half])
      for (const path of asked) {
        const { headers, body } = await ask(web, {
          path,
          headers: { ...evil, cookie: path === "/api/leave" ? "" : cookie },
        });
        expect(`${path} ${JSON.stringify(headers)} ${body}`).not.toContain("evil.example");
      }
  });

  it("when the method is none of ours", async () => {
    const methods = ["TRACE", "PROPFIND", "MKCOL", "LINK", "PURGE", "SEARCH", "M-SEARCH", "QUERY"];
    const paths = ["/sign-in", "/api/commands/note.add", "/api/queries/me.get", "/api/health", chunks[0]!];
    const { faults, statuses } = await sweep(
      methods.flatMap((method) => paths.map((path) => ({ method, path }))),
    );
    expect([faults, [...statuses]]).toEqual([[], [405]]);
    for (const line of ["TRACK / HTTP/1.1", "CONNECT evil.example:443 HTTP/1.1", "get / HTTP/1.1"]) {
      const answer = await raw(`${line}\r\nHost: localhost\r\n\r\n`);
      expect([line, answer.status, faultsOf(answer)]).toEqual([line, 405, []]);
    }
    const answer = await raw("nonsense\r\n\r\n");
    expect([[400, 405].includes(answer.status), faultsOf(answer)]).toEqual([true, []]);
  });

  it("when something is wrong with us", async () => {
    await onlooker.run("alter function session_actor(bytea) rename to gone");
    const headers = { cookie: people.caseworker };
    const broken = await sweep([
      { path: "/my-day", headers },
      { path: "/", headers },
      { path: "/api/queries/me.get", headers },
    ]);
    await onlooker.run("alter function gone(bytea) rename to session_actor");
    expect(broken.faults).toEqual([]);
    expect(broken.statuses).toContain(500);
    const nobody = await freePort();
    const dead = `postgresql://x:y@127.0.0.1:${nobody}/z`;
    const alone = await startWebProgram({ DATABASE_URL: dead, DATABASE_AUTH_URL: dead });
    for (const path of ["/", "/sign-in", "/api/queries/me.get", "/api/health"]) {
      const answer = await ask(alone, { path, headers });
      expect([path, answer.status, faultsOf(answer)]).toEqual([path, 503, []]);
    }
    await alone.stop();
  });
});

describe("the sweep bites", () => {
  const sound: Answer = {
    status: 200,
    headers: {
      ...commonHeaders,
      "content-type": "text/html",
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none'; script-src 'nonce-${"A".repeat(22)}=='`,
    },
    body: `<script nonce="${"A".repeat(22)}==">1</script>`,
  };

  it("but not on what is sound", () => expect(faultsOf(sound)).toEqual([]));

  it.each([...Object.keys(commonHeaders), "cache-control", "content-security-policy"])(
    "on an answer without %s",
    (name) =>
      expect(faultsOf({ ...sound, headers: { ...sound.headers, [name]: undefined } })).not.toEqual([]),
  );

  it.each<[string, Partial<Answer>]>([
    ["a script of somebody else", { body: "<script>alert(1)</script>" }],
    ["a banner", { headers: { ...sound.headers, server: "nginx/1.2" } }],
    ["a method refused without the allowed ones", { status: 405 }],
    ["a place in our code", { status: 500, body: "at run (/app/dist/web.mjs:1:2)" }],
    ["the name of an error", { status: 500, body: "TypeError: x is undefined" }],
    ["the address of a source map", { body: "//# sourceMappingURL=x.js.map" }],
    ["leave to keep an error", { status: 404, headers: { ...sound.headers, "cache-control": "immutable" } }],
  ])("on %s", (_what, over) => expect(faultsOf({ ...sound, ...over })).not.toEqual([]));
});

/** Sends bytes that no client would, and reads the answer. */
function raw(bytes: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(web.port, "localhost", () => socket.write(bytes));
    socket.on("error", reject);
    socket.on("data", (chunk) => (text += chunk));
    socket.on("close", () => {
      const [head = "", body = ""] = text.split("\r\n\r\n");
      const [first = "", ...lines] = head.split("\r\n");
      const pairs = lines.map((line) => [line.split(": ")[0]!.toLowerCase(), line.replace(/^[^:]*: /, "")]);
      resolve({ status: Number(first.split(" ")[1]), headers: Object.fromEntries(pairs), body });
    });
  });
}
