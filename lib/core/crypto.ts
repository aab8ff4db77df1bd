import "server-only";
import { createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { decrypt, encrypt, ifOpens, type Sealed, SealBroken, SealOutdated } from "@/lib/core/aead";
import { openingStored } from "@/lib/core/broken-seal";
import { env } from "@/lib/core/env";
import { currentKey, formerKeys, keyOfNumber, newKey } from "@/lib/core/keys";

export { type Sealed, SealBroken };

/** Where a sealed value lives. It opens only there: moved to another table, column or row, it is broken. */
export type SealContext = { table: string; column: string; row: string };

/** What seals the values of one person or case: 32 random bytes, and how often they were changed for others, from 1. */
export type DataKey = { bytes: Buffer; generation: number };

/** A data key as it is stored, and the number of the organisation's key that wraps it. */
export type WrappedKey = { wrapped: Sealed; wrappedBy: number };

/**
 * The first byte says how the rest is to be read. Sealed values: 2 | generation | …; data keys, and what is sealed for an
 * organisation: 2 | number of its key, two bytes | …. Both as `aead.ts` has it, bound also to what stands in front. What begins
 * with 1 was sealed before organisations had keys, directly under the installation's, and is only ever opened.
 */
const format = 2;
const formerFormat = 1;
const blindIndexLength = 16;

/** A fresh data key, for one person or case. Store it only wrapped. */
export function newDataKey(generation = 1): DataKey {
  return { bytes: newKey(), generation };
}

/** The data key sealed under the organisation's key and bound to the id of its person or case (any text). */
export function wrapDataKey(
  organisationId: string,
  { bytes, generation }: DataKey,
  subjectId: string,
): WrappedKey {
  const { number, key } = currentKey(organisationId);
  const place = ["sealing_key", organisationId, subjectId, String(number)];
  const plain = Buffer.concat([Uint8Array.of(generation), bytes]);
  return { wrapped: encrypt(key, plain, place, headOf(number)), wrappedBy: number };
}

/** The data key that `wrapDataKey` wrapped for the same subject. @throws SealBroken, having said so loudly. */
export function unwrapDataKey(organisationId: string, wrapped: Uint8Array, subjectId: string): DataKey {
  const place = { table: "sealing_key", column: "wrapped", row: subjectId };
  return openingStored(place, () => unwrapped(organisationId, wrapped, subjectId));
}

function unwrapped(organisationId: string, wrapped: Uint8Array, subjectId: string): DataKey {
  if (wrapped[0] === formerFormat) return { bytes: formerDataKey(wrapped, subjectId), generation: 1 };
  const { number, key } = keyNamedBy(organisationId, wrapped);
  const plain = decrypt(key, wrapped, ["sealing_key", organisationId, subjectId, String(number)], 3);
  return { generation: plain[0]!, bytes: plain.subarray(1) };
}

/** Text sealed under a data key for its place. */
export function seal({ bytes, generation }: DataKey, text: string, context: SealContext): Sealed {
  const head = Uint8Array.of(format, generation);
  return encrypt(bytes, Buffer.from(text, "utf8"), [...placeOf(context), String(generation)], head);
}

/** The text that `seal` sealed with the same key and context. @throws SealBroken, loudly; never returns garbage. */
export function unseal(key: DataKey, sealed: Uint8Array, context: SealContext): string {
  return openingStored(context, () => unsealed(key, sealed, context));
}

function unsealed({ bytes, generation }: DataKey, sealed: Uint8Array, context: SealContext): string {
  if (sealed[0] === formerFormat && generation === 1)
    return decrypt(bytes, sealed, placeOf(context), 1).toString("utf8");
  if (sealed[0] !== format) throw new SealBroken();
  if (sealed[1] !== generation) throw new SealOutdated();
  return decrypt(bytes, sealed, [...placeOf(context), String(generation)], 2).toString("utf8");
}

/** Text sealed for a row that belongs to no person or case, under the organisation's key. */
export function sealForOrganisation(organisationId: string, text: string, context: SealContext): Sealed {
  const { number, key } = currentKey(organisationId);
  const place = [organisationId, ...placeOf(context), String(number)];
  return encrypt(derive(key, "organisation"), Buffer.from(text, "utf8"), place, headOf(number));
}

/** The text that `sealForOrganisation` sealed in the same context, from where it is stored. @throws SealBroken, loudly. */
export function unsealForOrganisation(
  organisationId: string,
  sealed: Uint8Array,
  context: SealContext,
): string {
  return openingStored(context, () => organisationText(organisationId, sealed, context));
}

/** The same for what somebody brings back whom it was handed to: null for what was invented or is another's, which is no alarm. */
export function unsealBrought(
  organisationId: string,
  brought: Uint8Array,
  context: SealContext,
): string | null {
  return ifOpens(() => organisationText(organisationId, brought, context));
}

function organisationText(organisationId: string, sealed: Uint8Array, context: SealContext): string {
  if (sealed[0] === formerFormat)
    return openedByAny("master", (key) => decrypt(key, sealed, placeOf(context), 1)).toString("utf8");
  const { number, key } = keyNamedBy(organisationId, sealed);
  const place = [organisationId, ...placeOf(context), String(number)];
  return decrypt(derive(key, "organisation"), sealed, place, 3).toString("utf8");
}

/** True for what was sealed for the organisation under a key that wraps no more, and for what names no key. */
export function isSealedByFormer(organisationId: string, sealed: Uint8Array): boolean {
  return ifOpens(() => numberIn(sealed)) !== currentKey(organisationId).number;
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

// A name has dozens of match keys of a few kinds; their keys are derived once for each secret.
const derived = new WeakMap<Uint8Array, Map<string, Buffer>>();

function derive(secret: Uint8Array, label: string): Buffer {
  const ofSecret = derived.get(secret) ?? new Map<string, Buffer>();
  derived.set(secret, ofSecret);
  const key = ofSecret.get(label) ?? Buffer.from(hkdfSync("sha256", secret, "onward", label, 32));
  return ofSecret.set(label, key).get(label)!;
}

function placeOf({ table, column, row }: SealContext): string[] {
  return [table, column, row];
}

function headOf(number: number): Uint8Array {
  return Uint8Array.of(format, number >> 8, number & 0xff);
}

function numberIn(sealed: Uint8Array): number {
  if (sealed[0] !== format || sealed.length < 3) throw new SealBroken();
  return (sealed[1]! << 8) | sealed[2]!;
}

function keyNamedBy(organisationId: string, sealed: Uint8Array): { number: number; key: Buffer } {
  const number = numberIn(sealed);
  const key = keyOfNumber(organisationId, number);
  if (!key) throw new SealBroken();
  return { number, key };
}

function formerDataKey(wrapped: Uint8Array, subjectId: string): Buffer {
  return openedByAny(null, (key) => decrypt(key, wrapped, ["sealing_key", subjectId], 1));
}

/** Tries each of the installation's own keys, or a key derived from it. @throws SealBroken when none opens it. */
function openedByAny(label: string | null, open: (key: Buffer) => Buffer): Buffer {
  for (const key of formerKeys()) {
    const opened = ifOpens(() => open(label === null ? key : derive(key, label)));
    if (opened) return opened;
  }
  throw new SealBroken();
}
