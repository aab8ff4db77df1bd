import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** A hash over the names and contents of files and folders; `skip(path)` leaves some out. Missing ones count as empty. */
export function hashOf(root, paths, skip = () => false) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesIn(join(root, path), skip)).sort()) {
    hash.update(`${relative(root, file)}\0`);
    hash.update(readFileSync(file));
    hash.update("\0");
  }
  return hash.digest("hex");
}

/** True when the stamp file holds this hash: the work was done for exactly these inputs. */
export function isStamped(file, hash) {
  try {
    return readFileSync(file, "utf8") === hash;
  } catch {
    return false;
  }
}

/** Remembers that the work for these inputs is done. Written last, so an interrupted work is done again. */
export function stamp(file, hash) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
}

function filesIn(path, skip) {
  if (skip(path)) return [];
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.flatMap((entry) => {
      const child = join(path, entry.name);
      if (entry.isDirectory()) return filesIn(child, skip);
      return entry.isFile() && !skip(child) ? [child] : [];
    });
  } catch (error) {
    if (error.code === "ENOTDIR") return [path];
    if (error.code === "ENOENT") return [];
    throw error;
  }
}
