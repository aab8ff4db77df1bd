import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { SealBroken } from "@/lib/core/aead";
import { sealForOrganisation, unsealForOrganisation } from "@/lib/core/crypto";
import { answerQuery, type HttpCall } from "@/lib/core/http";
import { newId } from "@/lib/core/ids";
import { InstallationKeyMissing, nameOfKey, wrapForInstallation } from "@/lib/core/key-source";
import {
  currentKey,
  forgetKeys,
  loadKeys,
  newKey,
  refuseForeignDatabase,
  settleSeconds,
} from "@/lib/core/keys";
import { nameOfKey as nameForLauncher } from "@/scripts/launch/sealing-check.mjs";
import { queries } from "@/lib/registry";
import { makeCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff } from "@/lib/testing/staff";

const database = useDatabase();
const place = { table: "totp", column: "seed_sealed", row: "1" };
let owner: pg.Client;
let organisation: string;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());
beforeEach(async () => {
  vi.unstubAllEnvs();
  forgetKeys();
  organisation = (await makeOrganisation(database.ownerUrl)).id;
});

const keysOf = async (id: string) =>
  (
    await owner.query<{ number: number; wrapped: Buffer; wrapped_by: string }>(
      "select number, wrapped, wrapped_by from organisation_key where organisation_id = $1 order by number",
      [id],
    )
  ).rows;

describe("an organisation's keys", () => {
  it("begin with one, whoever asks first and however many ask at once", async () => {
    const id = newId();
    await owner.query(
      `begin; insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, entity_id, request_id, app_version)
         values ('${id}', '${newId()}', 'write', 'setup', 'system', 'organisation', '${id}', 't', '0');
       insert into organisation (id, name) values ('${id}', 'Lantern House'); commit`,
    );
    await Promise.all(
      Array.from({ length: 8 }, () => {
        forgetKeys();
        return loadKeys(id);
      }),
    );
    expect(await keysOf(id)).toHaveLength(1);
    const sealed = sealForOrganisation(id, "text", place);
    forgetKeys();
    await loadKeys(id);
    expect(unsealForOrganisation(id, sealed, place)).toBe("text");
  });

  it("are none for an organisation that is not there", async () => {
    const nobody = newId();
    await loadKeys(nobody);
    expect(await keysOf(nobody)).toEqual([]);
    expect(() => currentKey(nobody)).toThrow(/not loaded/);
  });

  it("are never in the database as they are, and tell one installation from another", async () => {
    const { wrapped, wrapped_by } = (await keysOf(organisation))[0]!;
    expect(wrapped.includes(currentKey(organisation).key)).toBe(false);
    expect(wrapped_by).toBe(nameOfKey(Buffer.alloc(32, 1)));
    expect(wrapped_by).toBe(nameForLauncher(Buffer.alloc(32, 1).toString("base64")));
  });

  it("do not open for another organisation, although the installation is the same", async () => {
    const other = (await makeOrganisation(database.ownerUrl)).id;
    await owner.query(
      `update organisation_key a set wrapped = b.wrapped from organisation_key b
       where a.organisation_id = $1 and b.organisation_id = $2`,
      [organisation, other],
    );
    forgetKeys();
    await expect(loadKeys(organisation)).rejects.toThrow(SealBroken);
    await owner.query("delete from organisation_key where organisation_id = $1", [organisation]);
  });

  it("wait before they wrap, until every process knows them", async () => {
    const place = { organisationId: organisation, number: 2 };
    const { wrapped, wrappedBy } = await wrapForInstallation(newKey(), place);
    const numberAtAge = async (seconds: number) => {
      const where = "where organisation_id = $1 and number = 2";
      await owner.query(`delete from organisation_key ${where}`, [organisation]);
      await owner.query(
        `insert into organisation_key (organisation_id, number, wrapped, wrapped_by, created_at)
         values ($1, 2, $2, $3, now() - make_interval(secs => $4))`,
        [organisation, wrapped, wrappedBy, seconds],
      );
      forgetKeys();
      await loadKeys(organisation);
      return currentKey(organisation).number;
    };
    expect(await numberAtAge(settleSeconds - 5)).toBe(1);
    expect(await numberAtAge(settleSeconds + 1)).toBe(2);
  });
});

describe("keys that are gone", () => {
  it("are not made anew over records that need them: what comes back from a backup must still fit", async () => {
    const staff = await makeStaff(database.ownerUrl, await makeOrganisation(database.ownerUrl), "caseworker");
    await makeCase(database.ownerUrl, staff);
    const { rows } = await owner.query(
      "delete from organisation_key where organisation_id = $1 returning number, wrapped, wrapped_by, created_at",
      [staff.organisationId],
    );
    forgetKeys();
    await expect(loadKeys(staff.organisationId)).rejects.toThrow(/put the rows of organisation_key back/);
    expect(await keysOf(staff.organisationId)).toEqual([]);
    await owner.query(
      "insert into organisation_key (organisation_id, number, wrapped, wrapped_by, created_at) values ($1, $2, $3, $4, $5)",
      [staff.organisationId, ...Object.values(rows[0] as object)],
    );
    await loadKeys(staff.organisationId);
  });
});

