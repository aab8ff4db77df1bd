import { createServer } from "node:http";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { sessionCookie } from "@/lib/core/sessions";
import { makeCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff } from "@/lib/testing/staff";
import { ask, freePort, startWebProgram, type WebProgram } from "@/lib/testing/web-program";

const database = useDatabase();
/** Distinctive text that is given to the program in every way, and must not come out among the figures. */
const canary = "Zqxfigures";
let web: WebProgram;
let port: number;
let secrets: string[];

beforeAll(async () => {
  port = await freePort();
  web = await startWebProgram({ ONWARD_METRICS_PORT: String(port) });
  const organisation = await makeOrganisation(database.ownerUrl, { name: canary });
  const staff = await makeStaff(database.ownerUrl, organisation, "caseworker", { name: canary });
  const { id: caseId } = await makeCase(database.ownerUrl, staff);
  const { token, actor } = await signedIn(staff);
  secrets = [canary, caseId, organisation.id, staff.userId, actor.sessionId, token];
  const headers = {
    cookie: `${sessionCookie}=${token}`,
    origin: web.origin,
    "content-type": "application/json",
  };
  const body = JSON.stringify({ caseId, body: canary });
  for (const path of [
    `/cases/${caseId}`,
    `/${canary}?name=${canary}`,
    `/api/queries/case.get?caseId=${caseId}`,
    `/api/queries/${canary}`,
    `/api/queries/case.get?caseId=${newId()}`,
  ])
    await ask(web, { path, headers });
  for (const name of ["note.add", canary])
    await ask(web, { method: "POST", path: `/api/commands/${name}`, headers, body });
}, 60_000);
afterAll(() => web.stop());

it("says how much was asked, of what and with what outcome, to whoever stands beside the program", async () => {
  const { status, body } = await ask({ port }, { path: "/metrics" });
  expect(status).toBe(200);
  for (const line of [
    'onward_request_seconds_count{door="query",name="case.get",status="2xx"} 1',
    'onward_request_seconds_count{door="query",name="case.get",status="4xx"} 1',
    'onward_request_seconds_count{door="query",name="unknown",status="4xx"} 1',
    'onward_request_seconds_count{door="command",name="unknown",status="4xx"} 1',
    'onward_denials_total{name="case.get"} 1',
    'onward_database_connections{role="app",state="waiting"} 0',
    "onward_seal_broken_total 0",
    "process_resident_memory_bytes",
    "nodejs_eventloop_lag_p99_seconds",
  ])
    expect(body).toContain(line);
  expect(body).toMatch(/onward_commands_total\{name="note\.add",outcome="\w+"\} 1/);
});

it("names nobody and nothing that somebody typed", async () => {
  const { body } = await ask({ port }, { path: "/metrics" });
  const keys = ["ONWARD_SEALING_KEY", "ONWARD_INDEX_KEY", "NEXTAUTH_SECRET", "DATABASE_URL"].map(
    (name) => process.env[name]!,
  );
  const found = [...secrets, ...keys].filter((secret) => body.toLowerCase().includes(secret.toLowerCase()));
  expect(found).toEqual([]);
  expect(body).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  // The control: the same look finds what is there.
  expect(`${body}# ${canary}`.toLowerCase().includes(canary.toLowerCase())).toBe(true);
});

it("answers nothing else there", async () => {
  for (const sent of [
    { path: "/" },
    { path: "/metrics/" },
    { path: "/metrics?x=1" },
    { path: "/api/health" },
    { path: "/metrics", method: "POST" },
  ])
    expect([sent.path, (await ask({ port }, sent)).status]).toEqual([sent.path, 404]);
});

it("cannot be reached from another machine, nor through the public port", async () => {
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4");
  for (const { address } of outside)
    await expect(fetch(`http://${address}:${port}/metrics`)).rejects.toThrow();
  for (const path of ["/metrics", "/api/metrics", "//metrics", "/_next/../metrics"]) {
    const { status, body } = await ask(web, { path, headers: { host: `127.0.0.1:${port}` } });
    expect(status).toBeGreaterThanOrEqual(300);
    expect(body).not.toContain("onward_request_seconds");
  }
});

it("keeps nobody from their work when the port is taken", async () => {
  const taken = await freePort();
  const other = createServer().listen(taken, "127.0.0.1");
  const second = await startWebProgram({ ONWARD_METRICS_PORT: String(taken) });
  expect((await ask(second, { path: "/sign-in" })).status).toBe(200);
  expect(second.output()).toMatch(/"code":"EADDRINUSE".*the private port cannot be opened/);
  await second.stop();
  other.close();
});
