import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { listAudit } from "@/lib/audit/queries";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import {
  insertAsOwner,
  makeOrganisation,
  makeStaff,
  type TestOrganisation,
  testOrigin,
} from "@/lib/testing/staff";
import { rowsOf } from "@/lib/testing/owner";

const database = useDatabase();
let house: TestOrganisation;
let administrator: Staff;
let dara: Staff;
let vanna: Staff;
let file: TestCase;

type Given = { at: string; action: string; kind?: string; by?: Staff; role?: string } & Record<
  string,
  unknown
>;

/** Puts an event into the trail as it would be, at a time of its own. */
async function happened({
  at,
  action,
  kind = "view",
  by = dara,
  role = by.role,
  ...rest
}: Given): Promise<void> {
  const row = {
    ...{
      organisation_id: house.id,
      id: newId(),
      at: `2026-03-${at}:00Z`,
      action,
      kind,
      entity: action.split(".")[0],
    },
    ...{ actor_kind: "staff", actor_id: by.userId, actor_role: role, request_id: "r", app_version: "0" },
    outcome: kind === "denied" ? "denied" : "allowed",
    ...rest,
  };
  const names = Object.keys(row);
  const places = names.map((_, i) => `$${i + 1}`);
  const sql = `insert into audit_event (${names.join(", ")}) values (${places.join(", ")})`;
  await rowsOf(database.ownerUrl, house.id, sql, Object.values(row));
}

beforeAll(async () => {
  const { ownerUrl } = database;
  house = await makeOrganisation(ownerUrl);
  administrator = await makeStaff(ownerUrl, house, "administrator", { name: "Sophea" });
  dara = await makeStaff(ownerUrl, house, "caseworker");
  vanna = await makeStaff(ownerUrl, house, "caseworker", { team: 1, name: "Vanna" });
  file = await makeCase(ownerUrl, dara);
  const ofFile = { entity_id: file.id, case_id: file.id };
  await happened({ at: "01T10:00", action: "case.get", ...ofFile });
  await happened({ at: "01T10:01", action: "need.add", kind: "write", ...ofFile });
  await happened({ at: "01T11:00", action: "person.reveal", reason: "safety", ...ofFile });
  await happened({ at: "02T10:00", action: "referral.send", kind: "share", ...ofFile });
  await happened({ at: "02T15:30", action: "case.get", kind: "denied", by: vanna, entity_id: file.id });
  await happened({ at: "02T15:31", action: "person.search", by: vanna, covers: [file.id] });
  await happened({ at: "02T15:32", action: "person.search", by: vanna, covers: [newId()] });
  await happened({
    at: "02T15:33",
    action: "access.breakGlass",
    kind: "write",
    by: vanna,
    reason: "glass",
    ...ofFile,
  });
  await happened({ at: "02T15:34", action: "case.get", by: vanna, reason: "glass", ...ofFile });
  await happened({ at: "03T10:00", action: "user.update", kind: "write", by: administrator });
  await happened({ at: "03T11:00", action: "session.open", kind: "auth", outcome: "denied" });
  await happened({ at: "04T10:00", action: "audit.list", by: administrator });
  for (const action of ["audit.list", "person.reveal", "access.breakGlass"])
    await happened({ at: "04T10:30", action, kind: "denied" });
  await happened({ at: "04T11:00", action: "case.lookers", ...ofFile });
});

const march = { from: "2026-03-01", to: "2026-03-31" };
const ask = async (input: z.input<typeof listAudit.input>, who = administrator) =>
  listAudit.output.parse(await listAudit.execute(who, input, testOrigin)).events;
const acts = async (input: z.input<typeof listAudit.input>, who = administrator) =>
  (await ask(input, who)).map(({ action, kind }) => (kind === "denied" ? `refused ${action}` : action));

