import "server-only";
import { type Checkpoint, checkpointHash, isGenuine, nothingBefore } from "@/lib/audit/sealing/checkpoint";
import {
  clusterOf,
  type EventText,
  hashOfLeaf,
  idOf,
  idOfLeaf,
  leafOf,
  organisationOf,
  sorted,
  timeOf,
  txOf,
  unpacked,
} from "@/lib/audit/sealing/leaf";
import { rootOf } from "@/lib/audit/sealing/merkle";
import type { Finding } from "@/lib/audit/sealing/schema";

type Batch = { of: Checkpoint; from: bigint; to: bigint; leaves: Buffer[]; closed: boolean };

export type JudgeOptions = {
  /** Public keys that are to be believed; null believes those that the trail itself names. */
  keys: ReadonlySet<string> | null;
  /** Checkpoints before which a gap is known to come from restoring a backup. */
  restored: ReadonlySet<number>;
  /** The packed leaves kept with a checkpoint; asked only when its events do not fit. */
  leavesOf: (number: number) => Promise<Buffer | null>;
};

/** So many findings are named; beyond that they are only counted. */
const mostNamed = 1_000;

/**
 * Takes checkpoints in their order and events in any order, and says what is not as it was sealed. A batch is let go as soon
 * as it fits, so that memory stays flat however long the trail is.
 */
export class TrailJudge {
  readonly findings: Finding[] = [];
  found = 0;
  checkpoints = 0;
  /** Events that were looked at, by organisation. */
  readonly events = new Map<string, number>();
  readonly unsealed: { count: number; oldest: string | null } = { count: 0, oldest: null };
  last: Checkpoint | null = null;

  readonly #options: JudgeOptions;
  readonly #sealedTo = new Map<string, bigint>();
  #batches = new Map<string, Batch[]>();
  #recent: Batch | null = null;

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  find(finding: Finding): void {
    this.found++;
    if (this.findings.length < mostNamed) this.findings.push(finding);
  }

  /** The next checkpoint by number. */
  checkpoint(one: Checkpoint): void {
    const { number, cluster } = one;
    this.checkpoints++;
    this.#follow(one);
    if (!isGenuine(one)) this.find({ kind: "signature", checkpoint: number });
    if (this.#options.keys && !this.#options.keys.has(one.publicKey))
      this.find({ kind: "key", checkpoint: number });
    const [from, to] = [BigInt(one.txFrom), BigInt(one.txTo)];
    if (from !== (this.#sealedTo.get(cluster) ?? 0n)) this.find({ kind: "window", checkpoint: number });
    this.#sealedTo.set(cluster, to);
    const batch: Batch = { of: one, from, to, leaves: [], closed: false };
    this.#close(batch);
    const batches = this.#batches.get(cluster);
    if (batches) batches.push(batch);
    else this.#batches.set(cluster, [batch]);
    this.last = one;
  }

  #follow(one: Checkpoint): void {
    const number = this.last?.number ?? 0;
    if (one.number !== number + 1 && !this.#options.restored.has(one.number))
      this.find({ kind: "gap", checkpoint: number + 1, to: one.number - 1 });
    if (one.previous !== (this.last ? checkpointHash(this.last) : nothingBefore))
      this.find({ kind: "chain", checkpoint: one.number });
  }

  event(event: EventText): void {
    const [cluster, tx] = [clusterOf(event), BigInt(txOf(event))];
    const batch = this.#batchOf(cluster, tx);
    if (!batch) return this.#beyond(event, cluster, tx);
    const organisation = organisationOf(event);
    this.events.set(organisation, (this.events.get(organisation) ?? 0) + 1);
    if (batch.closed) return this.find({ kind: "extra", checkpoint: batch.of.number, eventId: idOf(event) });
    batch.leaves.push(leafOf(event));
    if (batch.leaves.length === batch.of.count) this.#close(batch);
  }

  #beyond(event: EventText, cluster: string, tx: bigint): void {
    if (tx < (this.#sealedTo.get(cluster) ?? 0n))
      return this.find({ kind: "extra", checkpoint: null, eventId: idOf(event) });
    this.unsealed.count++;
    const at = timeOf(event);
    if (this.unsealed.oldest === null || at < this.unsealed.oldest) this.unsealed.oldest = at;
  }

  /** Says what does not fit in the batches that are still open, and forgets all batches. */
  async settle(): Promise<void> {
    for (const batch of [...this.#batches.values()].flat()) if (!batch.closed) await this.#compare(batch);
    this.#batches = new Map();
    this.#recent = null;
  }

  #close(batch: Batch): void {
    if (batch.leaves.length !== batch.of.count) return;
    if (rootOf(sorted(batch.leaves).map(hashOfLeaf)).toString("hex") !== batch.of.root) return;
    batch.closed = true;
    batch.leaves = [];
  }

  /** By the leaves that were kept: which events are there too many, too few, or not as they were. */
  async #compare({ of: { number, root }, leaves }: Batch): Promise<void> {
    const packed = await this.#options.leavesOf(number);
    const kept = packed && unpacked(packed);
    if (!kept || rootOf(kept.map(hashOfLeaf)).toString("hex") !== root)
      return this.find({ kind: "batch", checkpoint: number });
    const before = new Map(kept.map((leaf) => [idOfLeaf(leaf), leaf]));
    for (const leaf of sorted(leaves)) {
      const eventId = idOfLeaf(leaf);
      const was = before.get(eventId);
      if (!was) this.find({ kind: "extra", checkpoint: number, eventId });
      else if (!was.equals(leaf)) this.find({ kind: "modified", checkpoint: number, eventId });
      before.delete(eventId);
    }
    for (const eventId of before.keys()) this.find({ kind: "missing", checkpoint: number, eventId });
  }

  #batchOf(cluster: string, tx: bigint): Batch | null {
    const recent = this.#recent;
    if (recent && recent.of.cluster === cluster && tx >= recent.from && tx < recent.to) return recent;
    const batches = this.#batches.get(cluster) ?? [];
    let [low, high] = [0, batches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (batches[middle]!.to <= tx) low = middle + 1;
      else high = middle;
    }
    const batch = batches[low];
    return (this.#recent = batch && tx >= batch.from ? batch : null);
  }

  /** The findings, with an event that is missing here and too many there named once, as moved. */
  verdict(): Finding[] {
    const extra = new Map(
      this.findings.filter(({ kind }) => kind === "extra").map((one) => [one.eventId, one]),
    );
    const moved = new Set<Finding>();
    const together = this.findings.map((one): Finding => {
      const there = one.kind === "missing" ? extra.get(one.eventId) : undefined;
      if (!there) return one;
      moved.add(there);
      return { ...one, kind: "moved", ...(there.checkpoint !== null && { to: there.checkpoint }) };
    });
    return together.filter((one) => !moved.has(one));
  }
}
