import "server-only";
import { execFile } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { decrypt, encrypt, type Sealed, SealBroken } from "@/lib/core/aead";
import { env } from "@/lib/core/env";

/** What a key of the installation wraps is bound to: one key of one organisation. */
export type KeyPlace = { organisationId: string; number: number };

/** A wrapped key and the name of what wrapped it. */
export type Wrapped = { wrapped: Sealed; wrappedBy: string };

/** For `isUnavailable`: whoever asks is told to try later, and nothing is served meanwhile. */
const keyUnavailable = "EKEY";

/** The key that would open this is not among those that this process was given. */
export class InstallationKeyMissing extends Error {
  override name = "InstallationKeyMissing";
  readonly code = keyUnavailable;
  constructor() {
    super(
      "This database is sealed with another key than the one given: set ONWARD_SEALING_KEY (or ONWARD_SEALING_KEY_FILE, or ONWARD_SEALING_COMMAND) to the key that belongs to it. Nothing was changed.",
    );
  }
}

/** There are records of an organisation, and none of its keys. */
export class OrganisationKeysLost extends Error {
  override name = "OrganisationKeysLost";
  readonly code = keyUnavailable;
  constructor() {
    super(
      "The keys of an organisation are gone from the database: put the rows of organisation_key back from a backup.",
    );
  }
}

/** The command of the key service did not answer, or not with a key. */
export class KeyServiceFailed extends Error {
  override name = "KeyServiceFailed";
  readonly code = keyUnavailable;
  constructor(verb: string) {
    // Without what the command said, which could quote a key.
    super(`ONWARD_SEALING_COMMAND did not ${verb} a key: run it by hand to see why`);
  }
}

type LocalKey = { name: string; bytes: Buffer };

/** A name for a key that tells nothing about it. */
export function nameOfKey(bytes: Uint8Array): string {
  return createHmac("sha256", bytes).update("onward installation key").digest("hex").slice(0, 16);
}

let known: { stamp: string; keys: LocalKey[] } | undefined;

/**
 * The keys that this process was given, the one that wraps first; empty when a command holds the key. A file is read again
 * when it has changed, so that a new key needs no restart.
 */
export function installationKeys(): readonly LocalKey[] {
  const { text, file } = env.sealing;
  const stamp = file ? stampOf(file) : (text ?? "");
  if (known?.stamp === stamp) return known.keys;
  const keys = keysIn(file ? readFileSync(file, "utf8") : (text ?? "")).map((bytes) => ({
    name: nameOfKey(bytes),
    bytes,
  }));
  known = { stamp, keys };
  return keys;
}

/** The clock of a file system is coarse: a file replaced twice in a moment is another one by its number. */
function stampOf(file: string): string {
  const { mtimeMs, ino, size } = statSync(file);
  return [file, mtimeMs, ino, size].join(" ");
}

/**
 * The keys in the text of a setting or file: 32 bytes in base64 each, apart by white space, the one that wraps first. A file
 * of secrets in JSON has them as `sealingKey`. @throws Error with what to do.
 */
export function keysIn(text: string): Buffer[] {
  const trimmed = text.trim();
  const listed = trimmed.startsWith("{") ? String(JSON.parse(trimmed).sealingKey ?? "") : trimmed;
  const keys = listed.split(/\s+/).filter(Boolean);
  const bytes = keys.map((key) => Buffer.from(key, "base64"));
  if (bytes.some((one, index) => one.length !== 32 || one.toString("base64") !== keys[index]))
    throw new Error(
      "ONWARD_SEALING_KEY is missing or malformed: set it to 32 random bytes in base64, for example from: openssl rand -base64 32",
    );
  return bytes;
}

/** The name of what wraps from now on. @throws Error when no key was given. */
export function wrappingName(): string {
  if (env.sealing.command) return "command";
  const [first] = installationKeys();
  if (!first) keysIn("-");
  return first!.name;
}

/** An organisation's key, wrapped under the installation's. */
export async function wrapForInstallation(key: Uint8Array, place: KeyPlace): Promise<Wrapped> {
  const { command } = env.sealing;
  if (command) {
    const bound = Buffer.concat([key, fingerprintOf(place)]);
    return { wrapped: await run(command, "wrap", bound, place), wrappedBy: "command" };
  }
  const wrappedBy = wrappingName();
  const [{ bytes }] = installationKeys() as [LocalKey];
  return { wrapped: encrypt(bytes, key, boundTo(place, wrappedBy)), wrappedBy };
}

/** The organisation's key that `wrapForInstallation` wrapped. @throws InstallationKeyMissing, SealBroken. */
export async function unwrapFromInstallation(
  { wrapped, wrappedBy }: { wrapped: Uint8Array; wrappedBy: string },
  place: KeyPlace,
): Promise<Buffer> {
  const { command } = env.sealing;
  if (wrappedBy === "command") {
    if (!command) throw new InstallationKeyMissing();
    const bound = Buffer.from(await run(command, "unwrap", wrapped, place));
    // A service that ignores the name, or answers with something else, is not believed.
    if (bound.length !== 64 || !bound.subarray(32).equals(fingerprintOf(place))) throw new SealBroken();
    return bound.subarray(0, 32);
  }
  const key = localKeys().find(({ name }) => name === wrappedBy);
  if (!key) throw new InstallationKeyMissing();
  return decrypt(key.bytes, wrapped, boundTo(place, wrappedBy));
}

/** Throws InstallationKeyMissing unless every one of these names can be opened here. */
export function refuseUnknownKeys(names: readonly string[]): void {
  const here = new Set(localKeys().map(({ name }) => name));
  if (env.sealing.command) here.add("command");
  if (names.some((name) => !here.has(name))) throw new InstallationKeyMissing();
}

/** With a command, keys may still be given beside it: those that it takes over from. */
function localKeys(): readonly LocalKey[] {
  return env.sealing.command && !env.sealing.text && !env.sealing.file ? [] : installationKeys();
}

function boundTo({ organisationId, number }: KeyPlace, wrappedBy: string): string[] {
  return ["organisation_key", organisationId, String(number), wrappedBy];
}

function fingerprintOf(place: KeyPlace): Buffer {
  return createHash("sha256")
    .update(JSON.stringify(boundTo(place, "command")))
    .digest();
}

/**
 * A key management service by its command line: `<command> wrap|unwrap <organisation>/<number>` gets base64 on standard input
 * and answers base64 on standard output within ten seconds. @throws KeyServiceFailed.
 */
function run(command: string, verb: "wrap" | "unwrap", input: Uint8Array, place: KeyPlace): Promise<Sealed> {
  const [program, ...given] = command.split(" ").filter(Boolean) as [string, ...string[]];
  const args = [...given, verb, `${place.organisationId}/${place.number}`];
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { timeout: 10_000, killSignal: "SIGKILL", maxBuffer: 64_000, env: env.ofOthers },
      (error, answer) => {
        const bytes = error ? null : Buffer.from(answer.trim(), "base64");
        if (bytes && bytes.length > 0) resolve(Uint8Array.from(bytes));
        else reject(new KeyServiceFailed(verb));
      },
    );
    child.stdin?.on("error", () => {});
    child.stdin?.end(Buffer.from(input).toString("base64"));
  });
}
