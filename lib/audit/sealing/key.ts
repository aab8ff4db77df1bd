import "server-only";
import {
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from "node:crypto";
import { appendFileSync, existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";

/** Signs checkpoints: the private half stays outside the database. */
export type SigningKey = { keyId: string; publicKey: string; sign: (text: string) => string };

const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** The Ed25519 key of 32 random bytes. */
export function signingKeyOf(seed: Uint8Array): SigningKey {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" });
  const { x } = createPublicKey(key).export({ format: "jwk" });
  const publicKey = Buffer.from(x!, "base64url").toString("base64");
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (text) => sign(null, Buffer.from(text), key).toString("base64"),
  };
}

/** The fingerprint of a public key (base64): 16 hexadecimal digits. */
export function keyIdOf(publicKey: string): string {
  return hash("sha256", Buffer.from(publicKey, "base64"), "hex").slice(0, 16);
}

const known = new Map<string, KeyObject>();

/** Whether the holder of this key signed this text. Anything malformed is a no. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const x = Buffer.from(publicKey, "base64").toString("base64url");
    const key =
      known.get(publicKey) ?? createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    if (known.size < 100) known.set(publicKey, key);
    return verify(null, Buffer.from(text), key, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

/** Why a file of the signing key cannot be used; the name of the problem is for whoever makes a sentence of it. */
export class KeyFileUnusable extends Error {
  constructor(
    readonly problem: "open" | "damaged",
    readonly file: string,
  ) {
    super(problem);
  }
}

/** The 32 bytes of a key file, made now if it is not there, readable by its owner only. @throws KeyFileUnusable */
export function keyFileSeed(file: string): Buffer {
  if (!existsSync(file)) makeKeyFile(file);
  if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0)
    throw new KeyFileUnusable("open", file);
  const seed = Buffer.from(readFileSync(file, "utf8").trim(), "base64");
  if (seed.length !== 32) throw new KeyFileUnusable("damaged", file);
  return seed;
}

/** Written beside and linked into place: never half a key, never over one that another process has just made. */
function makeKeyFile(file: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The public keys of a file, one `<key id> <base64>` a line; none when there is no file. */
export function publicKeysIn(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => line.trim().split(/\s+/)[1] ?? []);
}

/** Adds a public key to the file of those that are to be believed, once. Answers whether it is a new one beside others. */
export function publish({ keyId, publicKey }: SigningKey, file: string): "first" | "known" | "another" {
  const there = publicKeysIn(file);
  if (there.includes(publicKey)) return "known";
  appendFileSync(file, `${keyId} ${publicKey}\n`, { mode: 0o644 });
  return there.length === 0 ? "first" : "another";
}