describe("a question to the trail", () => {
  it("who looked at a case: also who was refused, found it, and came in", async () => {
    expect(await acts({ question: "case", caseCode: file.code, ...march })).toEqual([
      ...["case.lookers", "case.get", "access.breakGlass", "person.search", "refused case.get"],
      ...["person.reveal", "case.get"],
    ]);
    expect(await acts({ question: "case", caseCode: "K7Q-4MX-2" })).toEqual([]);
  });

  it("what a colleague did on a day of Phnom Penh", async () => {
    const day = { question: "colleague", actorId: vanna.userId, day: "2026-03-02" } as const;
    expect(await acts(day)).toHaveLength(5);
    expect(await acts({ ...day, day: "2026-03-01" })).toEqual([]);
    expect(await acts({ ...day, day: undefined })).toHaveLength(5);
  });

  it.each([
    ["left", ["referral.send", "person.reveal"]],
    [
      "refused",
      [
        ...["refused access.breakGlass", "refused person.reveal", "refused audit.list"],
        ...["session.open", "refused case.get"],
      ],
    ],
    ["emergency", ["case.get", "access.breakGlass"]],
    ["administration", ["user.update"]],
    ["readers", ["case.lookers", "audit.list"]],
  ] as const)("%s", async (question, expected) => {
    expect(await acts({ question, ...march })).toEqual(expected);
    expect(await acts({ question, to: "2026-02-28" })).toEqual([]);
  });

  it("is narrowed to a colleague", async () => {
    expect(await acts({ question: "refused", actorId: vanna.userId, ...march })).toEqual([
      "refused case.get",
    ]);
    expect(await acts({ question: "left", actorId: vanna.userId, ...march })).toEqual([]);
  });

  it("goes on from page to page, through all the places where a case's looks are found", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: z.output<typeof listAudit.output> = await listAudit.execute(
        administrator,
        { question: "case", caseCode: file.code, ...march, limit: 2, ...(after && { after }) },
        testOrigin,
      );
      const { events, next } = page as { events: { id: string }[]; next: string | null };
      seen.push(...events.map(({ id }) => id));
      after = next;
    } while (after);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });

  it("is not asked about nobody", async () => {
    for (const [question, field] of [
      ["case", "caseCode"],
      ["colleague", "actorId"],
    ])
      await expect(listAudit.execute(administrator, { question }, testOrigin)).rejects.toMatchObject({
        code: "INVALID",
        fields: { [field!]: "core.error.missing" },
      });
  });

  it("is answered to the data-protection officer too, codes and all", async () => {
    const officer = await makeStaff(database.ownerUrl, house, "limited", {
      grants: ["data_protection_officer"],
    });
    const events = await ask({ question: "case", caseCode: file.code, ...march }, officer);
    expect(events).toHaveLength(7);
    expect(events.every(({ caseCode, action }) => caseCode === file.code || action === "person.search")).toBe(
      true,
    );
  });
});

describe("unusual reading", () => {
  it("is marked on what that person did at that time, unless it is oneself who asks", async () => {
    const alert = (user: Staff, rule: string, start: string) => {
      const id = newId();
      const row = {
        organisation_id: house.id,
        id,
        user_id: user.userId,
        rule,
        period_start: start,
        count: 50,
      };
      return { table: "watch_alert", covering: id, row };
    };
    await insertAsOwner(database.ownerUrl, house.id, [
      alert(vanna, "many_cases", "2026-03-02T15:00:00Z"),
      alert(dara, "night", "2026-03-01T10:30:00Z"),
      alert(administrator, "other_teams", "2026-03-03T00:00:00Z"),
    ]);
    const events = await ask(march);
    const unusual = events.flatMap(({ unusual: rule, action, actorName }) =>
      rule ? [`${rule}: ${actorName}, ${action}`] : [],
    );
    expect(unusual).toEqual([
      "many_cases: Vanna, case.get",
      "many_cases: Vanna, access.breakGlass",
      "many_cases: Vanna, person.search",
      "many_cases: Vanna, person.search",
      "many_cases: Vanna, case.get",
      "night: Dara, person.reveal",
    ]);
  });
});
