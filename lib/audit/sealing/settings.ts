import "server-only";
import { dirname, join } from "node:path";
import { keyFileSeed, type SigningKey, signingKeyOf } from "@/lib/audit/sealing/key";
import { env } from "@/lib/core/env";

export type SealPlaces = {
  /** Where the key is made when none is given. */
  keyFile: string | null;
  /** The second place. */
  anchorFile: string | null;
  /** Public keys that are to be believed, beside the second place. */
  keysFile: string | null;
};

/** The files of the seal: where the settings say, or in the folder of the installation. */
export function sealPlaces(): SealPlaces {
  const { home, anchor } = env.seal;
  const anchorFile = anchor ?? (home && join(home, "audit-checkpoints.jsonl"));
  return {
    keyFile: home && join(home, "audit-signing.key"),
    anchorFile,
    keysFile: anchorFile && join(dirname(anchorFile), "audit-signing.pub"),
  };
}

/** The key of this installation, made now if there is none; null when neither a key nor a folder is given. @throws KeyFileUnusable */
export function installedKey(): SigningKey | null {
  const { keyFile } = sealPlaces();
  const seed = env.seal.seed ?? (keyFile === null ? null : keyFileSeed(keyFile));
  return seed && signingKeyOf(seed);
}
