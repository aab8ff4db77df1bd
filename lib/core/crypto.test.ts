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
  sealJson,
  sealWithMaster,
  unseal,
  unsealJson,
  unsealWithMaster,
  unwrapDataKey,
  wrapDataKey,
} from "@/lib/core/crypto";

const context = { table: "person", column: "name", row: "a1" };
const dataKey = newDataKey();

beforeAll(() => {
  vi.stubEnv("ONWARD_SEALING_KEY", Buffer.alloc(32, 7).toString("base64"));
  vi.stubEnv("ONWARD_INDEX_KEY", Buffer.alloc(32, 9).toString("base64"));
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

  it("lays the bytes out as version, nonce, ciphertext, tag", () => {
    const sealed = seal(dataKey, "abc", context);
    expect([sealed[0], sealed.length]).toEqual([1, 1 + 12 + 3 + 16]);
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

  it("carries JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        expect(unsealJson(dataKey, sealJson(dataKey, value, context), context)).toEqual(plain);
      }),
    );
    expect(() => sealJson(dataKey, undefined, context)).toThrow(TypeError);
  });
});

describe("data keys", () => {
  it("unwrap only for their own subject", () => {
    const wrapped = wrapDataKey(dataKey, "case-1");
    expect(unwrapDataKey(wrapped, "case-1")).toEqual(dataKey);
    expect(() => unwrapDataKey(wrapped, "case-2")).toThrow(SealBroken);
  });

  it("master seals open under the master key only", () => {
    const sealed = sealWithMaster("answer", context);
    expect(unsealWithMaster(sealed, context)).toBe("answer");
    expect(() => unseal(Buffer.alloc(32, 7), sealed, context)).toThrow(SealBroken);
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
  it("are named when malformed", () => {
    vi.stubEnv("ONWARD_SEALING_KEY", "c2hvcnQ=");
    expect(() => wrapDataKey(dataKey, "case-1")).toThrow(/ONWARD_SEALING_KEY/);
    vi.stubEnv("ONWARD_SEALING_KEY", Buffer.alloc(32, 7).toString("base64"));
  });
});
