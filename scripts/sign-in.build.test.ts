import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { hashPassword } from "@/lib/core/passwords";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/owner";
import { insertAsOwner, makeOrganisation, type TestOrganisation } from "@/lib/testing/staff";
import { type Onlooker, watchDatabase } from "@/lib/testing/state";
import { ask, startWebProgram, type WebProgram } from "@/lib/testing/web-program";

const database = useDatabase();
const password = "a long and calm sentence";
let web: WebProgram;
let onlooker: Onlooker;
let organisation: TestOrganisation;
let password_hash: string;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  password_hash = await hashPassword(password);
  web = await startWebProgram();
  onlooker = await watchDatabase(database.ownerUrl);
}, 120_000);
afterEach(() => onlooker.run("delete from throttle"));
afterAll(async () => {
  await web.stop();
  await onlooker.close();
});

async function account(): Promise<string> {
  const [organisation_id, id] = [organisation.id, newId()];
  const email = `${id}@example.org`;
  const row = {
    organisation_id,
    id,
    email,
    display_name: "Dara",
    role: "caseworker",
    status: "active",
    password_hash,
  };
  await insertAsOwner(database.ownerUrl, organisation_id, [{ table: "user_account", covering: id, row }]);
  return email;
}

type Try = { status: number; cookies: string[]; said?: string };
type Judge = (email: string, password: string, headers?: Record<string, string>) => Promise<Try>;

/** A browser at the sign-in page of a program. `jar` is what it holds besides. */
async function browser(program: WebProgram, jar = ""): Promise<Judge> {
  const csrf = await ask(program, { path: "/api/auth/csrf" });
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
  const cookie = [...csrf.headers["set-cookie"]!.map((one) => one.split(";")[0]), jar].join("; ");
  return async (email, password, headers = {}) => {
    const {
      status,
      headers: given,
      body: said,
    } = await ask(program, {
      method: "POST",
      path: "/api/auth/callback/credentials",
      headers: { origin: program.origin, "content-type": "application/json", cookie, ...headers },
      body: JSON.stringify({ csrfToken, email, password }),
    });
    return { status, cookies: given["set-cookie"] ?? [], said };
  };
}

/** How many of so many wrong passwords at once, all for one account, were judged at all. */
async function judgedOf(judge: Judge, email: string, tries: number): Promise<number> {
  const all = await Promise.all(Array.from({ length: tries }, () => judge(email, "wrong")));
  expect(all.filter(({ status }) => status !== 401 && status !== 429)).toEqual([]);
  return all.filter(({ status }) => status === 401).length;
}

/** How many of so many tries at once, each for another account and with another invented network, were judged at all. */
async function judgedFromOneNetwork(judge: Judge, tries: number): Promise<number> {
  const all = await Promise.all(
    Array.from({ length: tries }, (_, n) =>
      judge(`nobody-${n}@example.org`, "wrong", {
        "x-forwarded-for": `198.51.${n}.7`,
        forwarded: `for=198.51.${n}.7`,
        "x-real-ip": `198.51.${n}.7`,
        "x-onward-network": `198.51.${n}.0/24`,
      }),
    ),
  );
  expect(all.filter(({ status }) => status !== 401 && status !== 429)).toEqual([]);
  return all.filter(({ status }) => status === 401).length;
}

const failures = async () =>
  (await eventsOf(database.ownerUrl, organisation.id, "session.open")).filter(
    ({ outcome }) => outcome === "denied",
  ).length;

