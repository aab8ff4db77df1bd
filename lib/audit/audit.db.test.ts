import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { listAudit } from "@/lib/audit/queries";
import { getCase } from "@/lib/cases/reading/queries";
import type { Staff } from "@/lib/core/actor";
import { dayOf } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";
import { deactivateUser } from "@/lib/users/commands";
import { listUsers } from "@/lib/users/queries";

const database = useDatabase();
let organisation: TestOrganisation;
let administrator: Staff;
let caseworker: Staff;
let file: TestCase;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  administrator = await makeStaff(database.ownerUrl, organisation, "administrator", { name: "Sophea" });
  caseworker = await makeStaff(database.ownerUrl, organisation, "caseworker");
  file = await makeCase(database.ownerUrl, caseworker);
  for (const [at, action, kind] of [
    ["2026-01-10T16:59:59.999Z", "case.get", "view"],
    ["2026-01-10T17:00:00.000Z", "case.get", "view"],
    ["2026-01-11T16:59:59.999Z", "need.add", "write"],
    ["2026-01-11T17:00:00.000Z", "case.get", "denied"],
  ] as const) {
    await rowsOf(
      database.ownerUrl,
      organisation.id,
      `insert into audit_event (organisation_id, id, at, kind, action, actor_kind, actor_id, actor_role, entity, entity_id, case_id, detail, request_id, app_version)
       values ($1, $2, $3, $4, $5, 'staff', $6, 'caseworker', 'case', $7, $7, '{"type": "N07", "count": 1}', 'r', '0')`,
      [organisation.id, newId(), at, kind, action, caseworker.userId, file.id],
    );
  }
});

const ask = async (input: z.input<typeof listAudit.input>, who = administrator) =>
  listAudit.output.parse(await listAudit.execute(who, input, testOrigin));

