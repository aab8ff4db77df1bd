import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { sessionCookie } from "@/lib/core/sessions";
import { useDatabase } from "@/lib/testing/database";
import { withDatabase } from "@/lib/testing/global-database";
import { registerSomebody } from "@/lib/testing/registration";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff } from "@/lib/testing/staff";
import { ask, startWebProgram, type WebProgram } from "@/lib/testing/web-program";

const database = useDatabase();
let web: WebProgram;
afterAll(() => web.stop());

beforeAll(async () => {
  web = await startWebProgram();
}, 60_000);

it("a page whose record was tampered with says a number and nothing else, and the log says where", async () => {
  const staff = await makeStaff(database.ownerUrl, await makeOrganisation(database.ownerUrl), "caseworker");
  const { caseId } = await registerSomebody(staff, { preferredName: "Sok Alpha", goal: "Alpha goal" });
  const headers = { cookie: `${sessionCookie}=${(await signedIn(staff)).token}` };
  const page = () => ask(web, { path: `/cases/${caseId}`, headers });
  const whole = await page();
  expect([whole.status, whole.body.includes("Alpha goal")]).toEqual([200, true]);

  const name = new URL(database.ownerUrl).pathname.slice(1);
  const superuser = new pg.Client({ connectionString: withDatabase(inject("databaseUrls").superUrl, name) });
  await superuser.connect();
  await superuser.query("alter table case_file disable trigger user");
  await superuser.query("update case_file set goal_sealed = substring(goal_sealed from 2) where id = $1", [
    caseId,
  ]);
  await superuser.end();

  const broken = await page();
  expect(broken.body).not.toContain("Alpha");
  const [, number] = /seal:([0-9a-f-]{36})/.exec(broken.body) ?? [];
  expect(number).toBeDefined();
  const lines = web
    .output()
    .split("\n")
    .filter((line) => line.includes(number!));
  const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const place = { level: 50, code: "seal_broken", table: "case_file", column: "goal_sealed", row: caseId };
  expect(said).toContainEqual(expect.objectContaining(place));
  expect(said).toContainEqual(expect.objectContaining({ msg: "page failed", error: "SealBroken" }));
  expect(web.output()).not.toContain("Alpha");
  expect((await ask(web, { path: "/people", headers })).status).toBe(200);
});
