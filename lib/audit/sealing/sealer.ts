import "server-only";
import type pg from "pg";
import { anchor, lastAnchored } from "@/lib/audit/sealing/anchor";
import { type Checkpoint, checkpointHash, nothingBefore, signed } from "@/lib/audit/sealing/checkpoint";
import type { SigningKey } from "@/lib/audit/sealing/key";
import { hashOfLeaf, leafOf, sorted } from "@/lib/audit/sealing/leaf";
import { rootOf } from "@/lib/audit/sealing/merkle";
import {
  checkpointsAfter,
  eventsIn,
  headNumber,
  openWindow,
  tails,
  type Window,
} from "@/lib/audit/sealing/reading";

export type SealerOptions = {
  pool: pg.Pool;
  key: SigningKey;
  /** The file of the second place; null keeps none. */
  anchorFile: string | null;
  /** Events in one checkpoint at most, unless one transaction wrote more. */
  most?: number;
  /** Minutes after which there is a checkpoint even of nothing, so that a cut-off end shows. */
  heartbeatMinutes?: number;
};

const usualMost = 10_000;
/** Beyond this the leaves are not kept; a change is then found, but not which event. */
const mostLeavesKept = 50_000;
const usualHeartbeat = 60;
/** One sealer at a time in a database, whoever else has started one. */
const lock = 7_260_019;

/** Seals the trail batch by batch. Each batch is one transaction: killed in the middle, nothing of it is there. */
export class Sealer {
  readonly #options: Required<SealerOptions>;
  #anchored: number | null = null;
  #adopted = false;

  constructor(options: SealerOptions) {
    this.#options = { most: usualMost, heartbeatMinutes: usualHeartbeat, ...options };
  }

  /** Seals everything that is finished. Answers the checkpoints made now. */
  async seal(): Promise<Checkpoint[]> {
    const made: Checkpoint[] = [];
    if (!this.#adopted) {
      made.push(...(await this.#adopt()));
      this.#adopted = true;
    }
    let one: Checkpoint | null;
    do {
      one = await this.#sealOnce((client) => openWindow(client, this.#options.most));
      if (one) made.push(one);
    } while (one && one.count >= this.#options.most);
    await this.#writeElsewhere();
    return made;
  }

  /** In a database that came from another cluster: the end of what that one wrote. Nobody can add to it any more. */
  async #adopt(): Promise<Checkpoint[]> {
    const foreign = (await this.#with(tails)).filter(({ here }) => !here);
    const made = [];
    for (const window of foreign) made.push(await this.#sealOnce(async () => window));
    return made.filter((one) => one !== null);
  }

  async #sealOnce(windowOf: (client: pg.PoolClient) => Promise<Window>): Promise<Checkpoint | null> {
    return this.#with(async (client) => {
      await client.query("begin");
      try {
        const one = (await isAlone(client)) ? await this.#next(client, await windowOf(client)) : null;
        await client.query("commit");
        return one;
      } catch (error) {
        await client.query("rollback").catch(() => {});
        throw error;
      }
    });
  }

  async #next(client: pg.PoolClient, window: Window): Promise<Checkpoint | null> {
    const { key, anchorFile } = this.#options;
    const head = await headOf(client);
    const now = await nowOf(client);
    const leaves = sorted((await eventsIn(client, window)).map(leafOf));
    if (window.txFrom === window.txTo || (leaves.length === 0 && !this.#isDue(head, now))) return null;
    // After an older backup was restored the second place is ahead: its numbers are not used twice.
    const elsewhere = anchorFile ? (lastAnchored(anchorFile)?.number ?? 0) : 0;
    const one = signed(
      {
        number: Math.max(head?.number ?? 0, elsewhere) + 1,
        ...window,
        count: leaves.length,
        root: rootOf(leaves.map(hashOfLeaf)).toString("hex"),
        previous: head ? checkpointHash(head) : nothingBefore,
        at: now.toISOString(),
      },
      key,
    );
    await insert(client, one, leaves.length <= mostLeavesKept ? Buffer.concat(leaves) : null);
    return one;
  }

  #isDue(head: Checkpoint | null, now: Date): boolean {
    return !head || now.getTime() - Date.parse(head.at) >= this.#options.heartbeatMinutes * 60_000;
  }

  /** Also what an earlier run committed and could not write any more. */
  async #writeElsewhere(): Promise<void> {
    const { anchorFile } = this.#options;
    if (!anchorFile) return;
    let after = this.#anchored ?? lastAnchored(anchorFile)?.number ?? 0;
    for (let page: Checkpoint[] | null = null; page?.length !== 0;) {
      page = await this.#soundAfter(after);
      anchor(anchorFile, page);
      after = page.at(-1)?.number ?? after;
    }
    this.#anchored = after;
  }

  async #soundAfter(after: number): Promise<Checkpoint[]> {
    const page = await this.#with((client) => checkpointsAfter(client, after, 1_000));
    return page.filter((one) => typeof one !== "number");
  }

  async #with<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#options.pool.connect();
    try {
      return await work(client);
    } finally {
      client.release();
    }
  }
}

async function isAlone(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ alone: boolean }>(
    "select pg_try_advisory_xact_lock($1) as alone, set_config('app.scope', 'system', true)",
    [lock],
  );
  return rows[0]!.alone;
}

async function headOf(client: pg.PoolClient): Promise<Checkpoint | null> {
  const number = await headNumber(client);
  if (number === 0) return null;
  const [head] = await checkpointsAfter(client, number - 1, 1);
  // What follows a damaged one says so: its hash is of nothing.
  return typeof head === "object" ? head : null;
}

async function nowOf(client: pg.PoolClient): Promise<Date> {
  const { rows } = await client.query<{ now: Date }>(
    "select date_trunc('milliseconds', clock_timestamp()) as now",
  );
  return rows[0]!.now;
}

async function insert(client: pg.PoolClient, one: Checkpoint, leaves: Buffer | null): Promise<void> {
  await client.query(
    `insert into audit_checkpoint (number, cluster, tx_from, tx_to, count, root, previous, at, key_id, public_key, signature, leaves)
     values ($1, $2, $3::xid8, $4::xid8, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      one.number,
      one.cluster,
      one.txFrom,
      one.txTo,
      one.count,
      Buffer.from(one.root, "hex"),
      Buffer.from(one.previous, "hex"),
      one.at,
      one.keyId,
      Buffer.from(one.publicKey, "base64"),
      Buffer.from(one.signature, "base64"),
      leaves,
    ],
  );
}
