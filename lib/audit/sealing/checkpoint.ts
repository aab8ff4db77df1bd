import "server-only";
import { hash } from "node:crypto";
import { z } from "zod";
import { instantText } from "@/lib/audit/sealing/leaf";
import { isSignedBy, keyIdOf, type SigningKey } from "@/lib/audit/sealing/key";

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
const digits = z.string().regex(/^-?\d{1,20}$/);

/** A signed hash over the events whose transaction ids lie in [txFrom, txTo) of one cluster. */
export const checkpoint = z.strictObject({
  number: z.int().positive(),
  cluster: digits,
  txFrom: digits,
  txTo: digits,
  count: z.int().min(0),
  root: hex32,
  /** The hash of the checkpoint before, or zeroes. */
  previous: hex32,
  at: z.iso.datetime(),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  publicKey: z.base64(),
  signature: z.base64(),
});
export type Checkpoint = z.output<typeof checkpoint>;

/** Before the first one there is nothing. */
export const nothingBefore = "0".repeat(64);

type Unsigned = Omit<Checkpoint, "keyId" | "publicKey" | "signature">;

/** What is signed: one line of JSON. */
function statementOf({
  number,
  cluster,
  txFrom,
  txTo,
  count,
  root,
  previous,
  at,
  keyId,
}: Unsigned & { keyId: string }) {
  return JSON.stringify([
    "onward.checkpoint.1",
    number,
    cluster,
    txFrom,
    txTo,
    count,
    root,
    previous,
    at,
    keyId,
  ]);
}

/** What the next checkpoint holds of this one: its statement and its signature. */
export function checkpointHash(one: Checkpoint): string {
  return hash("sha256", JSON.stringify([statementOf(one), one.signature]), "hex");
}

export function signed(unsigned: Unsigned, { keyId, publicKey, sign }: SigningKey): Checkpoint {
  return { ...unsigned, keyId, publicKey, signature: sign(statementOf({ ...unsigned, keyId })) };
}

/** Whether the key that a checkpoint names signed it. Whether that key is to be believed is another question. */
export function isGenuine(one: Checkpoint): boolean {
  return keyIdOf(one.publicKey) === one.keyId && isSignedBy(one.publicKey, statementOf(one), one.signature);
}

/** Columns of `audit_checkpoint`, all but the leaves. */
export const checkpointColumns = [
  "number",
  "cluster",
  "tx_from",
  "tx_to",
  "count",
  "root",
  "previous",
  "at",
  "key_id",
  "public_key",
  "signature",
] as const;

/** Their text, as a query or a dump gives it. */
export type CheckpointText = Record<(typeof checkpointColumns)[number], string>;

/** A row of `audit_checkpoint` as text. @throws ZodError when it is none that the sealer could have written */
export function checkpointOf(row: CheckpointText): Checkpoint {
  const base64 = (text: string) => bytesOf(text).toString("base64");
  return checkpoint.parse({
    number: Number(row.number),
    cluster: row.cluster,
    txFrom: row.tx_from,
    txTo: row.tx_to,
    count: Number(row.count),
    root: row.root.slice(2),
    previous: row.previous.slice(2),
    at: instantText(row.at),
    keyId: row.key_id,
    publicKey: base64(row.public_key),
    signature: base64(row.signature),
  });
}

/** PostgreSQL's text of bytes, `\\x…`. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text.slice(2), "hex");
}
