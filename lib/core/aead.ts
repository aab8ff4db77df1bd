import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Bytes as Prisma stores them. */
export type Sealed = Uint8Array<ArrayBuffer>;

/** A sealed value that does not open: wrong key, wrong place, damaged, or its key was destroyed. */
export class SealBroken extends Error {
  override name = "SealBroken";
  constructor() {
    super("sealed value does not open");
  }
}

/** It was sealed before its key was last changed, or after: read together with its key it opens. */
export class SealOutdated extends SealBroken {
  override name = "SealOutdated";
}

/** What `open` opens; null for a seal that is broken. Any other error stays one. */
export function ifOpens<Opened>(open: () => Opened): Opened | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

const ivLength = 12;
const tagLength = 16;

/** Nonce (12 bytes) | ciphertext | tag (16 bytes), AES-256-GCM under a 32-byte key, bound to `place`; `head` goes in front. */
export function encrypt(
  key: Uint8Array,
  plain: Uint8Array,
  place: readonly string[],
  head: Uint8Array = new Uint8Array(),
): Sealed {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: tagLength });
  cipher.setAAD(Buffer.from(JSON.stringify(place)));
  return Buffer.concat([head, iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What `encrypt` made for the same key and place, its first `headLength` bytes left aside. @throws SealBroken. */
export function decrypt(
  key: Uint8Array,
  sealed: Uint8Array,
  place: readonly string[],
  headLength = 0,
): Buffer {
  if (sealed.length < headLength + ivLength + tagLength) throw new SealBroken();
  const iv = sealed.subarray(headLength, headLength + ivLength);
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(JSON.stringify(place)));
  decipher.setAuthTag(sealed.subarray(-tagLength));
  try {
    return Buffer.concat([
      decipher.update(sealed.subarray(headLength + ivLength, -tagLength)),
      decipher.final(),
    ]);
  } catch {
    throw new SealBroken();
  }
}
