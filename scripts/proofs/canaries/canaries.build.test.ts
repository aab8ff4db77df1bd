import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { disconnect } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { openSession, sessionCookie } from "@/lib/core/sessions";
import { queries } from "@/lib/registry";
import { houseCalls } from "@/lib/testing/house-calls";
import { makeOrganisation, makeStaff, testOrigin } from "@/lib/testing/staff";
import { calls } from "@/lib/testing/world";
import { ask, freePort } from "@/lib/testing/web-program";
import { type Killable, killable } from "../program";
import { actEverything, type Ids, type People } from "./acts";
import {
  openBrowser,
  signOut,
  type Typed,
  typeAtTheDoor,
  typeIntoPage,
  typeIntoSearch,
  typeThroughIntake,
  watchBar,
} from "./browser";
import { canariesIn, type Find, type Mark, newCanary, planted, typedFields } from "./canary";
import { type Caller, callerAt } from "./caller";
import { canariesInActivity, canariesInFiles, canariesInStatistics, canariesInTables } from "./places";
import { allFreeText, searchEverywhere, typeIntoTheRest } from "./refused";
import { startTalkativeServer, type TalkativeServer } from "./server";

const next = join(import.meta.dirname, "..", "..", "..", ".next");
/** Names of partners, staff and devices are kept as they are; everything else is sealed. */
const sealed: Mark[] = ["person", "khmer", "phone", "secret"];
const all: Mark[] = [...sealed, "house"];

let server: TalkativeServer;
let web: Killable;
let worker: Killable;
let origin: string;
let metricsPort: number;
let people: People;
let staffed: Record<string, Staff>;
let outsiders: Record<string, Caller>;
let ids: Ids;
const long = process.env.ONWARD_PROOF === "long";
const typedInBrowser: Typed[] = [];
let bar: Find[] = [];
const profile = () => join(server.folder, "profile");
const table: { place: string; looked: number; found: number }[] = [];

beforeAll(async () => {
  server = await startTalkativeServer();
  Object.assign(process.env, server.env);
  const [port, metrics] = [await freePort(), await freePort()];
  [origin, metricsPort] = [`http://localhost:${port}`, metrics];
  const settings = {
    ...server.env,
    ONWARD_ORIGIN: origin,
    NEXTAUTH_URL: origin,
    ONWARD_METRICS_PORT: String(metrics),
  };
  web = killable("web", { ...settings, PORT: String(port), HOST: "localhost" });
  worker = killable("worker", { ...settings, ONWARD_HOME: server.folder });
  await Promise.all([web.start(), worker.start()]);
  await settle();
  ids = await actEverything(people, origin);
  await searchEverywhere(people, [newCanary("person", "person.search q")]);
  await typeIntoTheRest(people);
  if (long) await typeInBrowser();
}, 900_000);

afterAll(async () => {
  console.table(table);
  await web?.kill();
  await worker?.kill();
  await disconnect();
  await server?.stop();
});

/** Two houses, and whoever works there. */
async function settle(): Promise<void> {
  const house = await makeOrganisation(server.ownerUrl);
  const grants = ["health_notes", "legal_notes", "intake"] as const;
  staffed = {
    caseworker: await makeStaff(server.ownerUrl, house, "caseworker", { grants }),
    colleague: await makeStaff(server.ownerUrl, house, "caseworker", { team: 1, name: "Vanna" }),
    coordinator: await makeStaff(server.ownerUrl, house, "coordinator", {
      name: "Sok",
      grants: ["data_protection_officer"],
    }),
    administrator: await makeStaff(server.ownerUrl, house, "administrator", { name: "Mony" }),
  };
  const elsewhere = await makeStaff(
    server.ownerUrl,
    await makeOrganisation(server.ownerUrl, { name: "Elsewhere" }),
    "coordinator",
  );
  const callers = await Promise.all(
    Object.entries(staffed).map(async ([name, staff]) => [name, await callerOf(staff)] as const),
  );
  people = Object.fromEntries(callers) as People;
  outsiders = {
    nobody: callerAt(origin, {}),
    "another house": await callerOf(elsewhere),
    "another team": await callerOf(
      await makeStaff(server.ownerUrl, house, "caseworker", { site: house.sites[1]!, name: "Rith" }),
    ),
    "the administrator": people.administrator,
  };
}

