import { describe, expect, it } from "vitest";
import { addressOf } from "@/lib/core/address";

describe("addressOf", () => {
  it.each(["/", "/people?after=%E0%A4%A", "/cases/%E1%9E%80", "/a//b", "/partner/x%2Fy"])(
    "knows %s",
    (target) => expect(addressOf(target)?.origin).toBe("http://localhost"),
  );

  it.each([
    "//",
    "//evil.example/x",
    "/\\evil.example",
    "/%",
    "/cases/%E0%A4%A",
    "http://[",
    "http://evil.example/",
    "*",
    "",
    undefined,
  ])("refuses %s", (target) => expect(addressOf(target)).toBeNull());
});
