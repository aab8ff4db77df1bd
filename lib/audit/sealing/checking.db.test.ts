import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { finishCheck, verifyTrail } from "@/lib/audit/sealing/commands";
import { handlers } from "@/lib/audit/sealing/job-handlers";
import { publish } from "@/lib/audit/sealing/key";
import { trailStateNow } from "@/lib/audit/sealing/queries";
import type { Staff } from "@/lib/core/actor";
import { log } from "@/lib/core/log";
import { useDatabase } from "@/lib/testing/database";
import { withDatabase } from "@/lib/testing/global-database";
import { jobsOf } from "@/lib/testing/jobs";
import { eventsOf } from "@/lib/testing/owner";
import { makeSealer, sealWhenQuiet, testKey } from "@/lib/testing/sealing";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), "onward-check-"));
let home: TestOrganisation;
let administrator: Staff;
let officer: Staff;
let owner: pg.Client;

beforeAll(async () => {
  home = await makeOrganisation(database.ownerUrl);
  administrator = await makeStaff(database.ownerUrl, home, "administrator");
  officer = await makeStaff(database.ownerUrl, home, "limited", { grants: ["data_protection_officer"] });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  vi.stubEnv("ONWARD_HOME", folder);
  publish(testKey, join(folder, "audit-signing.pub"));
});
afterAll(async () => {
  await owner.end();
  rmSync(folder, { recursive: true });
});

const ask = (actor: Staff = administrator) => verifyTrail.execute(actor, {}, testOrigin);
const state = (actor: Staff = administrator) => trailStateNow.execute(actor, {}, testOrigin);
const seal = () => sealWhenQuiet(owner, makeSealer({ anchorFile: join(folder, "audit-checkpoints.jsonl") }));
const work = (checkId: string) => handlers[0].handle({ organisationId: home.id, checkId }, testOrigin);

describe("a check of everything", () => {
  it("is asked for, runs in the background, and says what came of it", async () => {
    expect(await state()).toEqual({ sealedAt: null, late: false, check: null });
    await seal();
    const { checkId } = await ask();
    expect(await jobsOf(database.ownerUrl, "trail.check", { checkId })).toHaveLength(1);
    expect((await state()).check).toMatchObject({ id: checkId, status: "asked", events: null });
    await expect(ask(officer)).rejects.toMatchObject({
      code: "CONFLICT",
      fields: { "": "audit.error.checkRunning" },
    });
    await seal();
    await work(checkId);
    const { sealedAt, check } = await state(officer);
    expect(Date.parse(sealedAt!)).toBeGreaterThan(Date.now() - 60_000);
    expect(check).toMatchObject({ status: "good" });
    expect(check!.events).toBeGreaterThan(3);
    expect(check!.total).toBeGreaterThan(0);
    expect(await eventsOf(database.ownerUrl, home.id, "trail.verify")).toMatchObject([
      { entity: "trail", entity_id: checkId, actor_id: administrator.userId },
    ]);
    expect(await eventsOf(database.ownerUrl, home.id, "trail.finish")).toMatchObject([
      { entity_id: checkId, actor_kind: "system", detail: { status: "good", count: check!.events } },
    ]);
  });

  it("tells nobody of others: neither how many they have nor that they asked", async () => {
    const away = await makeOrganisation(database.ownerUrl, { name: "Harbour" });
    const other = await makeStaff(database.ownerUrl, away, "administrator");
    expect((await state(other)).check).toBeNull();
    const { checkId } = await ask(other);
    await seal();
    await handlers[0].handle({ organisationId: away.id, checkId }, testOrigin);
    const { check } = await state(other);
    expect(check!.events).toBeLessThan((await state()).check!.events! + 1);
    expect(check!.events).toBe(
      (
        await owner.query(
          "select count(*)::int from audit_event where organisation_id = $1 and action <> 'trail.finish'",
          [away.id],
        )
      ).rows[0].count,
    );
  });

  it("finds what a superuser changed, and says so loudly", async () => {
    const said = vi.spyOn(log, "error").mockImplementation(() => {});
    const god = new pg.Client({
      connectionString: withDatabase(
        inject("databaseUrls").superUrl,
        new URL(database.ownerUrl).pathname.slice(1),
      ),
    });
    await god.connect();
    await god.query("alter table audit_event disable trigger append_only");
    await god.query("update audit_event set reason = 'x' where action = 'trail.verify' and actor_id = $1", [
      administrator.userId,
    ]);
    await god.query("alter table audit_event enable always trigger append_only");
    await god.end();
    const { checkId } = await ask();
    await work(checkId);
    expect((await state()).check).toMatchObject({ id: checkId, status: "tampered" });
    expect(said).toHaveBeenCalledWith(
      expect.objectContaining({ found: 1 }),
      "the trail is not as it was sealed",
    );
    said.mockRestore();
  });

  it("is finished once, by the program", async () => {
    const { checkId } = await ask();
    const finish = (actor: Parameters<typeof finishCheck.execute>[0]) =>
      finishCheck.execute(actor, { checkId, status: "failed", events: 0 }, testOrigin);
    const system = { kind: "system", organisationId: home.id, name: "trail" } as const;
    await expect(finish(administrator)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await finish(system);
    await expect(finish(system)).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await state()).check).toMatchObject({ status: "failed" });
  });

  it("is not for others", async () => {
    for (const role of ["caseworker", "coordinator"] as const) {
      const staff = await makeStaff(database.ownerUrl, home, role);
      await expect(ask(staff)).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(state(staff)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});
