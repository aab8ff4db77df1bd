import { beforeAll, describe, expect, it } from "vitest";
import { getCase } from "@/lib/cases/reading/queries";
import { registerCase } from "@/lib/cases/registering/commands";
import { revealPerson } from "@/lib/cases/revealing/commands";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let coordinator: Staff;

beforeAll(async () => {
  house = await makeOrganisation(database.ownerUrl);
  dara = await makeStaff(database.ownerUrl, house, "caseworker");
  coordinator = await makeStaff(database.ownerUrl, house, "coordinator", { name: "Rith" });
});

const register = (actor: Staff, input: object) => registerCase.execute(actor, input, testOrigin);

describe("case.register", () => {
  it("needs nothing at all: a code is enough", async () => {
    const { caseId, personId, code, duplicates } = await register(dara, {});
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]$/);
    expect(duplicates).toEqual([]);
    const seen = await getCase.execute(dara, { caseId }, testOrigin);
    expect(seen).toMatchObject({
      status: "pre_registered",
      level: "l0",
      assigneeId: dara.userId,
      siteId: house.sites[0]!.id,
      teamId: house.sites[0]!.teamIds[0],
      privateAnswered: false,
      person: { id: personId, initials: null, names: 0, isChild: false },
    });
    const [event] = (await eventsOf(database.ownerUrl, house.id, "case.register")).filter(
      (e) => e.case_id === caseId,
    );
    expect(event).toMatchObject({
      kind: "write",
      entity: "case",
      entity_id: caseId,
      actor_id: dara.userId,
      detail: { duplicates: 0 },
    });
  });
});