describe("audit.list", () => {
  it("tells who did what to whom, from where, with the names that administrators may know", async () => {
    const leaver = await makeStaff(database.ownerUrl, organisation, "caseworker", { name: "Leaver" });
    const { actor } = await signedIn(administrator);
    await deactivateUser.execute(actor, { userId: leaver.userId, version: 1 }, testOrigin);
    const { events } = await ask({ action: "user.deactivate" });
    expect(events).toEqual([
      expect.objectContaining({
        kind: "write",
        outcome: "allowed",
        actorKind: "staff",
        actorName: "Sophea",
        role: "administrator",
        entity: "user",
        subject: "Leaver",
        caseCode: null,
        detail: { role: "caseworker", sessions: 0, openCases: 0, tokens: 0, invitations: 0, accesses: 0 },
        network: "192.0.2.0/24",
        device: "Test",
      }),
    ]);
  });

  it("answers who looked at one case, without its content", async () => {
    const { events } = await ask({ caseCode: file.code });
    expect(events.map(({ action, kind }) => `${action} ${kind}`)).toEqual([
      "case.get denied",
      "need.add write",
      "case.get view",
      "case.get view",
    ]);
    expect(events.every(({ caseCode, actorName }) => caseCode === file.code && actorName === "Dara")).toBe(
      true,
    );
    expect(JSON.stringify(events)).not.toContain("N07");
    expect((await ask({ caseCode: "000-000-0" })).events).toEqual([]);
  });

  it("also tells who was refused it, for whom it had no case", async () => {
    const own = await makeCase(database.ownerUrl, caseworker);
    const curious = await makeStaff(database.ownerUrl, organisation, "caseworker", {
      team: 1,
      name: "Vuthy",
    });
    await expect(getCase.execute(curious, { caseId: own.id }, testOrigin)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect((await ask({ caseCode: own.code })).events).toEqual([
      expect.objectContaining({
        action: "case.get",
        outcome: "denied",
        actorName: "Vuthy",
        caseCode: own.code,
      }),
    ]);
  });

  it("counts days as Phnom Penh does, both ends included", async () => {
    const times = async (from?: string, to?: string) =>
      (await ask({ caseCode: file.code, ...(from && { from }), ...(to && { to }) })).events.map(
        ({ at }) => at,
      );
    expect(await times("2026-01-11", "2026-01-11")).toEqual([
      "2026-01-11T16:59:59.999Z",
      "2026-01-10T17:00:00.000Z",
    ]);
    expect(await times(undefined, "2026-01-10")).toEqual(["2026-01-10T16:59:59.999Z"]);
    expect(await times("2026-01-12")).toEqual(["2026-01-11T17:00:00.000Z"]);
  });

  it("filters by person, kind, action and entity together", async () => {
    expect((await ask({ actorId: caseworker.userId, kind: "view" })).events).toHaveLength(2);
    expect((await ask({ entityId: file.id, action: "need.add" })).events).toHaveLength(1);
    expect((await ask({ entityId: newId() })).events).toEqual([]);
  });

  it("goes on page by page without loss or repetition, also where times are equal", async () => {
    const home = await makeOrganisation(database.ownerUrl);
    const boss = await makeStaff(database.ownerUrl, home, "administrator");
    const worker = await makeStaff(database.ownerUrl, home, "caseworker");
    await rowsOf(
      database.ownerUrl,
      home.id,
      `insert into audit_event (organisation_id, id, at, kind, action, actor_kind, actor_id, entity, request_id, app_version)
       select $1, gen_random_uuid(), '2026-02-01'::timestamptz + (n / 4) * interval '1 ms', 'view', 'case.get', 'staff', $2, 'case', 'r', '0'
       from generate_series(1, 23) n`,
      [home.id, worker.userId],
    );
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await ask({ actorId: worker.userId, limit: 5, ...(after && { after }) }, boss);
      seen.push(...page.events.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toHaveLength(23);
    expect(new Set(seen).size).toBe(23);
  });

  it("writes down that somebody asked, and for what", async () => {
    const asking = await makeStaff(database.ownerUrl, organisation, "administrator");
    await ask(
      { actorId: caseworker.userId, from: "2026-01-01", to: dayOf(new Date("2026-01-10T00:00:00Z")) },
      asking,
    );
    const own = (await eventsOf(database.ownerUrl, organisation.id, "audit.list")).filter(
      ({ actor_id }) => actor_id === asking.userId,
    );
    expect(own).toEqual([
      expect.objectContaining({
        kind: "view",
        entity: "audit",
        detail: { actorId: caseworker.userId, from: "2026-01-01", to: "2026-01-10", count: 1 },
      }),
    ]);
  });

  it("shows refusals, and is refused to everybody else", async () => {
    await expect(listUsers.execute(caseworker, {}, testOrigin)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const { events } = await ask({ kind: "denied", action: "user.list" });
    expect(events).toEqual([
      expect.objectContaining({ outcome: "denied", actorName: "Dara", role: "caseworker" }),
    ]);
    await expect(listAudit.execute(caseworker, {}, testOrigin)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("ends at the organisation, also for codes", async () => {
    const home = await makeOrganisation(database.ownerUrl);
    const stranger = await makeStaff(database.ownerUrl, home, "administrator");
    expect((await ask({ caseCode: file.code }, stranger)).events).toEqual([]);
    expect((await ask({ entityId: file.id }, stranger)).events).toEqual([]);
    expect((await ask({}, stranger)).events.every(({ caseCode }) => caseCode === null)).toBe(true);
  });

  it.each([
    { caseCode: "k7q" },
    { from: "yesterday" },
    { from: "2026-02-30" },
    { to: "0001-01-01" },
    { kind: "all" },
    { limit: 0 },
    { after: "x" },
    { after: "0000-01-01T00:00:00Z~x" },
    { who: "Dara" },
  ])("refuses %j", async (input) => {
    await expect(listAudit.execute(administrator, input, testOrigin)).rejects.toMatchObject({
      code: "INVALID",
    });
  });
});
