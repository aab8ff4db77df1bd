import { beforeAll, describe, expect, it } from "vitest";
import { askForExport, downloadExport } from "@/lib/audit/exporting/commands";
import { handlers } from "@/lib/audit/exporting/job-handlers";
import { auditExportJob } from "@/lib/audit/exporting/jobs";
import { exportStateNow } from "@/lib/audit/exporting/queries";
import { checkedFile } from "@/lib/audit/exporting/signature";
import { getCase } from "@/lib/cases/reading/queries";
import type { Staff } from "@/lib/core/actor";
import { useDatabase } from "@/lib/testing/database";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { jobsOf } from "@/lib/testing/jobs";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { testKey } from "@/lib/testing/sealing";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
const [write, forget] = handlers;
const keys = new Set([testKey.publicKey]);
let house: TestOrganisation;
let administrator: Staff;
let dara: Staff;
let file: TestCase;

beforeAll(async () => {
  process.env.ONWARD_AUDIT_SIGNING_KEY = Buffer.alloc(32, 7).toString("base64");
  const { ownerUrl } = database;
  house = await makeOrganisation(ownerUrl);
  administrator = {
    ...(await makeStaff(ownerUrl, house, "administrator", { name: "Sophea" })),
    steppedUp: true,
  };
  dara = await makeStaff(ownerUrl, house, "caseworker", { name: "=Dara, “D”" });
  file = await makeCase(ownerUrl, dara);
  await getCase.execute(dara, { caseId: file.id }, testOrigin);
});

const ask = (scope: object, who = administrator) => askForExport.execute(who, scope, testOrigin);
const made = async (scope: object, who = administrator) => {
  const { exportId } = await ask(scope, who);
  await write.handle({ organisationId: who.organisationId, exportId }, testOrigin);
  return exportId;
};
const fetched = (exportId: string, who = administrator) =>
  downloadExport.execute(who, { exportId }, testOrigin);
const state = async (who = administrator) => (await exportStateNow.execute(who, {}, testOrigin)).export;

