import "server-only";
import { z } from "zod";
import { type Checkpoint, checkpoint, isGenuine } from "@/lib/audit/sealing/checkpoint";
import {
  type EventText,
  hashOfLeaf,
  idOfLeaf,
  leafColumns,
  leafOf,
  leafText,
  sorted,
  timeOf,
} from "@/lib/audit/sealing/leaf";
import { leafHash, pathOf, rootOf, rootOfPath } from "@/lib/audit/sealing/merkle";

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

/** That one event is sealed, for somebody who has neither the database nor the rest of the trail. */
const proof = z.strictObject({
  version: z.literal("onward.proof.1"),
  /** Every column of the event as text; null when only its hash is shown. */
  event: z.record(z.enum(leafColumns), z.string().nullable()).nullable(),
  leaf: hex32,
  index: z.int().min(0),
  path: z.array(hex32),
  checkpoint,
});
export type Proof = z.output<typeof proof>;

/**
 * The proof for one event of a batch, given all events of the batch; null when the batch is not as it was sealed. The event is
 * shown whole or, with `show` false, not at all: a hash of one of a few values hides nothing.
 */
export function proofOf(
  id: string,
  events: readonly EventText[],
  of: Checkpoint,
  show: boolean,
): Proof | null {
  const leaves = sorted(events.map(leafOf));
  const hashes = leaves.map(hashOfLeaf);
  const index = leaves.findIndex((leaf) => idOfLeaf(leaf) === id);
  const event = events.find((one) => idOfLeaf(leafOf(one)) === id);
  if (index < 0 || !event || rootOf(hashes).toString("hex") !== of.root) return null;
  return {
    version: "onward.proof.1",
    event: show ? shown(event) : null,
    leaf: hashes[index]!.toString("hex"),
    index,
    path: pathOf(hashes, index).map((one) => one.toString("hex")),
    checkpoint: of,
  };
}

function shown(event: EventText): NonNullable<Proof["event"]> {
  const entries = leafColumns.map((name, i) => [name, name === "at" ? timeOf(event) : event[i]!] as const);
  return Object.fromEntries(entries) as NonNullable<Proof["event"]>;
}

/** What is wrong with a proof, or null: the event is not the one that was hashed, the path does not lead to the root, … */
export type ProofFault = "malformed" | "event" | "path" | "signature" | "key";

export function faultOf(raw: unknown, keys: ReadonlySet<string> | null): ProofFault | null {
  const parsed = proof.safeParse(raw);
  if (!parsed.success) return "malformed";
  const { event, leaf, index, path, checkpoint: of } = parsed.data;
  if (event && leafHash(leafText(leafColumns.map((name) => event[name] ?? null))).toString("hex") !== leaf)
    return "event";
  const bytes = (hex: string) => Buffer.from(hex, "hex");
  const root = rootOfPath(bytes(leaf), { index, size: of.count, path: path.map(bytes) });
  if (root?.toString("hex") !== of.root) return "path";
  if (!isGenuine(of)) return "signature";
  return keys && !keys.has(of.publicKey) ? "key" : null;
}
