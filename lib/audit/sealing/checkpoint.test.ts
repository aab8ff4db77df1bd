import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Checkpoint,
  checkpointHash,
  isGenuine,
  nothingBefore,
  signed,
} from "@/lib/audit/sealing/checkpoint";
import { isSignedBy, signingKeyOf } from "@/lib/audit/sealing/key";

const key = signingKeyOf(Buffer.alloc(32, 1));
const one = signed(
  {
    number: 1,
    cluster: "7711015448570480642",
    txFrom: "0",
    txTo: "754",
    count: 3,
    root: "ab".repeat(32),
    previous: nothingBefore,
    at: "2026-11-22T07:02:03.123Z",
  },
  key,
);

describe("a signature", () => {
  it("is that of RFC 8032", () => {
    const seed = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
    const { publicKey, sign } = signingKeyOf(seed);
    expect(Buffer.from(publicKey, "base64").toString("hex")).toBe(
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    );
    expect(Buffer.from(sign(""), "base64").toString("hex")).toMatch(
      /^e5564300c360ac729086e2cc806e828a84877f1eb8e5d974/,
    );
  });

  it("holds for what was signed, and for nothing else", () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        const signature = key.sign(text);
        expect(isSignedBy(key.publicKey, text, signature)).toBe(true);
        if (text !== other) expect(isSignedBy(key.publicKey, other, signature)).toBe(false);
        expect(isSignedBy(signingKeyOf(Buffer.alloc(32, 2)).publicKey, text, signature)).toBe(false);
      }),
    ));

  it("that is malformed is a no", () => {
    for (const bad of ["", "AAAA", "%%%"]) {
      expect(isSignedBy(key.publicKey, "text", bad)).toBe(false);
      expect(isSignedBy(bad, "text", key.sign("text"))).toBe(false);
    }
  });
});

describe("a checkpoint", () => {
  const changes: Partial<Checkpoint>[] = [
    { number: 2 },
    { cluster: "1" },
    { txFrom: "1" },
    { txTo: "755" },
    { count: 4 },
    { root: "ac".repeat(32) },
    { previous: "ac".repeat(32) },
    { at: "2026-11-22T07:02:03.124Z" },
    { keyId: "0".repeat(16) },
    { publicKey: signingKeyOf(Buffer.alloc(32, 2)).publicKey },
    { signature: key.sign("") },
  ];

  it("is genuine as it was signed", () => expect(isGenuine(one)).toBe(true));

  it.each(changes)("is not genuine with %j", (change) =>
    expect(isGenuine({ ...one, ...change })).toBe(false),
  );

  it("has another hash when anything that is signed changes, or the signature", () => {
    const hashes = changes
      .filter((change) => !change.publicKey)
      .map((change) => checkpointHash({ ...one, ...change }));
    expect(new Set([...hashes, checkpointHash(one)]).size).toBe(hashes.length + 1);
  });
});
