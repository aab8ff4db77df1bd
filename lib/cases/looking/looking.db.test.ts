import { beforeAll, describe, expect, it } from "vitest";
import { searchPeople } from "@/lib/cases/finding/queries";
import { listLookers } from "@/lib/cases/looking/queries";
import { getCase, getTimeline } from "@/lib/cases/reading/queries";
import { revealPerson } from "@/lib/cases/revealing/commands";
import type { Staff } from "@/lib/core/actor";
import { dayOf } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/owner";
import { registerSomebody } from "@/lib/testing/registration";
import {
  insertAsOwner,
  makeOrganisation,
  makeStaff,
  type TestOrganisation,
  testOrigin,
} from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let mate: Staff;
let visitor: Staff;
let stranger: Staff;
let caseId: string;
let code: string;

const lookers = async (actor: Staff, input: object = {}) =>
  listLookers.output.parse(await listLookers.execute(actor, { caseId, ...input }, testOrigin));
const tried = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code: "NOT_FOUND" });

beforeAll(async () => {
  const { ownerUrl } = database;
  house = await makeOrganisation(ownerUrl);
  dara = await makeStaff(ownerUrl, house, "caseworker", { name: "Dara" });
  mate = await makeStaff(ownerUrl, house, "caseworker", { name: "Mate" });
  visitor = await makeStaff(ownerUrl, house, "caseworker", { team: 1, name: "Vanna" });
  stranger = await makeStaff(ownerUrl, await makeOrganisation(ownerUrl), "coordinator");
  ({ caseId, code } = await registerSomebody(dara, { names: [{ full: "Lookedat Person" }] }));
  for (let times = 0; times < 3; times++) await getCase.execute(dara, { caseId }, testOrigin);
  await revealPerson.execute(mate, { caseId, what: "names", reason: "safety" }, testOrigin);
  await tried(getCase.execute(visitor, { caseId }, testOrigin));
  await searchPeople.execute(visitor, { q: code }, testOrigin);
  const accessId = newId();
  const until = new Date(Date.now() + 3_600_000);
  const row = { organisation_id: house.id, id: accessId, case_id: caseId, user_id: visitor.userId };
  await insertAsOwner(ownerUrl, house.id, [
    {
      table: "case_access",
      covering: accessId,
      row: { ...row, kind: "glass", status: "open", ends_at: until },
    },
  ]);
  await getCase.execute({ ...visitor, visits: [caseId] }, { caseId }, testOrigin);
});

describe("case.lookers", () => {
  it("tells by day and person who did what how often, and where they stood", async () => {
    const all = await lookers(dara);
    expect(all.next).toBeNull();
    const told = all.lookers.map(({ name, role, standing, looks, day }) => ({
      who: `${name}, ${role}, ${standing}`,
      day,
      looks: looks.map(({ kind, action, reason, what, count }) => [kind, action, reason, what, count]),
    }));
    const day = dayOf(new Date());
    expect(told).toEqual([
      {
        who: "Vanna, caseworker, emergency",
        day,
        looks: [
          ["opened", "case.get", "glass", null, 1],
          ["searched", "person.search", null, null, 1],
          ["refused", "case.get", null, null, 1],
        ],
      },
      {
        who: "Mate, caseworker, team",
        day,
        looks: [["revealed", "person.reveal", "safety", "names", 1]],
      },
      { who: "Dara, caseworker, own", day, looks: [["opened", "case.get", null, null, 3]] },
    ]);
  });

  it("is itself a look, with what was asked", async () => {
    await lookers(mate, { kind: "refused" });
    const event = (await eventsOf(database.ownerUrl, house.id, "case.lookers")).at(-1);
    expect(event).toMatchObject({
      kind: "view",
      actor_id: mate.userId,
      entity: "case",
      entity_id: caseId,
      case_id: caseId,
      detail: { kind: "refused", count: 1 },
    });
    const { lookers: opened } = await lookers(dara, { kind: "opened" });
    const looks = opened.filter(({ name }) => name === "Mate").flatMap((one) => one.looks);
    expect(looks.map(({ action }) => action)).toEqual(["case.lookers"]);
  });

  it("is filtered by kind and day, and goes on from page to page", async () => {
    const names = async (input: object) => (await lookers(dara, input)).lookers.map(({ name }) => name);
    expect(await names({ kind: "refused" })).toEqual(["Vanna"]);
    expect(await names({ kind: "searched" })).toEqual(["Vanna"]);
    expect(await names({ kind: "copied" })).toEqual([]);
    expect(await names({ to: "2020-01-01" })).toEqual([]);
    expect(await names({ from: dayOf(new Date()), kind: "revealed" })).toEqual(["Mate"]);
    const coordinator = await makeStaff(database.ownerUrl, house, "coordinator");
    const pages: (string | null)[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof lookers>> = await lookers(coordinator, {
        limit: 1,
        ...(after && { after }),
      });
      pages.push(...page.lookers.map(({ name }) => name));
      after = page.next;
    } while (after && pages.length < 9);
    expect(new Set(pages)).toEqual(new Set(["Vanna", "Mate", "Dara"]));
  });

  it("is for whoever sees the case, and nobody else", async () => {
    const other = await makeStaff(database.ownerUrl, house, "caseworker", {
      site: house.sites[1]!,
      name: "Other",
    });
    await tried(listLookers.execute(other, { caseId }, testOrigin));
    await tried(listLookers.execute(stranger, { caseId }, testOrigin));
    const administrator = await makeStaff(database.ownerUrl, house, "administrator");
    await expect(listLookers.execute(administrator, { caseId }, testOrigin)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect((await lookers(dara, { kind: "refused" })).lookers.map(({ name }) => name)).toContain("Other");
  });

  it("shows nothing of other cases", async () => {
    const elsewhere = await registerSomebody(dara, {});
    await getTimeline.execute(dara, { caseId: elsewhere.caseId }, testOrigin);
    const { lookers: found } = await lookers(dara, { caseId: elsewhere.caseId });
    expect(found.flatMap(({ looks }) => looks.map(({ action }) => action))).toEqual(["case.timeline"]);
  });
});
