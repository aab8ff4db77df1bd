import type pg from "pg";
import type { Checkpoint } from "@/lib/audit/sealing/checkpoint";
import { Sealer, type SealerOptions } from "@/lib/audit/sealing/sealer";
import { type SigningKey, signingKeyOf } from "@/lib/audit/sealing/key";
import type { Reader } from "@/lib/audit/sealing/reading";
import { SecondPlace } from "@/lib/audit/sealing/anchor";
import { type Report, verifyDatabase, type VerifyOptions } from "@/lib/audit/sealing/verify";
import { workerPool } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";

/** The key of test installations. */
export const testKey: SigningKey = signingKeyOf(Buffer.alloc(32, 7));

export function makeSealer(options: Partial<SealerOptions> = {}): Sealer {
  return new Sealer({ pool: workerPool(), key: testKey, anchorFile: null, ...options });
}

/** Waits until nothing that wrote an event runs any more: tests of other files use transaction ids of the same server. */
export async function quiet(client: pg.ClientBase): Promise<void> {
  const busy =
    "select exists (select from audit_event where tx >= pg_snapshot_xmin(pg_current_snapshot())) as busy";
  for (let tries = 0; tries < 200; tries++) {
    if (!(await client.query<{ busy: boolean }>(busy)).rows[0]!.busy) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function sealWhenQuiet(client: pg.ClientBase, sealer = makeSealer()): Promise<Checkpoint[]> {
  await quiet(client);
  return sealer.seal();
}

/** Writes events as the owner, each in a transaction of its own, and answers their ids. */
export async function writeEvents(
  client: pg.ClientBase,
  organisationId: string,
  count: number,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  for (const id of ids) await writeEvent(client, organisationId, id);
  return ids;
}

export async function writeEvent(client: Reader, organisationId: string, id = newId()): Promise<string> {
  await client.query(
    `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, reason, detail, request_id, app_version)
     values ($1, $2, 'write', 'need.add', 'system', 'need', $3, $4, 'test', '0')`,
    [organisationId, id, "tab\tline\nback\\slash \u2028 ខ្មែរ", JSON.stringify({ ключ: "a\tb\\" })],
  );
  return id;
}

/** Checks through a connection that is in a transaction already, and leaves that transaction as it is. */
export async function verifyInside(
  client: pg.ClientBase,
  { anchorFile, ...options }: Partial<VerifyOptions> & { anchorFile?: string } = {},
): Promise<Report> {
  const query = ((asked: unknown, values?: unknown[]) =>
    typeof asked === "string" && /^(begin|rollback)/.test(asked)
      ? Promise.resolve({ rows: [] })
      : client.query(asked as string, values as unknown[])) as Reader["query"];
  return verifyDatabase(
    { query },
    {
      keys: new Set([testKey.publicKey]),
      second: anchorFile ? await SecondPlace.read(anchorFile) : null,
      restored: new Set(),
      ...options,
    },
  );
}