async function cookieFor(staff: Staff) {
  const value = await openSession(staff.organisationId, staff.userId, testOrigin, "passkey");
  // A `__Host-` cookie is given by address: it belongs to no domain.
  const url = origin.replace("http:", "https:");
  return { name: sessionCookie, value, url, secure: true, httpOnly: true, sameSite: "Lax" as const };
}

async function callerOf(staff: Staff): Promise<Caller> {
  const token = await openSession(staff.organisationId, staff.userId, testOrigin, "passkey");
  return callerAt(origin, { cookie: `${sessionCookie}=${token}` });
}

/** Types into every form that there is, as each role in turn and as a partner, in one browser, and signs out. */
async function typeInBrowser(): Promise<void> {
  const context = await openBrowser({ profile: profile() });
  const page = context.pages()[0] ?? (await context.newPage());
  bar = watchBar(context);
  typedInBrowser.push(await typeAtTheDoor(page, origin));
  // First: what is pressed later may end what is shared.
  const partner = { origin, route: "/partner/[token]", path: ids.link, enter: async () => {} };
  typedInBrowser.push(await typeIntoPage(page, partner));
  for (const role of ["caseworker", "coordinator", "administrator"] as const) {
    const enter = async () => context.addCookies([await cookieFor(staffed[role]!)]);
    await enter();
    if (role === "caseworker") {
      for (const level of ["Quick card", "First talk"] as const)
        typedInBrowser.push(await typeThroughIntake(page, origin, level));
      const words = [newCanary("person", "search"), `+86${newCanary("phone", "search")}`];
      typedInBrowser.push(await typeIntoSearch(page, origin, words));
    }
    for (const [route, path] of inOrder([...everyPage(), ...furtherPages()])) {
      if (/^\/(api|sign-in|second-factor|partner|invitation)/.test(path)) continue;
      const typed = await typeIntoPage(page, { origin, route, path, enter });
      if (typed.fields + typed.sent > 0) typedInBrowser.push({ ...typed, route: `${role} ${route}` });
    }
    await enter();
  }
  await signOut(page, origin);
  await context.close();
}

/** Adds a line to the table and hands the finds back. */
function told(place: string, { finds, looked }: { finds: Find[]; looked: number }): Find[] {
  table.push({ place, looked, found: finds.length });
  return finds;
}

it("types into every field of every command and query that takes free text", () => {
  const known = new Set(typedFields());
  expect(allFreeText().filter((field) => !known.has(field))).toEqual([]);
  expect(known.size).toBeGreaterThan(70);
});

