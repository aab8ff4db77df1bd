import { describe, expect, it } from "vitest";
import type { Account } from "@/lib/users/schema";
import { filterStaff, staffFilter } from "./staff-filter";

const account = (name: string, role: Account["role"], status: Account["status"]) =>
  ({ name, role, status }) as Account;
const accounts = [
  account("Bopha", "caseworker", "deactivated"),
  account("Dara", "caseworker", "active"),
  account("Maly", "coordinator", "invited"),
];

describe("the filter of accounts", () => {
  it("takes from the address what it knows and leaves the rest", () => {
    expect(staffFilter({ role: "caseworker", status: "active" })).toEqual({
      role: "caseworker",
      status: "active",
    });
    expect(staffFilter({ role: "boss", status: ["active", "invited"] })).toEqual({});
  });

  it.each([
    [{}, ["Dara", "Maly", "Bopha"]],
    [{ role: "caseworker" as const }, ["Dara", "Bopha"]],
    [{ status: "invited" as const }, ["Maly"]],
    [{ role: "coordinator" as const, status: "active" as const }, []],
  ])("%j shows %j", (filter, names) => {
    expect(filterStaff(accounts, filter).map(({ name }) => name)).toEqual(names);
  });
});
