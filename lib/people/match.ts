import "server-only";
import { blindIndex } from "@/lib/core/crypto";
import { nameMatchKeys } from "@/lib/people/name-key";
import { contactMatchKeys, normaliseDocumentNumber } from "@/lib/people/phone";
import type { MatchKeyKind } from "@/lib/people/schema";

/** What a person can be found by, as typed: names in any script, contacts by method (`any` when not known), document numbers. */
export type Findable = {
  names: readonly string[];
  contacts: readonly { method: string; value?: string | null }[];
  documents: readonly string[];
};

/** A key in plain text, before it is blinded. */
export type PlainKey = { kind: MatchKeyKind; value: string };

/** A key as it is stored: 16 bytes that mean nothing without the index key. */
export type MatchKey = { kind: MatchKeyKind; token: Uint8Array<ArrayBuffer> };

const contactKinds = {
  phone_e164: "phone",
  phone_last4: "phone_last4",
  handle: "handle",
  email: "handle",
} as const;

/** Every key of what was typed, each once. */
export function plainKeysOf({ names, contacts, documents }: Findable): PlainKey[] {
  const keys: PlainKey[] = [
    ...names
      .flatMap(nameMatchKeys)
      .map(({ kind, token }) => ({ kind: `name_${kind}` as const, value: token })),
    ...contacts
      .flatMap(({ method, value }) => (value ? contactMatchKeys(method, value) : []))
      .map(({ kind, value }) => ({ kind: contactKinds[kind], value })),
    ...documents
      .map(normaliseDocumentNumber)
      .filter((number) => number.length >= 4)
      .map((value) => ({ kind: "document" as const, value })),
  ];
  return [...new Map(keys.map((key) => [`${key.kind} ${key.value}`, key])).values()];
}

/** The key as stored and searched in one organisation. Another organisation's key for the same value differs. */
export function blinded(organisationId: string, { kind, value }: PlainKey): MatchKey {
  return { kind, token: Uint8Array.from(blindIndex(organisationId, kind, value)) };
}
