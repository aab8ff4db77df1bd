import {
  appendFileSync,
  chmodSync,
  chownSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { newKey } from "@/lib/core/keys";
import { keysIn } from "@/lib/core/key-source";

/** Puts a new key before those of the file. The file is replaced as a whole: nobody ever reads half of it. */
export function addToFile(file: string): void {
  const keys = [newKey(), ...keysIn(readFileSync(file, "utf8"))];
  replace(file, keys);
}

/** Leaves the first key in the file and writes the others to `former-sealing-keys` beside it; null when there are none. */
export function leaveOnlyFirst(file: string): string | null {
  const [first, ...former] = keysIn(readFileSync(file, "utf8"));
  if (!first || former.length === 0) return null;
  const kept = join(dirname(realpathSync(file)), "former-sealing-keys");
  const day = new Date().toISOString().slice(0, 10);
  const lines = former.map((key) => `${day} ${key.toString("base64")}\n`);
  appendFileSync(kept, lines.join(""), { mode: 0o600, flush: true });
  chmodSync(kept, 0o600);
  replace(file, [first]);
  return kept;
}

/** The file itself, wherever a link leads, with the owner and mode that it has: whoever may read it still may. */
function replace(file: string, keys: readonly Buffer[]): void {
  const path = realpathSync(file);
  const { uid, gid, mode } = statSync(path);
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, withKeys(readFileSync(path, "utf8"), keys), { mode: 0o600, flush: true });
    chownSync(draft, uid, gid);
    chmodSync(draft, mode & 0o777);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function withKeys(text: string, keys: readonly Buffer[]): string {
  const listed = keys.map((key) => key.toString("base64"));
  if (!text.trim().startsWith("{")) return `${listed.join("\n")}\n`;
  return `${JSON.stringify({ ...JSON.parse(text), sealingKey: listed.join(" ") }, null, 2)}\n`;
}
