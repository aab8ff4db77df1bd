import { beforeAll, expect, it } from "vitest";
import { answerCommand, answerQuery, partnerHeader } from "@/lib/core/http";
import { callOf } from "@/lib/core/next-http";
import { opaqueToken } from "@/lib/core/crypto";
import { newId } from "@/lib/core/ids";
import { commands, queries } from "@/lib/registry";
import type { Staff } from "@/lib/core/actor";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf, runAs } from "@/lib/testing/owner";
import { makeSentReferral, type TestReferral } from "@/lib/testing/referrals";
import { makeOrganisation, makeStaff } from "@/lib/testing/staff";

const database = useDatabase();
const origin = "http://localhost:3000";
let dara: Staff;
let ours: TestReferral;
let theirs: TestReferral;
let stranger: TestReferral;

beforeAll(async () => {
  dara = await makeStaff(database.ownerUrl, await makeOrganisation(database.ownerUrl), "caseworker");
  const other = await makeStaff(database.ownerUrl, await makeOrganisation(database.ownerUrl), "caseworker");
  ours = await makeSentReferral(database.ownerUrl, dara);
  theirs = await makeSentReferral(database.ownerUrl, dara);
  stranger = await makeSentReferral(database.ownerUrl, other);
});

const tokenOf = ({ link }: TestReferral) => link.split("/").at(-1)!;
const headers = (token: string, network: string) => ({
  origin,
  "sec-fetch-site": "same-origin",
  "content-type": "application/json",
  "x-onward-network": network,
  [partnerHeader]: token,
});
/** A raw request with a link, as somebody who knows ids would send it. */
const post = (name: string, token: string, body: object, network = newId()) =>
  answerCommand(
    commands.get(name),
    callOf(
      new Request(`${origin}/api/commands/${name}`, {
        method: "POST",
        headers: headers(token, network),
        body: JSON.stringify(body),
      }),
    ),
  );
const get = (name: string, token: string, search: Record<string, string> = {}, network = newId()) =>
  answerQuery(
    queries.get(name),
    callOf(
      new Request(`${origin}/api/queries/${name}?${new URLSearchParams(search)}`, {
        headers: headers(token, network),
      }),
    ),
  );

it("opens one referral with one link, and of others nothing, whatever the request names", async () => {
  const mine = await get("referral.shared", tokenOf(ours));
  expect(mine.status).toBe(200);
  expect(mine.body).toContain(ours.file.code);
  for (const one of [theirs, stranger]) expect(mine.body).not.toContain(one.file.code);

  const answers = [];
  for (const { id, file, needId, partner } of [theirs, stranger]) {
    for (const name of [
      "referral.get",
      "referral.list",
      "case.get",
      "case.list",
      "note.list",
      "person.search",
    ])
      answers.push([
        name,
        await get(name, tokenOf(ours), { referralId: id, caseId: file.id, needId, q: file.code }),
      ]);
    for (const name of [
      "referral.acknowledge",
      "referral.respond",
      "referral.recordService",
      "referral.giveFeedback",
    ])
      answers.push([
        name,
        await post(name, tokenOf(ours), { referralId: id, version: 2, answer: "accepted", caseId: file.id }),
      ]);
    for (const name of ["referral.close", "referral.send", "person.reveal", "note.reveal", "access.ask"])
      answers.push([
        name,
        await post(name, tokenOf(ours), { referralId: id, caseId: file.id, partnerId: partner.id }),
      ]);
  }
  for (const [name, { status, body }] of answers as [string, { status: number; body: string }][]) {
    expect([400, 403, 404], `${name} ${body}`).toContain(status);
    for (const { file } of [theirs, stranger]) expect(body, name).not.toContain(file.code);
  }
  const untouched = await rowsOf(
    database.ownerUrl,
    dara.organisationId,
    "select status from referral where id = $1",
    [theirs.id],
  );
  expect(untouched).toEqual([{ status: "sent" }]);
});

it("lets the database show one referral to one link, past every door", async () => {
  for (const table of [
    "referral",
    "need",
    "case_file",
    "note",
    "person",
    "consent",
    "task",
    "case_access",
    "watch_alert",
    "audit_event",
  ]) {
    const rows = await runAs<{ n: number }>(database.appUrl, ours.holder, [
      `select count(*)::int as n from ${table}`,
    ]);
    expect(rows[0]!.n, table).toBe(["referral", "need", "consent"].includes(table) ? 1 : 0);
  }
});

it("answers a link that was never made as one that is no link, marks tries, and after twenty answers no more", async () => {
  const [madeUp, nonsense] = [
    await get("referral.shared", opaqueToken()),
    await get("referral.shared", "x".repeat(43)),
  ];
  const said = ({ body }: { body: string }) => ({ ...JSON.parse(body), requestId: "" });
  expect(said(madeUp)).toEqual(said(nonsense));
  expect(madeUp.status).toBe(401);

  const network = "203.0.113.0/24";
  const tries = [];
  for (let i = 0; i < 22; i++)
    tries.push((await get("case.get", tokenOf(ours), { caseId: theirs.file.id }, network)).status);
  expect(tries.slice(0, 20)).toEqual(Array(20).fill(403));
  expect(tries.slice(20)).toEqual([429, 429]);
  expect((await get("referral.shared", opaqueToken(), {}, network)).status).toBe(429);
  expect((await get("referral.shared", tokenOf(ours), {}, network)).status).toBe(200);

  const marked = (await eventsOf(database.ownerUrl, dara.organisationId, "case.get")).filter(
    ({ kind, actor_id }) => kind === "denied" && actor_id === ours.id,
  );
  expect(marked.length).toBeGreaterThanOrEqual(22);
  expect(marked.at(-1)).toMatchObject({
    actor_kind: "partner",
    entity_id: theirs.file.id,
    outcome: "denied",
  });
});
