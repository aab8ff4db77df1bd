import { hkdfSync } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import {
  blindIndex,
  hashToken,
  newDataKey,
  opaqueToken,
  passwordPepper,
  seal,
  SealBroken,
  sealForOrganisation,
  unseal,
  unsealForOrganisation,
  unwrapDataKey,
  wrapDataKey,
} from "@/lib/core/crypto";
import { encrypt } from "@/lib/core/aead";
import { firstKeyOf, forgetKeys } from "@/lib/core/keys";

const context = { table: "person", column: "name", row: "a1" };
const dataKey = newDataKey();

beforeAll(async () => {
  vi.stubEnv("ONWARD_SEALING_KEY", Buffer.alloc(32, 7).toString("base64"));
  vi.stubEnv("ONWARD_INDEX_KEY", Buffer.alloc(32, 9).toString("base64"));
  await firstKeyOf("o1");
  await firstKeyOf("o2");
});

describe("seal", () => {
  it("opens what it sealed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(unseal(dataKey, seal(dataKey, text, context), context)).toBe(text);
      }),
    );
  });

  it("never seals the same text to the same bytes, nor leaves it readable", () => {
    const [one, two] = [seal(dataKey, "សុខ សុភាព", context), seal(dataKey, "សុខ សុភាព", context)];
    expect(one).not.toEqual(two);
    expect(Buffer.from(one).includes("សុខ")).toBe(false);
  });

  it("lays the bytes out as format, generation, nonce, ciphertext, tag", () => {
    const sealed = seal(dataKey, "abc", context);
    expect([...sealed.subarray(0, 2), sealed.length]).toEqual([2, 1, 2 + 12 + 3 + 16]);
  });

  it("breaks in any other place and under any other key", () => {
    const sealed = seal(dataKey, "text", context);
    for (const elsewhere of [{ table: "case" }, { column: "alias" }, { row: "a2" }])
      expect(() => unseal(dataKey, sealed, { ...context, ...elsewhere })).toThrow(SealBroken);
    expect(() => unseal(newDataKey(), sealed, context)).toThrow(SealBroken);
  });

  it("does not confuse contexts that would run together", () => {
    const sealed = seal(dataKey, "text", { table: "a", column: "b", row: "c" });
    expect(() => unseal(dataKey, sealed, { table: "a", column: 'b","c', row: "" })).toThrow(SealBroken);
  });

  it("breaks on any flipped bit and any cut", () => {
    const sealed = seal(dataKey, "text", context);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const damaged = Uint8Array.from(sealed);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => unseal(dataKey, damaged, context)).toThrow(SealBroken);
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => unseal(dataKey, sealed.subarray(0, length), context)).toThrow(SealBroken);
  });
});

describe("data keys", () => {
  it("unwrap only for their own subject, in their own organisation", () => {
    const { wrapped, wrappedBy } = wrapDataKey("o1", dataKey, "case-1");
    expect(wrappedBy).toBe(1);
    expect(unwrapDataKey("o1", wrapped, "case-1")).toEqual(dataKey);
    expect(() => unwrapDataKey("o1", wrapped, "case-2")).toThrow(SealBroken);
    expect(() => unwrapDataKey("o2", wrapped, "case-1")).toThrow(SealBroken);
  });

  it("seal for one generation: a value of another one does not open", () => {
    const next = { bytes: dataKey.bytes, generation: 2 };
    const sealed = seal(dataKey, "text", context);
    expect(() => unseal(next, sealed, context)).toThrow(SealBroken);
    const posing = Uint8Array.from(sealed);
    posing[1] = 2;
    expect(() => unseal(next, posing, context)).toThrow(SealBroken);
  });

  it("what is sealed for an organisation opens only there and in its place", () => {
    const sealed = sealForOrganisation("o1", "answer", context);
    expect(unsealForOrganisation("o1", sealed, context)).toBe("answer");
    expect(() => unsealForOrganisation("o2", sealed, context)).toThrow(SealBroken);
    expect(() => unsealForOrganisation("o1", sealed, { ...context, row: "a2" })).toThrow(SealBroken);
    const renumbered = Uint8Array.from(sealed);
    renumbered[2] = 9;
    expect(() => unsealForOrganisation("o1", renumbered, context)).toThrow(SealBroken);
  });

  it("what was sealed before organisations had keys still opens", () => {
    const former = Uint8Array.of(1);
    const installation = Buffer.alloc(32, 7);
    const wrapped = encrypt(installation, dataKey.bytes, ["sealing_key", "case-1"], former);
    expect(unwrapDataKey("o1", wrapped, "case-1")).toEqual(dataKey);
    const sealed = encrypt(dataKey.bytes, Buffer.from("text"), ["person", "name", "a1"], former);
    expect(unseal(dataKey, sealed, context)).toBe("text");
    expect(() => unseal({ ...dataKey, generation: 2 }, sealed, context)).toThrow(SealBroken);
    const master = Buffer.from(hkdfSync("sha256", installation, "onward", "master", 32));
    const answer = encrypt(master, Buffer.from("answer"), ["person", "name", "a1"], former);
    expect(unsealForOrganisation("o1", answer, context)).toBe("answer");
  });
});

describe("blind index and tokens", () => {
  it("is equal for equal values and parts organisations, kinds and values", () => {
    const index = (...of: [string, string, string]) => blindIndex(...of).toString("hex");
    expect(index("o1", "phone", "+855")).toBe(index("o1", "phone", "+855"));
    const all = [
      index("o1", "phone", "+855"),
      index("o2", "phone", "+855"),
      index("o1", "handle", "+855"),
      index("o1", "phone", "+856"),
      index("o1p", "hone", "+855"),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(blindIndex("o", "k", "v")).toHaveLength(16);
  });

  it("tokens are long, unlike and stored only as their hash", () => {
    const token = opaqueToken();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(opaqueToken()).not.toBe(token);
    expect(hashToken(token)).toHaveLength(32);
    expect(passwordPepper()).toHaveLength(32);
  });
});

describe("keys in the environment", () => {
  it("are named when malformed", async () => {
    vi.stubEnv("ONWARD_SEALING_KEY", "c2hvcnQ=");
    await expect(firstKeyOf("o3")).rejects.toThrow(/ONWARD_SEALING_KEY/);
    vi.stubEnv("ONWARD_SEALING_KEY", Buffer.alloc(32, 7).toString("base64"));
  });

  it("must be loaded before anything is sealed", () => {
    forgetKeys();
    expect(() => wrapDataKey("o1", dataKey, "case-1")).toThrow(/not loaded/);
  });
});