describe("the key of the installation", () => {
  it("gone while the program runs, every door answers 503 and none a value", async () => {
    const staff = await makeStaff(database.ownerUrl, await makeOrganisation(database.ownerUrl), "caseworker");
    const { token } = await signedIn(staff);
    const call: HttpCall = {
      method: "GET",
      search: new URLSearchParams(),
      header: (name) => (name === "cookie" ? `__Host-session=${token}` : null),
      body: async () => "",
    };
    vi.stubEnv("ONWARD_SEALING_KEY", newKey().toString("base64"));
    forgetKeys();
    const answers = [
      await answerQuery(queries.get("case.list"), call),
      await answerQuery(queries.get("me.get"), call),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(503);
      expect(JSON.parse(body)).toMatchObject({ ok: false, code: "UNAVAILABLE" });
    }
  });

  it("missing, nothing is served; another one, nothing is served either", async () => {
    forgetKeys();
    vi.stubEnv("ONWARD_SEALING_KEY", "");
    await expect(loadKeys(organisation)).rejects.toThrow(InstallationKeyMissing);
    vi.stubEnv("ONWARD_SEALING_KEY", newKey().toString("base64"));
    await expect(loadKeys(organisation)).rejects.toThrow(/another key/);
    await expect(refuseForeignDatabase()).rejects.toThrow(InstallationKeyMissing);
  });

  it("comes from a file as well, which is read again when it changes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "onward-key-"));
    const file = join(folder, "key");
    const right = Buffer.alloc(32, 1).toString("base64");
    try {
      writeFileSync(file, newKey().toString("base64"));
      vi.stubEnv("ONWARD_SEALING_KEY_FILE", file);
      forgetKeys();
      await expect(loadKeys(organisation)).rejects.toThrow(InstallationKeyMissing);
      writeFileSync(file, `${newKey().toString("base64")}\n${right}\n`);
      await loadKeys(organisation);
      forgetKeys();
      writeFileSync(file, JSON.stringify({ sealingKey: right }));
      await loadKeys(organisation);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("can stay in a key service: a command wraps and unwraps", async () => {
    const folder = mkdtempSync(join(tmpdir(), "onward-kms-"));
    const script = join(folder, "kms.mjs");
    // Not a cipher: it shows what the command is asked and given.
    writeFileSync(
      script,
      `const [verb, place] = process.argv.slice(-2);
       let text = ""; for await (const part of process.stdin) text += part;
       const bytes = Buffer.from(text, "base64");
       if (verb === "wrap") console.log(Buffer.concat([Buffer.from(place + " "), bytes.map((b) => b ^ 90)]).toString("base64"));
       else {
         const head = Buffer.from(place + " ");
         if (!bytes.subarray(0, head.length).equals(head)) process.exit(1);
         console.log(Buffer.from(bytes.subarray(head.length).map((b) => b ^ 90)).toString("base64"));
       }`,
    );
    try {
      vi.stubEnv("ONWARD_SEALING_COMMAND", `${process.execPath} ${script}`);
      const served = (await makeOrganisation(database.ownerUrl)).id;
      const [row] = await keysOf(served);
      expect(row!.wrapped_by).toBe("command");
      expect(row!.wrapped.toString("latin1").startsWith(`${served}/1 `)).toBe(true);
      const sealed = sealForOrganisation(served, "text", place);
      forgetKeys();
      await loadKeys(served);
      expect(unsealForOrganisation(served, sealed, place)).toBe("text");
      // What was wrapped before the service came still opens with the key beside it.
      await loadKeys(organisation);
      await refuseForeignDatabase();

      // A service that ignores the name, or answers anything of the right length, is not believed.
      writeFileSync(script, `console.log(Buffer.alloc(64, 7).toString("base64"))`);
      forgetKeys();
      await expect(loadKeys(served)).rejects.toThrow(SealBroken);
      writeFileSync(
        script,
        `console.log(JSON.stringify(process.env).includes("ONWARD_INDEX_KEY") ? "AAAA" : "")`,
      );
      await expect(loadKeys(served)).rejects.toThrow(/did not unwrap/);

      vi.stubEnv("ONWARD_SEALING_COMMAND", `${process.execPath} ${join(folder, "none.mjs")}`);
      forgetKeys();
      await expect(loadKeys(served)).rejects.toThrow(/did not unwrap/);
    } finally {
      rmSync(folder, { recursive: true });
      await owner.query("delete from organisation_key where wrapped_by = 'command'");
    }
  });
});