describe("tries to sign in", () => {
  it("are judged ten times for an account, of 200 at once, and a restart forgets none", async () => {
    const email = await account();
    const judge = await browser(web);
    const before = await failures();
    expect(await judgedOf(judge, email, 200)).toBe(10);
    expect((await failures()) - before).toBe(10);
    await web.stop();
    web = await startWebProgram();
    // So many tries are too many for the network too, which is counted apart.
    await onlooker.run("delete from throttle where key like 'sign-in:network:%'");
    expect((await (await browser(web))(email, password)).status).toBe(429);
    expect((await (await browser(web))(await account(), password)).status).toBe(200);
  });

  it("are judged a hundred times for a network, whatever they say that theirs is", async () => {
    // Seventy are behind us, so that this takes no longer than it must.
    await onlooker.run(
      "insert into throttle (key, window_start, hits) values ('sign-in:network:127.0.0.0/24', now(), 70), ('sign-in:network:0:0:0::/48', now(), 70)",
    );
    expect(await judgedFromOneNetwork(await browser(web), 60)).toBe(30);
  });

  it("are counted by what a trusted proxy says, its own word only", async () => {
    const proxied = await startWebProgram({ ONWARD_TRUST_PROXY: "1" });
    const judge = await browser(proxied);
    const from = async (addresses: string) =>
      (await judge("nobody@example.org", "wrong", { "x-forwarded-for": addresses })).status;
    const key = "sign-in:network:203.0.113.0/24";
    await onlooker.run(`insert into throttle (key, window_start, hits) values ('${key}', now(), 100)`);
    expect(await from("203.0.113.9")).toBe(429);
    expect(await from("198.51.100.1, 203.0.113.77")).toBe(429);
    expect(await from("203.0.113.9, 198.51.100.1")).toBe(401);
    await proxied.stop();
  });

  it("are answered the same for an account that exists and for one that does not, and not at once", async () => {
    const judge = await browser(web);
    const answers = [];
    for (const email of [await account(), "nobody@example.org"]) {
      const began = performance.now();
      const { said, ...answer } = await judge(email, "wrong");
      expect(performance.now() - began).toBeGreaterThan(395);
      answers.push({ ...answer, said: said!.replace(/"requestId":"[\w-]+"/, "") });
    }
    expect(answers[0]).toEqual({ status: 401, cookies: [], said: '{"ok":false,"code":"UNAUTHENTICATED",}' });
    expect(answers[1]).toEqual(answers[0]);
  });

  it("open a session and take the mark of having left away; a wrong one leaves it", async () => {
    const email = await account();
    const judge = await browser(web, "__Host-left=1");
    expect((await judge(email, "wrong")).cookies.join()).not.toContain("__Host-left");
    const { status, cookies } = await judge(email, password);
    expect(status).toBe(200);
    expect(cookies).toContainEqual(expect.stringMatching(/^__Host-session=[\w-]{43}; .*HttpOnly; Secure/));
    expect(cookies).toContain("__Host-left=; Max-Age=0; Path=/; Secure; SameSite=Lax");
  });

  it("end the session that the same browser had before, and no other", async () => {
    const email = await account();
    const open = async (jar?: string) =>
      sessionIn((await (await browser(web, jar))(email, password)).cookies);
    const [elsewhere, former] = [await open(), await open()];
    const present = await open(former);
    const status = async (cookie: string) =>
      (await ask(web, { path: "/api/queries/me.get", headers: { cookie } })).status;
    // Without a second factor there is no more to see than that the session lives.
    expect([await status(former), await status(elsewhere), await status(present)]).toEqual([
      401,
      expect.not.toBeOneOf([401]),
      expect.not.toBeOneOf([401]),
    ]);
  });
});

describe("the count bites", () => {
  /** A guard with a fault: it looks first and counts later, or believes what a client says of its network. */
  const guard = (
    limit: number,
    keyOf: (email: string, headers: Record<string, string>) => string,
    late = 0,
  ): Judge => {
    const hits = new Map<string, number>();
    return async (email, _password, headers = {}) => {
      const key = keyOf(email, headers);
      const before = hits.get(key) ?? 0;
      if (late) await new Promise((resolve) => setTimeout(resolve, late));
      hits.set(key, before + 1);
      return { status: before < limit ? 401 : 429, cookies: [] };
    };
  };

  it("but not on one that counts at once", async () => {
    expect(
      await judgedOf(
        guard(10, (email) => email),
        await account(),
        200,
      ),
    ).toBe(10);
    expect(
      await judgedFromOneNetwork(
        guard(100, () => "socket"),
        130,
      ),
    ).toBe(100);
  });

  it("on one that looks first and counts later", async () => {
    expect(
      await judgedOf(
        guard(10, (email) => email, 1),
        await account(),
        200,
      ),
    ).toBe(200);
  });

  it("on one that forgets when it is started again", async () => {
    const email = await account();
    expect(
      await judgedOf(
        guard(10, (one) => one),
        email,
        200,
      ),
    ).toBe(10);
    expect(
      await judgedOf(
        guard(10, (one) => one),
        email,
        1,
      ),
    ).toBe(1);
  });

  it("on one that believes a forwarded address", async () => {
    const believing = guard(30, (_email, headers) => headers["x-forwarded-for"]!);
    expect(await judgedFromOneNetwork(believing, 60)).toBe(60);
  });
});

function sessionIn(cookies: string[]): string {
  return cookies.find((cookie) => cookie.startsWith("__Host-session="))!.split(";")[0]!;
}
