import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { inTransaction } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { runAs, type Statement } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let caseworker: Staff;
let file: TestCase;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  caseworker = await makeStaff(database.ownerUrl, organisation, "caseworker");
  file = await makeCase(database.ownerUrl, caseworker);
});

const run = (url: string, ...statements: Statement[]) => runAs(url, caseworker, ...statements);

const event = (entityId: string, covers: string[] = []): Statement & [string, unknown[]] => [
  `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, entity_id, covers, request_id, app_version)
   values ($1, $2, 'write', 'case.update', 'staff', 'case', $3, $4, 'r', '0')`,
  [organisation.id, newId(), entityId, covers],
];
const change = (): Statement => [
  "update case_file set version = version + 1 where id = $1 returning id",
  [file.id],
];

describe("the trail only grows", () => {
  it.each([
    "update audit_event set reason = 'x'",
    "delete from audit_event",
    "truncate audit_event",
    "update audit_event set at = now() - interval '1 year'",
  ])("for the serving role: %s", async (sql) => {
    await expect(run(database.appUrl, [sql])).rejects.toMatchObject({ code: "42501" });
  });

  it.each([
    "update audit_event set reason = 'x'",
    "delete from audit_event",
    "truncate audit_event",
    "set session_replication_role = replica",
  ])("for the owner: %s", async (sql) => {
    await expect(run(database.ownerUrl, [sql])).rejects.toMatchObject({
      code: expect.stringMatching(/^(OW002|42501)$/),
    });
  });

  it("and nobody writes into another organisation's", async () => {
    const other = await makeOrganisation(database.ownerUrl);
    const [sql, values] = event(newId());
    await expect(run(database.appUrl, [sql, values.with(0, other.id)])).rejects.toMatchObject({
      code: "42501",
    });
  });
});

describe("a change by plain SQL", () => {
  it("cannot be committed without an event", async () => {
    await expect(run(database.appUrl, change())).rejects.toMatchObject({ code: "OW001" });
    await expect(run(database.ownerUrl, change())).rejects.toMatchObject({ code: "OW001" });
  });

  it("cannot be committed with an event about something else", async () => {
    await expect(run(database.appUrl, change(), event(newId()))).rejects.toMatchObject({ code: "OW001" });
  });

  it("can be committed with its event, before or after, or covered by another", async () => {
    expect(await run(database.appUrl, event(file.id), change())).toEqual([{ id: file.id }]);
    await run(database.appUrl, change(), event(file.id));
    await run(database.appUrl, change(), event(newId(), [file.id]));
  });

  it("cannot turn the lock off", async () => {
    await expect(
      run(database.appUrl, ["set constraints all immediate"], change(), event(file.id)),
    ).rejects.toMatchObject({ code: "OW001" });
    await expect(run(database.appUrl, ["alter table case_file disable trigger all"])).rejects.toMatchObject({
      code: "42501",
    });
    await expect(run(database.appUrl, ["set session_replication_role = replica"])).rejects.toMatchObject({
      code: "42501",
    });
  });

  it("cannot be hidden in a savepoint that took its event back", async () => {
    const statements: Statement[] = [["savepoint s"], event(file.id), ["rollback to s"], change()];
    await expect(run(database.appUrl, ...statements)).rejects.toMatchObject({ code: "OW001" });
  });
});

describe("who reads the trail", () => {
  const seenBy = (actor: Staff) =>
    inTransaction(actor, "ReadCommitted", (tx) =>
      tx.auditEvent.findMany({ where: { organisationId: organisation.id }, select: { caseId: true } }),
    );

  it("administrators all of it; others what concerns cases that they see", async () => {
    const administrator = await makeStaff(database.ownerUrl, organisation, "administrator");
    const colleague = await makeStaff(database.ownerUrl, organisation, "caseworker", { team: 1 });
    const [sql, values] = event(file.id);
    await run(database.appUrl, [
      sql.replace("covers,", "covers, case_id,").replace("$4,", "$4, $3,"),
      values,
    ]);
    expect((await seenBy(administrator)).length).toBeGreaterThan(3);
    expect(await seenBy(caseworker)).toEqual([{ caseId: file.id }]);
    expect(await seenBy(colleague)).toEqual([]);
  });
});
