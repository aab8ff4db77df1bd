import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leafHash, pathOf, rootOf, rootOfPath } from "@/lib/audit/sealing/merkle";

const trees = fc
  .array(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 40 })
  .map((texts) => texts.map(leafHash));
const treesWithPlace = trees.chain((leaves) =>
  fc.tuple(fc.constant(leaves), fc.nat({ max: leaves.length - 1 })),
);

describe("the tree", () => {
  it("is that of RFC 6962", () => {
    // The test vectors of the certificate transparency log: inputs of eight leaves, roots of 0, 1, 2, 3, 5 and 8 of them.
    const inputs = [
      "",
      "00",
      "10",
      "2021",
      "3031",
      "40414243",
      "5051525354555657",
      "606162636465666768696a6b6c6d6e6f",
    ];
    const leaves = inputs.map((hex) => leafHash(Buffer.from(hex, "hex").toString("latin1")));
    const roots: Record<number, string> = {
      0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    };
    for (const [size, root] of Object.entries(roots))
      expect(rootOf(leaves.slice(0, Number(size))).toString("hex")).toBe(root);
  });

  it("has another root when any leaf changes, goes, comes or moves", () =>
    fc.assert(
      fc.property(treesWithPlace, ([leaves, at]) => {
        const root = rootOf(leaves).toString("hex");
        const others = [
          leaves.with(at, leafHash("something else altogether")),
          leaves.toSpliced(at, 1),
          leaves.toSpliced(at, 0, leafHash("something else altogether")),
          [...leaves, leaves.at(-1)!],
        ];
        const next = (at + 1) % leaves.length;
        if (!leaves[at]!.equals(leaves[next]!))
          others.push(leaves.with(at, leaves[next]!).with(next, leaves[at]!));
        for (const other of others) expect(rootOf(other).toString("hex")).not.toBe(root);
      }),
    ));

  it("proves each of its leaves and no other", () =>
    fc.assert(
      fc.property(treesWithPlace, fc.nat({ max: 40 }), ([leaves, index], wrong) => {
        const [root, size, path] = [rootOf(leaves), leaves.length, pathOf(leaves, index)];
        expect(rootOfPath(leaves[index]!, { index, size, path })).toEqual(root);
        expect(rootOfPath(leafHash("another"), { index, size, path })).not.toEqual(root);
        if (wrong !== index && !leaves[wrong]?.equals(leaves[index]!))
          expect(rootOfPath(leaves[index]!, { index: wrong, size, path })).not.toEqual(root);
        expect(rootOfPath(leaves[index]!, { index, size, path: [...path, root] })).toBeNull();
        if (path.length > 0) {
          expect(rootOfPath(leaves[index]!, { index, size, path: path.slice(1) })).toBeNull();
          const place = wrong % path.length;
          const bent = path.with(place, leafHash("bent"));
          expect(rootOfPath(leaves[index]!, { index, size, path: bent })).not.toEqual(root);
        }
      }),
    ));

  it("cannot take an inner node for a leaf", () => {
    const [a, b] = [leafHash("a"), leafHash("b")];
    const forged = leafHash(Buffer.concat([a, b]).toString("latin1"));
    expect(rootOf([forged])).not.toEqual(rootOf([a, b]));
  });
});
