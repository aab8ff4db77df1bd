import { beforeAll, describe, expect, it } from "vitest";
import { grantKinds, roles, type Staff } from "@/lib/core/actor";
import { type Permission, permissions } from "@/lib/core/permissions";
import { commands, queries } from "@/lib/registry";
import { useDatabase } from "@/lib/testing/database";
import { makeOrganisation, makeStaff, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
const doors = [...commands, ...queries].filter(([name]) => permissions[name as Permission].assurance === 2);
const people: Staff[] = [];

beforeAll(async () => {
  const organisation = await makeOrganisation(database.ownerUrl);
  for (const role of roles)
    people.push(
      await makeStaff(database.ownerUrl, organisation, role, {
        grants: role === "limited" ? grantKinds : [],
      }),
    );
});

describe("with a password alone", () => {
  it("there is much to be refused", () => expect(doors.length).toBeGreaterThan(50));

  it.each(doors)("nobody is answered by %s", async (_name, door) => {
    for (const staff of people) {
      const outcome = await door
        .execute({ ...staff, assurance: 1, steppedUp: true }, {}, testOrigin)
        .catch((error: unknown) => error);
      expect(outcome).toMatchObject({ code: "FORBIDDEN" });
    }
  });
});
