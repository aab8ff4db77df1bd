import "server-only";
import { hash } from "node:crypto";

/** The tree of RFC 6962: leaves and inner nodes are hashed apart, so that one can never be taken for the other. */

const leafMark = "\u0000";
const nodeMark = 1;

/** The hash of a leaf's text, 32 bytes. */
export function leafHash(text: string): Buffer {
  return hash("sha256", leafMark + text, "buffer");
}

const pair = Buffer.alloc(65);

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair[0] = nodeMark;
  pair.set(left, 1);
  pair.set(right, 33);
  return hash("sha256", pair, "buffer");
}

/** The root over leaf hashes in their order; of none, the hash of nothing. */
export function rootOf(leaves: readonly Uint8Array[]): Buffer {
  // Full subtrees from left to right, each larger than the next: never more than the logarithm of the leaves.
  const full: { size: number; node: Uint8Array }[] = [];
  for (const leaf of leaves) {
    let [size, node] = [1, leaf];
    while (full.at(-1)?.size === size) {
      node = nodeHash(full.pop()!.node, node);
      size *= 2;
    }
    full.push({ size, node });
  }
  const root = full.reduceRight<Uint8Array | null>(
    (right, { node }) => (right ? nodeHash(node, right) : node),
    null,
  );
  return root ? Buffer.from(root) : hash("sha256", "", "buffer");
}

/** What stands beside the way from one leaf up to the root, the lowest first. */
export function pathOf(leaves: readonly Uint8Array[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const half = halfOf(leaves.length);
  return index < half
    ? [...pathOf(leaves.slice(0, half), index), rootOf(leaves.slice(half))]
    : [...pathOf(leaves.slice(half), index - half), rootOf(leaves.slice(0, half))];
}

/** The root that follows from a leaf and its path; null when the path cannot be one of a tree of that size. */
export function rootOfPath(
  leaf: Uint8Array,
  { index, size, path }: { index: number; size: number; path: readonly Uint8Array[] },
): Buffer | null {
  if (index < 0 || index >= size) return null;
  if (size === 1) return path.length === 0 ? Buffer.from(leaf) : null;
  const beside = path.at(-1);
  if (!beside) return null;
  const half = halfOf(size);
  const [left, rest] =
    index < half ? [true, { index, size: half }] : [false, { index: index - half, size: size - half }];
  const own = rootOfPath(leaf, { ...rest, path: path.slice(0, -1) });
  return own && (left ? nodeHash(own, beside) : nodeHash(beside, own));
}

/** The largest power of two below a size of at least two. */
function halfOf(size: number): number {
  return 2 ** Math.ceil(Math.log2(size) - 1);
}
