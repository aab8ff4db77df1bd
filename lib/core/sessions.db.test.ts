import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { hashToken, opaqueToken } from "@/lib/core/crypto";
import { newId } from "@/lib/core/ids";
import { openSession, partnerOfToken, staffOfToken } from "@/lib/core/sessions";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf, runAs } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let staff: Staff;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  staff = await makeStaff(database.ownerUrl, organisation, "caseworker");
});

/** Moves the clocks of a session, as if time had passed. */
const shift = ({ sessionId }: Staff, columns: string) =>
  rowsOf(database.ownerUrl, organisation.id, `update session set ${columns} where id = $1`, [sessionId]);

describe("a session", () => {
  it("opens with its event and knows its owner", async () => {
    const { actor } = await signedIn(staff);
    expect(actor).toEqual({ ...staff, sessionId: actor.sessionId });
    const opened = (await eventsOf(database.ownerUrl, organisation.id, "session.open")).find(
      ({ session_id }) => session_id === actor.sessionId,
    );
    expect(opened).toMatchObject({
      kind: "auth",
      outcome: "allowed",
      actor_id: staff.userId,
      actor_role: "caseworker",
      entity: "user",
      entity_id: staff.userId,
      network: testOrigin.network,
    });
  });

  it("is kept as a hash only", async () => {
    const { token, actor } = await signedIn(staff);
    const [row] = await rowsOf<{ hash: Buffer; text: string }>(
      database.ownerUrl,
      organisation.id,
      "select hash, row_to_json(s)::text as text from session s where id = $1",
      [actor.sessionId],
    );
    expect(row!.hash.equals(hashToken(token))).toBe(true);
    expect(row!.text).not.toContain(token);
  });

  it.each([
    ["15 minutes idle", "idle_expires = now()"],
    ["12 hours", "absolute_expires = now()"],
    ["being revoked", "revoked_at = now(), user_id = user_id"],
  ])("ends after %s", async (_what, columns) => {
    const { token, actor } = await signedIn(staff);
    if (columns.startsWith("revoked")) {
      await runAs(
        database.ownerUrl,
        { kind: "system", organisationId: organisation.id, name: "test" },
        [`update session set ${columns} where id = $1`, [actor.sessionId]],
        [
          `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, entity_id, request_id, app_version)
         values ($1, $2, 'write', 'setup', 'system', 'user', $3, 'r', '0')`,
          [organisation.id, newId(), staff.userId],
        ],
      );
    } else await shift(actor, columns);
    expect(await staffOfToken(token)).toBeNull();
  });

  it("stays open while it is used, but not past 12 hours", async () => {
    const { token, actor } = await signedIn(staff);
    await shift(
      actor,
      "last_seen_at = now() - interval '14 minutes', idle_expires = now() + interval '1 minute'",
    );
    expect(await staffOfToken(token)).not.toBeNull();
    const [row] = await rowsOf<{ idle: number; total: number }>(
      database.ownerUrl,
      organisation.id,
      "select extract(epoch from idle_expires - now())::int as idle, extract(epoch from absolute_expires - now())::int as total from session where id = $1",
      [actor.sessionId],
    );
    expect(row!.idle).toBeGreaterThan(14 * 60);
    expect(row!.total).toBeLessThanOrEqual(12 * 3600);
  });

  it("does not write on every request", async () => {
    const { token, actor } = await signedIn(staff);
    const version = async () =>
      (
        await rowsOf<{ xmin: string }>(
          database.ownerUrl,
          organisation.id,
          "select xmin::text from session where id = $1",
          [actor.sessionId],
        )
      )[0]!.xmin;
    const before = await version();
    await Promise.all([1, 2, 3].map(() => staffOfToken(token)));
    expect(await version()).toBe(before);
  });

  it("follows the account: role, places and status hold at once", async () => {
    const changing = await makeStaff(database.ownerUrl, organisation, "caseworker");
    const { token } = await signedIn(changing);
    const change = (sql: string) =>
      runAs(
        database.ownerUrl,
        { kind: "system", organisationId: organisation.id, name: "test" },
        [sql, [changing.userId]],
        [
          `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, entity_id, request_id, app_version)
         values ($1, $2, 'write', 'setup', 'system', 'user', $3, 'r', '0')`,
          [organisation.id, newId(), changing.userId],
        ],
      );
    await change("update user_account set role = 'coordinator' where id = $1");
    expect(await staffOfToken(token)).toMatchObject({ role: "coordinator" });
    await change("update membership set ends_at = now() - interval '1 second' where user_id = $1");
    expect(await staffOfToken(token)).toMatchObject({ memberships: [] });
    await change("update user_account set status = 'deactivated' where id = $1");
    expect(await staffOfToken(token)).toBeNull();
  });

  it.each(["", "x", opaqueToken(), "'; drop table session; --", "\u0000"])(
    "is not opened by %j",
    async (token) => {
      expect(await staffOfToken(token)).toBeNull();
    },
  );

  it("is not opened for nobody", async () => {
    await expect(openSession(organisation.id, newId(), testOrigin)).rejects.toThrow();
  });
});

describe("a partner's link", () => {
  it.each(["", "short", opaqueToken(), `${opaqueToken()}x`])("is nothing when it is %j", async (token) => {
    expect(await partnerOfToken(token)).toBeNull();
  });
});
