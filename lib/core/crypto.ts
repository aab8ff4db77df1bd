import "server-only";
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/core/env";

/** Where a sealed value lives. It opens only there: moved to another table, column or row, it is broken. */
export type SealContext = { table: string; column: string; row: string };

/** Bytes as Prisma stores them. */
export type Sealed = Uint8Array<ArrayBuffer>;

/** A sealed value that does not open: wrong key, wrong place, damaged, or its key was destroyed. */
export class SealBroken extends Error {
  override name = "SealBroken";
  constructor() {
    super("sealed value does not open");
  }
}

const version = 1;
const ivLength = 12;
const tagLength = 16;
const keyLength = 32;
const blindIndexLength = 16;

/** A fresh data key, 32 random bytes, for one person or case. Store it only wrapped. */
export function newDataKey(): Buffer {
  return randomBytes(keyLength);
}

/** The data key sealed under the sealing key and bound to the id of its person or case (any text). */
export function wrapDataKey(dataKey: Uint8Array, subjectId: string): Sealed {
  return encrypt(env.sealingKey, dataKey, ["sealing_key", subjectId]);
}

/** The data key that `wrapDataKey` wrapped for the same subject. Throws SealBroken. */
export function unwrapDataKey(wrapped: Uint8Array, subjectId: string): Buffer {
  return decrypt(env.sealingKey, wrapped, ["sealing_key", subjectId]);
}

/** Text sealed under a 32-byte data key: version | 12-byte nonce | ciphertext | 16-byte tag (AES-256-GCM). */
export function seal(dataKey: Uint8Array, text: string, context: SealContext): Sealed {
  return encrypt(dataKey, Buffer.from(text, "utf8"), placeOf(context));
}

/** The text that `seal` sealed with the same key and context. Throws SealBroken, never returns garbage. */
export function unseal(dataKey: Uint8Array, sealed: Uint8Array, context: SealContext): string {
  return decrypt(dataKey, sealed, placeOf(context)).toString("utf8");
}

/** `seal` for a value that JSON can carry. Throws TypeError for one that it cannot. */
export function sealJson(dataKey: Uint8Array, value: unknown, context: SealContext): Sealed {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError("value has no JSON form");
  return seal(dataKey, text, context);
}

/** The value that `sealJson` sealed, unchecked: parse it with its schema. Throws SealBroken. */
export function unsealJson(dataKey: Uint8Array, sealed: Uint8Array, context: SealContext): unknown {
  return JSON.parse(unseal(dataKey, sealed, context));
}

/** Text sealed for a row that belongs to no case, under a key derived from the sealing key. */
export function sealWithMaster(text: string, context: SealContext): Sealed {
  return seal(masterKey(), text, context);
}

/** The text that `sealWithMaster` sealed in the same context. Throws SealBroken. */
export function unsealWithMaster(sealed: Uint8Array, context: SealContext): string {
  return unseal(masterKey(), sealed, context);
}

/**
 * What to store so that equal values can be found without being readable: 16 bytes of HMAC-SHA-256 under a key of this
 * organisation and kind (`"phone_e164"`, `"name_token"`, …). The caller has already normalised the value.
 */
export function blindIndex(organisationId: string, kind: string, value: string): Buffer {
  const key = derive(env.indexKey, JSON.stringify(["blind_index", organisationId, kind]));
  return createHmac("sha256", key).update(value, "utf8").digest().subarray(0, blindIndexLength);
}

/** A secret for links, sessions and devices: 32 random bytes in base64url, 43 characters. */
export function opaqueToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of an opaque token: its SHA-256, 32 bytes. Only for random tokens, not for passwords. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token, "utf8").digest();
}

/** The secret mixed into password hashes, 32 bytes, so that a stolen table alone cannot be guessed against. */
export function passwordPepper(): Buffer {
  return derive(env.indexKey, "password");
}

function masterKey(): Buffer {
  return derive(env.sealingKey, "master");
}

// A name has dozens of match keys of a few kinds; their keys are derived once for each secret.
const derived = new WeakMap<Uint8Array, Map<string, Buffer>>();

function derive(secret: Uint8Array, label: string): Buffer {
  const ofSecret = derived.get(secret) ?? new Map<string, Buffer>();
  derived.set(secret, ofSecret);
  const key = ofSecret.get(label) ?? Buffer.from(hkdfSync("sha256", secret, "onward", label, keyLength));
  return ofSecret.set(label, key).get(label)!;
}

function placeOf({ table, column, row }: SealContext): string[] {
  return [table, column, row];
}

function encrypt(key: Uint8Array, plain: Uint8Array, place: string[]): Sealed {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: tagLength });
  cipher.setAAD(Buffer.from(JSON.stringify(place)));
  return Buffer.concat([
    Uint8Array.of(version),
    iv,
    cipher.update(plain),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

function decrypt(key: Uint8Array, sealed: Uint8Array, place: string[]): Buffer {
  if (sealed[0] !== version || sealed.length < 1 + ivLength + tagLength) throw new SealBroken();
  const iv = sealed.subarray(1, 1 + ivLength);
  const body = sealed.subarray(1 + ivLength, -tagLength);
  const tag = sealed.subarray(-tagLength);
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(JSON.stringify(place)));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw new SealBroken();
  }
}
