import { beforeAll, describe, expect, it } from "vitest";
import { revealPerson } from "@/lib/cases/revealing/commands";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { revealables } from "@/lib/people/schema";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { registerSomebody } from "@/lib/testing/registration";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let mate: Staff;
let coordinator: Staff;
let stranger: Staff;
let caseId: string;

beforeAll(async () => {
  house = await makeOrganisation(database.ownerUrl);
  const other = await makeOrganisation(database.ownerUrl, { name: "Other House" });
  dara = await makeStaff(database.ownerUrl, house, "caseworker");
  mate = await makeStaff(database.ownerUrl, house, "caseworker", { name: "Mate" });
  coordinator = await makeStaff(database.ownerUrl, house, "coordinator");
  stranger = await makeStaff(database.ownerUrl, other, "coordinator");
  ({ caseId } = await registerSomebody(dara, {
    names: [{ full: "अनिता थापा" }],
    contacts: [{ method: "via_person", rule: "through her aunt at the market" }],
    documents: [{ type: "passport", country: "NP", number: "0998877" }],
    birthDate: "1998",
    fearOfReturn: "yes",
  }));
});

const reveal = (actor: Staff, input: object) => revealPerson.execute(actor, { caseId, ...input }, testOrigin);
const views = async () =>
  (await eventsOf(database.ownerUrl, house.id, "person.reveal")).filter(({ kind }) => kind === "view");

describe("person.reveal", () => {
  it("opens one kind at a time, and only that kind, for the case's own worker without asking why", async () => {
    expect(await reveal(dara, { what: "names" })).toEqual({
      preferredName: null,
      names: [{ id: expect.any(String), type: "stated", script: "indic", full: "अनिता थापा" }],
    });
    expect(await reveal(dara, { what: "contacts" })).toMatchObject({
      contacts: [
        {
          method: "via_person",
          value: null,
          safeToContact: "not_asked",
          rule: "through her aunt at the market",
        },
      ],
    });
    expect(await reveal(dara, { what: "documents" })).toMatchObject({
      documents: [{ country: "NP", number: "0998877" }],
    });
    expect(await reveal(dara, { what: "birth_date" })).toEqual({ birthDate: "1998" });
    expect(await reveal(dara, { what: "private" })).toEqual({
      private: { fearOfReturn: "yes" },
      exitNotes: [],
    });
    const seen = await views();
    expect(seen.map(({ detail }) => detail["what"])).toEqual([...revealables]);
    expect(seen.every(({ reason, case_id }) => reason === "own_case" && case_id === caseId)).toBe(true);
    expect(JSON.stringify(seen)).not.toContain("0998877");
  });

  it("asks everybody else for a reason, which may not be that the case is theirs", async () => {
    for (const input of [{ what: "names" }, { what: "names", reason: "own_case" }]) {
      await expect(reveal(mate, input)).rejects.toMatchObject({
        code: "INVALID",
        fields: { reason: "people.error.reasonNeeded" },
      });
    }
    const before = (await views()).length;
    await reveal(coordinator, { what: "contacts", reason: "contact_person" });
    expect((await views()).slice(before)).toMatchObject([
      { kind: "view", reason: "contact_person", actor_id: coordinator.userId, detail: { what: "contacts" } },
    ]);
  });

  it("shows nothing of cases out of sight", async () => {
    for (const actor of [stranger, await makeStaff(database.ownerUrl, house, "caseworker", { team: 1 })]) {
      await expect(reveal(actor, { what: "names", reason: "safety" })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    }
    await expect(reveal(dara, { caseId: newId(), what: "names" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const admin = await makeStaff(database.ownerUrl, house, "administrator");
    await expect(reveal(admin, { what: "names", reason: "other" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("still opens a closed case, and leaves empty what nobody has told", async () => {
    const bare = await registerSomebody(dara);
    await changeAsOwner(
      database.ownerUrl,
      house.id,
      [bare.caseId],
      "update case_file set status = 'closed' where id = $1",
      [bare.caseId],
    );
    const open = (what: string) => revealPerson.execute(dara, { caseId: bare.caseId, what }, testOrigin);
    expect(await open("names")).toEqual({ preferredName: null, names: [] });
    expect(await open("birth_date")).toEqual({ birthDate: null });
    expect(await open("private")).toEqual({ private: null, exitNotes: [] });
  });

  it("refuses kinds and reasons that are not in the lists", async () => {
    await expect(reveal(dara, { what: "photo" })).rejects.toMatchObject({
      fields: { what: "core.error.notInList" },
    });
    await expect(reveal(dara, { what: "names", reason: "because" })).rejects.toMatchObject({
      fields: { reason: "core.error.notInList" },
    });
  });

  it("keeps nothing of what it opened under an idempotency key, and leaves its event each time", async () => {
    const key = `key-${newId()}`;
    const open = () => revealPerson.execute(dara, { caseId, what: "names" }, testOrigin, key);
    const before = (await views()).length;
    expect(await open()).toEqual(await open());
    expect(await views()).toHaveLength(before + 2);
    const kept = "select answer_sealed from idempotent_answer where key = $1";
    expect(await rowsOf(database.ownerUrl, house.id, kept, [key])).toEqual([{ answer_sealed: null }]);
  });
});