describe("nothing of it is found", () => {
  it("in any answer to people who must not see it", async () => {
    const finds: Find[] = [];
    let looked = 0;
    for (const [who, caller] of Object.entries(outsiders)) {
      const before = caller.answers.length;
      for (const [name, input] of everyQuery()) await caller.ask(name, input);
      for (const [, path] of everyPage()) caller.answers.push(await pageOf(caller, path));
      looked += caller.answers.length - before;
      // A house's own names are for everybody in it.
      const kinds = who === "the administrator" || who === "another team" ? sealed : all;
      for (const answer of caller.answers.slice(before))
        finds.push(...canariesIn(`an answer to ${who}`, answer, kinds));
    }
    expect(told("answers to outsiders", { finds, looked })).toEqual([]);
  });

  it("in any refusal: what was typed is not said again", () => {
    const answers = Object.values(people).flatMap((caller) => caller.answers);
    const refusals = answers.filter((answer) => /\n\{"ok":false/.test(answer));
    const finds = refusals.flatMap((answer) => canariesIn("a refusal", answer, all));
    expect(told("refusals", { finds, looked: refusals.length })).toEqual([]);
    expect(refusals.length).toBeGreaterThan(50);
  });

  it("in the lines of web and worker", () => {
    const text = web.output() + worker.output();
    const finds = canariesIn("the log of web and worker", text, all);
    expect(told("lines of web and worker", { finds, looked: text.split("\n").length })).toEqual([]);
    for (const line of text.split("\n").filter(Boolean)) expect(() => JSON.parse(line)).not.toThrow();
  });

  it("in what PostgreSQL writes of every statement and every value it is given", () => {
    const text = readFileSync(server.logFile);
    const finds = canariesIn("the log of PostgreSQL", text, sealed);
    expect(
      told("lines of PostgreSQL, all statements with values", {
        finds,
        looked: text.toString("latin1").split("\n").length,
      }),
    ).toEqual([]);
    // The control: it does write down values, such as the name of a partner, which is kept as it is.
    expect(canariesIn("the log of PostgreSQL", text, ["house"])).not.toEqual([]);
  });

  it("in any row of any table, the queue's included, as a plain dump holds them", async () => {
    expect(told("tables", await canariesInTables(server.superuser, sealed))).toEqual([]);
    const { finds } = await canariesInTables(server.superuser, ["house"]);
    expect(finds.map(({ where }) => where)).toContain("table partner");
  });

  it("in what sessions and statistics say", async () => {
    const activity = await canariesInActivity(server.superuser, sealed);
    const statistics = await canariesInStatistics(server.superuser, sealed);
    if (!statistics) console.log("pg_stat_statements is not loaded into this PostgreSQL: not looked at.");
    expect(
      told("pg_stat_activity and pg_stat_statements", {
        finds: [...activity, ...(statistics ?? [])],
        looked: 1,
      }),
    ).toEqual([]);
  });

  it("in the files of the database and its log of changes", async () => {
    await server.superuser.query("checkpoint");
    expect(
      told("files of PostgreSQL, pg_wal included", canariesInFiles("data", server.dataDir, sealed)),
    ).toEqual([]);
    const house = canariesInFiles("data", server.dataDir, ["house"]).finds.map(({ where }) => where);
    expect(house.some((where) => where.includes("pg_wal"))).toBe(true);
    expect(house.some((where) => where.includes("base"))).toBe(true);
  });

  it("on the port of the metrics, in the files for browsers and in the home folder", async () => {
    const finds = [];
    for (const port of [metricsPort, metricsPort + 1])
      finds.push(...canariesIn("metrics", (await ask({ port }, { path: "/metrics" })).body, all));
    expect(told("metrics of web and worker", { finds, looked: 2 })).toEqual([]);
    expect(told("files for browsers", canariesInFiles("static", join(next, "static"), all))).toEqual([]);
  });
});

/** Fields whose text the browser keeps, and why that is so. Nobody's name belongs into any of them. */
const keptByBrowser: Record<string, string> = {
  "/sign-in E-mail address": "password managers need it; Chromium remembers it like any user name",
  "/admin/audit caseCode": "the filter of the trail is an address; a case code is nobody's name",
};
const unexpected = ({ field }: Find) => !(field in keptByBrowser);

describe.runIf(long)("typed into every form of a real browser", () => {
  it("there was a field or a button on each page that has a form", () => {
    console.table(typedInBrowser);
    expect(typedInBrowser.filter(({ fields }) => fields > 0).length).toBeGreaterThan(24);
    for (const { route, fields } of typedInBrowser)
      if (/^(intake|.partner)/.test(route)) expect([route, fields > 0]).toEqual([route, true]);
  });

  it("nothing of it stands in an address or a title", () => {
    expect(
      told("addresses and titles", { finds: bar.filter(unexpected), looked: typedInBrowser.length }),
    ).toEqual([]);
  });

  it("nothing of it is left in the profile after signing out", () => {
    const { finds, looked } = canariesInFiles("profile", profile(), all);
    expect(told("profile of the browser", { finds: finds.filter(unexpected), looked })).toEqual([]);
  });

  it("what a page keeps, an address says and a title shows would be found there", async () => {
    const folder = join(server.folder, "control");
    const context = await openBrowser({ profile: folder });
    const page = context.pages()[0] ?? (await context.newPage());
    const seen = watchBar(context);
    await page.goto(`${origin}/sign-in?x=${newCanary("person", "planted")}`);
    await page.evaluate(
      (text) => {
        localStorage.setItem("kept", text);
        document.title = text;
      },
      newCanary("person", "planted"),
    );
    await page.waitForTimeout(1_000);
    await context.close();
    const found = canariesInFiles("profile", folder, all).finds.map(({ where }) => where);
    expect(found.some((where) => /History/.test(where))).toBe(true);
    expect(found.some((where) => /Local Storage/.test(where))).toBe(true);
    expect(seen.map(({ where }) => where)).toContain("an address");
  });
});

it("a value that is planted in each of these places is found there", async () => {
  const canary = newCanary("person", "planted");
  await server.superuser.query("create table planted (kept text, queued jsonb)");
  await server.superuser.query("insert into planted values ($1, $2)", [canary, JSON.stringify({ canary })]);
  await server.superuser.query(`select '${canary}' as in_a_statement`);
  await server.superuser.query("checkpoint");
  const { finds } = await canariesInTables(server.superuser, sealed);
  expect(finds.map(({ where }) => where)).toEqual(["table planted"]);
  expect(canariesIn("log", readFileSync(server.logFile), sealed).map(({ field }) => field)).toContain(
    "planted",
  );
  expect(await canariesInActivity(server.superuser, sealed)).toEqual([]);
  const files = canariesInFiles("data", server.dataDir, sealed).finds.map(({ where }) => where);
  expect(
    files.some((where) => where.includes("pg_wal")) && files.some((where) => where.includes("base")),
  ).toBe(true);
  for (const [form, bytes] of Object.entries(planted("person")))
    expect(canariesIn(form, bytes, sealed), form).not.toEqual([]);
  await server.superuser.query("drop table planted");
});

/** Every query, asked for what there is. */
function everyQuery(): [string, Record<string, string>][] {
  // Of what there is none here, an id that nobody has.
  const known = new Proxy<Record<string, string>>(
    { ...ids },
    { get: (own, name) => (own[String(name)] ??= newId()) },
  ) as never;
  return [...queries.keys()].flatMap((name) => {
    const withIds =
      calls[name as keyof typeof calls]?.(known) ??
      houseCalls[name as keyof typeof houseCalls]?.(known) ??
      {};
    const input = Object.fromEntries(Object.entries(withIds).map(([key, value]) => [key, String(value)]));
    return [
      [name, {}],
      [name, input],
    ] as [string, Record<string, string>][];
  });
}

/** Every page and route there is, and its address with the ids of the case. */
function everyPage(): [route: string, path: string][] {
  const manifest = JSON.parse(
    readFileSync(join(next, "server", "app-paths-manifest.json"), "utf8"),
  ) as object;
  return Object.keys(manifest)
    .filter((route) => !/\/api\/(auth|leave)/.test(route))
    .map((route) => route.replace(/\/(page|route)$/, "").replaceAll(/\/\([\w-]+\)/g, ""))
    .map((route) => [
      route,
      route.replaceAll(/\[(\w+)\]/g, (_, name: string) => (ids as Record<string, string>)[name] ?? newId()),
    ]);
}

/** Last what ends something: a consent withdrawn or a case restricted takes the forms of other pages away. */
function inOrder(pages: [route: string, path: string][]): [route: string, path: string][] {
  const ends = ([route]: [string, string]) => /consentId|kept|retention|erasures/.test(route);
  return [...pages.filter((page) => !ends(page)), ...pages.filter(ends)];
}

/** Pages that show their forms only when something was chosen before. */
function furtherPages(): [route: string, path: string][] {
  const { caseId, needId, partnerId, unsentId } = ids;
  const asking = `/cases/${caseId}/referrals/new?need=${needId}&partner=${partnerId}`;
  return [
    ["/cases/[caseId]/referrals/new who", asking],
    ["/cases/[caseId]/referrals/new check", `${asking}&elements=case_code&elements=name&check=1`],
    ["/referrals/[referralId] not sent", `/referrals/${unsentId}`],
    ["/people list", "/people?status=all"],
  ];
}

async function pageOf(caller: Caller, path: string): Promise<string> {
  const { status, headers, body } = await ask(
    { port: Number(new URL(origin).port) },
    { path: path || "/", headers: caller.who },
  );
  return `${path} ${status} ${JSON.stringify(headers)}\n${body}`;
}