describe("audit.export", () => {
  it("has the worker write, sign and seal a file that whoever asked can fetch", async () => {
    const { exportId } = await ask({ question: "case", caseCode: file.code });
    expect(await state()).toMatchObject({ id: exportId, status: "asked", until: null });
    expect(await jobsOf(database.ownerUrl, auditExportJob.name, { exportId })).toHaveLength(1);
    await expect(fetched(exportId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await write.handle({ organisationId: house.id, exportId }, testOrigin);
    await write.handle({ organisationId: house.id, exportId }, testOrigin);
    expect(await state()).toMatchObject({ status: "ready", rows: 1, until: expect.any(String) });
    const { csv, name } = downloadExport.output.parse(await fetched(exportId)) as {
      csv: string;
      name: string;
    };
    expect(name).toMatch(/^records-\d{4}-\d\d-\d\dT\d{4}\.csv$/);
    expect(checkedFile(Buffer.from(csv), keys)).toMatchObject({ fault: null, facts: { exportId, rows: 1 } });
    expect(checkedFile(Buffer.from(csv.replace("opened", "closed")), keys)).toEqual({ fault: "content" });
    const [header, row, last] = csv.split("\r\n");
    expect(header).toMatch(/^\ufeffevent_id,at_utc,sentence,actor,/);
    expect(row).toContain(
      `"'=Dara, “D” opened the file \u2068${file.code}\u2069"`.replaceAll(/[\u2068\u2069]/g, ""),
    );
    expect(row).toMatch(/,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z,/);
    expect(row).toContain(`,view,case.get,allowed,case,,${file.code},`);
    expect(last).toMatch(/^signature,onward\.export\.1,/);
    const sealed = await rowsOf<{ file: Buffer }>(
      database.ownerUrl,
      house.id,
      "select file_sealed as file from audit_export where id = $1",
      [exportId],
    );
    expect(sealed[0]!.file.includes(file.code)).toBe(false);
  });

  it("is written down when asked, written and each time it is fetched", async () => {
    const exportId = await made({ question: "refused" });
    await fetched(exportId);
    const of = async (action: string) => (await eventsOf(database.ownerUrl, house.id, action)).at(-1);
    expect(await of("audit.export")).toMatchObject({
      kind: "write",
      actor_id: administrator.userId,
      entity_id: exportId,
      detail: { question: "refused" },
    });
    expect(await of("audit.writeExport")).toMatchObject({
      actor_kind: "system",
      detail: { status: "ready" },
    });
    expect(await of("audit.download")).toMatchObject({
      kind: "share",
      actor_id: administrator.userId,
      entity_id: exportId,
      detail: { sha256: (await state())!.sha256 },
    });
  });

  it("holds no content of cases", async () => {
    const insert = `insert into audit_event (organisation_id, id, kind, action, actor_kind, actor_id, entity, entity_id, case_id, detail,
      request_id, app_version) values ($1, gen_random_uuid(), 'write', 'need.add', 'staff', $2, 'need', $3, $3,
      '{"type": "N07", "category": "sexual_violence"}', 'r', '0')`;
    await rowsOf(database.ownerUrl, house.id, insert, [house.id, dara.userId, file.id]);
    const { csv } = await fetched(await made({ action: "need.add" }));
    expect(csv).toContain(file.code);
    expect(csv).not.toMatch(/N07|sexual/);
  });

  it("is refused without a second factor just now, and to everybody who may not read the record", async () => {
    await expect(ask({}, { ...administrator, steppedUp: false })).rejects.toMatchObject({
      code: "FORBIDDEN",
      params: { needs: "step_up" },
    });
    await expect(ask({}, dara)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(ask({ question: "case" })).rejects.toMatchObject({
      code: "INVALID",
      fields: { caseCode: "core.error.missing" },
    });
    const exportId = await made({ question: "left" });
    await expect(fetched(exportId, { ...administrator, steppedUp: false })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const { ownerUrl } = database;
    const other = { ...(await makeStaff(ownerUrl, house, "administrator")), steppedUp: true };
    const away = {
      ...(await makeStaff(ownerUrl, await makeOrganisation(ownerUrl), "administrator")),
      steppedUp: true,
    };
    for (const stranger of [other, away]) {
      await expect(fetched(exportId, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await state(stranger)).toBeNull();
    }
  });

  it("says so when it could not be signed", async () => {
    const key = process.env.ONWARD_AUDIT_SIGNING_KEY;
    delete process.env.ONWARD_AUDIT_SIGNING_KEY;
    const exportId = await made({ question: "readers" });
    process.env.ONWARD_AUDIT_SIGNING_KEY = key;
    expect(await state()).toMatchObject({ id: exportId, status: "failed", until: null });
    await expect(fetched(exportId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is gone after its day", async () => {
    const exportId = await made({ question: "emergency" });
    const set = `update audit_export set finished_at = finished_at - interval '24 hours' where id = $1`;
    await rowsOf(database.ownerUrl, house.id, "alter table audit_export disable trigger user", []);
    await rowsOf(database.ownerUrl, house.id, set, [exportId]);
    await rowsOf(database.ownerUrl, house.id, "alter table audit_export enable trigger user", []);
    await expect(fetched(exportId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await state()).toMatchObject({ id: exportId, until: null });
    await forget.handle({}, testOrigin);
    const left = await rowsOf<{ id: string }>(
      database.ownerUrl,
      house.id,
      "select id from audit_export where file_sealed is not null",
      [],
    );
    expect(left.map(({ id }) => id)).not.toContain(exportId);
    expect(left).not.toEqual([]);
  });

  it("is at most fifty thousand rows", async () => {
    const many = await makeOrganisation(database.ownerUrl);
    const boss = { ...(await makeStaff(database.ownerUrl, many, "administrator")), steppedUp: true };
    const insert = `insert into audit_event (organisation_id, id, at, kind, action, actor_kind, actor_id, entity, request_id, app_version)
      select $1, gen_random_uuid(), '2026-02-01'::timestamptz + n * interval '1 ms', 'view', 'case.get', 'staff', $2, 'case', 'r', '0'
      from generate_series(1, $3::int) n`;
    await rowsOf(database.ownerUrl, many.id, insert, [many.id, boss.userId, 50_000]);
    const scope = { from: "2026-02-01", to: "2026-02-01" };
    const { csv } = await fetched(await made(scope, boss), boss);
    expect(csv.split("\r\n")).toHaveLength(50_003);
    expect(new Set(csv.split("\r\n").map((line) => line.split(",")[0])).size).toBe(50_003);
    await rowsOf(database.ownerUrl, many.id, insert, [many.id, boss.userId, 1]);
    await expect(ask(scope, boss)).rejects.toMatchObject({
      code: "INVALID",
      fields: { "": "audit.error.tooManyRows" },
      params: { most: 50_000 },
    });
  }, 60_000);
});
