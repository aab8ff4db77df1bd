import { describe, expect, it } from "vitest";
import {
  AppError,
  conflict,
  invalid,
  isUnavailable,
  sqlState,
  translateDatabaseError,
} from "@/lib/core/errors";

const postgres = (code: string) => Object.assign(new Error("x"), { code });
/** As Prisma wraps what the adapter reports. */
const wrapped = (code: string) =>
  Object.assign(new Error("x"), {
    code: "P2010",
    meta: { driverAdapterError: { cause: { originalCode: code } } },
  });

describe("reasons", () => {
  it("are keys on fields", () => {
    expect(invalid("core.error.missing", "name", { most: 1 })).toMatchObject({
      code: "INVALID",
      fields: { name: "core.error.missing" },
      params: { most: 1 },
    });
    expect(conflict("core.error.stale")).toMatchObject({
      code: "CONFLICT",
      fields: { "": "core.error.stale" },
    });
  });
});

describe("what PostgreSQL refuses", () => {
  it.each([postgres, wrapped])("is known by its code wherever it hides", (make) => {
    expect(sqlState(make("23505"))).toBe("23505");
  });

  it.each([
    ["23505", "CONFLICT"],
    ["40001", "CONFLICT"],
    ["40P01", "CONFLICT"],
    ["55P03", "CONFLICT"],
    ["OW005", "CONFLICT"],
    ["OW006", "CONFLICT"],
    ["42501", "NOT_FOUND"],
    ["23503", "NOT_FOUND"],
  ])("%s is %s", (state, code) => {
    for (const make of [postgres, wrapped])
      expect(translateDatabaseError(make(state))).toMatchObject({ code });
  });

  it("marks a row out of reach as a bug, so that it is logged loudly", () => {
    for (const state of ["42501", "23503"])
      expect(translateDatabaseError(wrapped(state))).toMatchObject({ bug: true });
  });

  it("keeps that a case was erased meanwhile, so that a job can tell it from a race", () => {
    expect(sqlState(translateDatabaseError(wrapped("OW005")))).toBe("OW005");
  });

  it("leaves everything else as it is", () => {
    const own = new AppError("INVALID");
    const other = postgres("OW001");
    expect([
      translateDatabaseError(own),
      translateDatabaseError(other),
      translateDatabaseError(null),
    ]).toEqual([own, other, null]);
  });
});

describe("a database out of reach", () => {
  it.each(["ECONNREFUSED", "ECONNRESET", "P1001", "P2024", "57P01", "57P03", "53300", "08006"])(
    "shows as %s",
    (code) => {
      expect(isUnavailable(postgres(code))).toBe(true);
      expect(isUnavailable(Object.assign(new Error("x"), { cause: postgres(code) }))).toBe(true);
      expect(isUnavailable(wrapped(code))).toBe(/^\d/.test(code));
    },
  );

  it.each(["23505", "42501", "OW001", "22P02"])("is not %s", (code) => {
    expect(isUnavailable(postgres(code))).toBe(false);
  });
});
