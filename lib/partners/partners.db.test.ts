import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { addPartner } from "@/lib/partners/commands";
import { listPartners } from "@/lib/partners/queries";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { makePartner } from "@/lib/testing/partners";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let coordinator: Staff;
let caseworker: Staff;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  coordinator = await makeStaff(database.ownerUrl, organisation, "coordinator");
  caseworker = await makeStaff(database.ownerUrl, organisation, "caseworker");
});

const shelter = {
  name: "Riverside Shelter",
  type: "ngo_shelter",
  province: "KH-1",
  verified: true,
  services: [{ needCode: "N02", languages: ["id", "en"], sexes: "women", costUsd: 0, openPlaces: 3 }],
};

describe("partner.add", () => {
  it("keeps a partner with its services", async () => {
    const { id } = addPartner.output.parse(await addPartner.execute(coordinator, shelter, testOrigin));
    const rows = await rowsOf(database.ownerUrl, organisation.id, "select * from partner where id = $1", [
      id,
    ]);
    expect(rows).toMatchObject([{ name: "Riverside Shelter", active: true, phone: null, version: 1 }]);
    expect(rows[0]!.verified_at).toBeInstanceOf(Date);
    const events = await eventsOf(database.ownerUrl, organisation.id, "partner.add");
    expect(events.at(-1)).toMatchObject({
      entity: "partner",
      entity_id: id,
      detail: { type: "ngo_shelter", services: 1 },
    });
  });

  it("refuses unknown and doubled services, odd types and others than coordinators", async () => {
    const add = (staff: Staff, more: object) =>
      addPartner.execute(staff, { ...shelter, ...more }, testOrigin);
    const [service] = shelter.services;
    await expect(add(coordinator, { services: [{ ...service, needCode: "N98" }] })).rejects.toMatchObject({
      fields: { "services.0.needCode": "core.error.notInList" },
    });
    await expect(add(coordinator, { services: [service, service] })).rejects.toMatchObject({
      fields: { "services.1.needCode": "partners.error.serviceTwice" },
    });
    await expect(add(coordinator, { type: "casino" })).rejects.toMatchObject({ code: "INVALID" });
    await expect(add(coordinator, { name: " " })).rejects.toMatchObject({
      fields: { name: "core.error.missing" },
    });
    await expect(add(caseworker, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("partner.list", () => {
  it("filters by what one service offers, and pages", async () => {
    const { ownerUrl } = database;
    const elsewhere = await makeOrganisation(ownerUrl, { name: "Harbour" });
    const staff = await makeStaff(ownerUrl, elsewhere, "caseworker");
    const make = (name: string, over: object) => makePartner(ownerUrl, elsewhere.id, { name, ...over });
    await make("A clinic", {
      type: "clinic",
      province: "KH-12",
      services: [{ needCode: "N06", languages: ["km"] }],
    });
    await make("B women", { services: [{ needCode: "N02", sexes: "women", languages: ["id"] }] });
    await make("C mixed", {
      services: [
        { needCode: "N02", languages: ["ur"] },
        { needCode: "N16", languages: ["id"] },
      ],
    });
    await make("D gone", { active: false });
    const list = async (asked: object) =>
      listPartners.output
        .parse(await listPartners.execute(staff, asked, testOrigin))
        .partners.map(({ name }) => name);
    expect(await list({})).toEqual(["A clinic", "B women", "C mixed"]);
    expect(await list({ need: "N02" })).toEqual(["B women", "C mixed"]);
    expect(await list({ need: undefined, sex: undefined })).toHaveLength(3);
    expect(await list({ need: ["N02", "N06"] })).toEqual(["A clinic", "B women", "C mixed"]);
    expect(await list({ need: "N02", sex: "men" })).toEqual(["C mixed"]);
    expect(await list({ need: "N02", language: "id" })).toEqual(["B women"]);
    expect(await list({ province: "KH-12" })).toEqual(["A clinic"]);
    const first = await listPartners.execute(staff, { limit: "2" }, testOrigin);
    const second = await listPartners.execute(staff, { limit: "2", after: first.next }, testOrigin);
    expect([first.total, first.partners.length, second.partners.map(({ name }) => name)]).toEqual([
      3,
      2,
      ["C mixed"],
    ]);
    expect(first.partners[0]!.services[0]).toMatchObject({
      needCode: "N06",
      label: "Emergency medical care",
      costUsd: 0,
    });
  });
});
