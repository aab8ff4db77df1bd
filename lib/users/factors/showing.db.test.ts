import { generateSync } from "otplib";
import { beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@/lib/core/actor";
import { authPool, disconnect } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { openSession, staffOfToken } from "@/lib/core/sessions";
import { recoveryHash } from "@/lib/users/factors/recovery/code";
import type { FactorProof } from "@/lib/users/factors/schema";
import { showFactor } from "@/lib/users/factors/showing";
import { newSeed, sealSeed } from "@/lib/users/factors/totp/code";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import {
  insertAsOwner,
  makeOrganisation,
  makeStaff,
  type TestOrganisation,
  testOrigin,
} from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
const recoveryCode = "k7qm-29xv-td4h-n8r0";

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
});

/** Somebody with an authenticator app and a recovery code who has given the password. */
async function person({ role = "caseworker" as Role, home = organisation } = {}) {
  const staff = await makeStaff(database.ownerUrl, home, role);
  const { organisationId, userId } = staff;
  const seed = newSeed();
  const row = { organisation_id: organisationId, user_id: userId };
  await insertAsOwner(database.ownerUrl, organisationId, [
    { table: "totp", covering: userId, row: { ...row, seed_sealed: sealSeed(organisationId, seed, userId) } },
    {
      table: "recovery_code",
      covering: userId,
      row: { ...row, id: newId(), hash: recoveryHash(organisationId, userId, recoveryCode) },
    },
  ]);
  const enter = () => openSession(organisationId, userId, testOrigin);
  /** The code of `steps` half minutes from now. */
  const code = (steps = 0) =>
    generateSync({ secret: seed, epoch: Math.floor(Date.now() / 1_000) + steps * 30 });
  return { staff, token: await enter(), enter, code, seed };
}

/** Each test comes from a network of its own, so that its tries are counted apart. */
const from = (network: string) => ({ ...testOrigin, network });
const show = (token: string, proof: unknown, network = newId()) =>
  showFactor(token, proof as FactorProof, from(network));
const wrongCode = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, "0");
const elevations = (userId: string) =>
  eventsOf(database.ownerUrl, organisation.id, "session.elevate").then((events) =>
    events.filter(({ actor_id }) => actor_id === userId),
  );

/** A code must not turn old between being made and being judged. */
async function withinHalfMinute(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 4_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
}

describe("a code", () => {
  it("makes the session strong and gives it a new token; the old one is dead", async () => {
    const { token, code, staff } = await person();
    expect(await staffOfToken(token)).toMatchObject({ assurance: 1, steppedUp: false });
    const { token: renewed, shown } = await show(token, { totp: code() });
    expect(shown).toEqual({ assurance: 2, recoveryCodesLeft: 1 });
    expect(renewed).toMatch(/^[\w-]{43}$/);
    expect(await staffOfToken(token)).toBeNull();
    expect(await staffOfToken(renewed)).toMatchObject({
      userId: staff.userId,
      assurance: 2,
      steppedUp: true,
    });
    expect(await elevations(staff.userId)).toEqual([
      expect.objectContaining({ kind: "auth", outcome: "allowed", detail: { factor: "totp" } }),
    ]);
    await expect(show(token, { totp: code() })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("counts with spaces, and from the half minute before; from no other", async () => {
    await withinHalfMinute();
    for (const steps of [-2, 1, 2, -2880]) {
      const { token, code } = await person();
      await expect(show(token, { totp: code(steps) })).rejects.toMatchObject({
        code: "INVALID",
        fields: { totp: "factors.error.codeWrong" },
      });
    }
    const late = await person();
    expect((await show(late.token, { totp: late.code(-1) })).shown.assurance).toBe(2);
    const spaced = await person();
    expect((await show(spaced.token, { totp: spaced.code().replace(/(...)/, "$1 ") })).shown.assurance).toBe(
      2,
    );
  });

  it("counts once: replayed, even in another session, it does not", async () => {
    const { token, enter, code } = await person();
    const [used, other] = [code(), await enter()];
    await show(token, { totp: used });
    await expect(show(other, { totp: used })).rejects.toMatchObject({ code: "INVALID" });
  });

  it("of the half minute before does not count once a later one was used", async () => {
    await withinHalfMinute();
    const { token, enter, code } = await person();
    await show(token, { totp: code() });
    await expect(show(await enter(), { totp: code(-1) })).rejects.toMatchObject({ code: "INVALID" });
  });

  it("replayed 20 times at once, in as many sessions, works once", async () => {
    const { enter, code } = await person();
    const tokens = await Promise.all(Array.from({ length: 10 }, enter));
    const used = code();
    const tries = [...tokens, ...tokens].map((token) => show(token, { totp: used }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("of somebody else, or nonsense, does not count, and is written down", async () => {
    const [mine, theirs] = [await person(), await person()];
    for (const proof of [{ totp: theirs.code() }, { totp: "" }, { totp: "abcdef" }, { totp: "12345" }])
      await expect(show(mine.token, proof)).rejects.toMatchObject({ code: "INVALID" });
    const failures = await elevations(mine.staff.userId);
    expect(failures).toHaveLength(4);
    for (const event of failures)
      expect(event).toMatchObject({ outcome: "denied", detail: { factor: "totp" } });
    expect(await staffOfToken(mine.token)).toMatchObject({ assurance: 1 });
  });

  it.each([{}, null, { totp: 1 }, { totp: "1", recovery: "2" }, { totp: "1", assurance: 2 }])(
    "is asked for alone: %j",
    async (proof) => {
      const { token } = await person();
      await expect(show(token, proof)).rejects.toMatchObject({ code: "INVALID" });
    },
  );

  it("needs a session", async () => {
    await expect(show("x".repeat(43), { totp: "123456" })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});

describe("guessing", () => {
  it("is judged ten times of 200 at once, also after a restart, and right codes wait too", async () => {
    const { enter, code, staff } = await person();
    const tokens = await Promise.all(Array.from({ length: 8 }, enter));
    const guesses = Array.from({ length: 200 }, (_, i) => show(tokens[i % 8]!, { totp: wrongCode(code()) }));
    const outcomes = await Promise.allSettled(guesses);
    const codes = outcomes.map((one) =>
      one.status === "rejected" ? (one.reason as { code: string }).code : "OK",
    );
    expect(codes.filter((one) => one === "INVALID")).toHaveLength(10);
    expect(codes.filter((one) => one === "RATE_LIMITED")).toHaveLength(190);
    expect(await elevations(staff.userId)).toHaveLength(10);
    await disconnect();
    for (const proof of [{ totp: code() }, { recovery: recoveryCode }])
      await expect(show(tokens[0]!, proof)).rejects.toMatchObject({
        code: "RATE_LIMITED",
        params: { minutes: 15 },
      });
  });

  it("from one network is slowed for all its people together", async () => {
    for (let i = 0; i < 100; i++)
      await authPool().query("select throttle_hit('second-factor:network:crowd', interval '15 minutes')");
    const { token, code } = await person();
    await expect(show(token, { totp: code() }, "crowd")).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect((await show(token, { totp: code() })).shown.assurance).toBe(2);
  });

  it("begins anew after a success", async () => {
    const { enter, code } = await person();
    for (let i = 0; i < 9; i++)
      await expect(show(await enter(), { totp: wrongCode(code()) })).rejects.toMatchObject({
        code: "INVALID",
      });
    await show(await enter(), { totp: code() });
    await expect(show(await enter(), { totp: wrongCode(code()) })).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("a recovery code", () => {
  it("counts once, however it is typed, ends all other sessions, and says how many are left", async () => {
    const { token, enter, staff } = await person();
    const other = await enter();
    const typed = recoveryCode.toUpperCase().replaceAll("-", " ").replaceAll("0", "O");
    const { token: renewed, shown } = await show(token, { recovery: typed });
    expect(shown).toEqual({ assurance: 2, recoveryCodesLeft: 0 });
    expect(await staffOfToken(other)).toBeNull();
    expect(await staffOfToken(renewed)).toMatchObject({ assurance: 2 });
    expect(await elevations(staff.userId)).toEqual([
      expect.objectContaining({ detail: { factor: "recovery", ended: 1 } }),
    ]);
    await expect(show(await enter(), { recovery: recoveryCode })).rejects.toMatchObject({
      fields: { recovery: "factors.error.recoveryWrong" },
    });
  });

  it("is kept as 16 bytes that do not hold it, and opens no other account", async () => {
    const [mine, theirs] = [await person(), await person()];
    const rows = await rowsOf<{ hash: Buffer }>(
      database.ownerUrl,
      organisation.id,
      "select hash from recovery_code where user_id = any ($1) order by user_id",
      [[mine.staff.userId, theirs.staff.userId]],
    );
    expect(rows.map(({ hash }) => hash.length)).toEqual([16, 16]);
    expect(rows[0]!.hash.equals(rows[1]!.hash)).toBe(false);
  });
});

describe("with a role that needs a passkey", () => {
  it("a code shows who it is, and opens nothing", async () => {
    for (const role of ["coordinator", "administrator"] as const) {
      const { token, code } = await person({ role });
      const { token: renewed, shown } = await show(token, { totp: code() });
      expect(shown.assurance).toBe(1);
      expect(await staffOfToken(renewed)).toMatchObject({ assurance: 1, steppedUp: true });
    }
  });

  it("a recovery code opens nothing either", async () => {
    const { token } = await person({ role: "administrator" });
    expect((await show(token, { recovery: recoveryCode })).shown.assurance).toBe(1);
  });
});

describe("time", () => {
  it("ends five minutes of being sure", async () => {
    const { token, code } = await person();
    const { token: renewed } = await show(token, { totp: code() });
    const actor = await staffOfToken(renewed);
    await rowsOf(
      database.ownerUrl,
      organisation.id,
      "update session set stepped_up_at = now() - interval '301 seconds' where id = $1",
      [actor!.sessionId],
    );
    expect(await staffOfToken(renewed)).toMatchObject({ assurance: 2, steppedUp: false });
  });

  it("ends a session whatever is shown", async () => {
    const { token, code } = await person();
    const actor = await staffOfToken(token);
    await rowsOf(
      database.ownerUrl,
      organisation.id,
      "update session set idle_expires = now() - interval '1 second' where id = $1",
      [actor!.sessionId],
    );
    await expect(show(token, { totp: code() })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});
