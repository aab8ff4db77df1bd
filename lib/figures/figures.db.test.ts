import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { getFigures } from "@/lib/figures/queries";
import type { Cells } from "@/lib/figures/schema";
import { nationalityGroups } from "@/lib/figures/schema";
import { makeNeed } from "@/lib/testing/referrals";
import { makeCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { runAs } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let analyst: Staff;
const ask = (actor: Staff) => getFigures.execute(actor, {}, testOrigin);
const countOf = (cells: Cells, key: string) => cells.find((cell) => cell.key === key)?.count;

beforeAll(async () => {
  house = await makeOrganisation(database.ownerUrl);
  dara = await makeStaff(database.ownerUrl, house, "caseworker");
  analyst = await makeStaff(database.ownerUrl, house, "limited", { grants: ["analyst"] });
  for (const [status, province, count] of [
    ["active", "KH-1", 9],
    ["active", "KH-2", 6],
    ["closed", "KH-3", 2],
    ["registered", "KH-1", 7],
    ["erased", "KH-4", 1],
  ] as const)
    for (let i = 0; i < count; i++) await makeCase(database.ownerUrl, dara, { status, province });
  const restricted = { status: "restricted", status_before: "active", restricted_at: new Date() };
  for (let i = 0; i < 6; i++)
    await makeCase(database.ownerUrl, dara, {
      ...restricted,
      restricted_because: "objection",
      province: "KH-5",
    });
  const file = await makeCase(database.ownerUrl, dara, { status: "active", province: "KH-1" });
  await makeNeed(dara, file.id);
  await makeCase(
    database.ownerUrl,
    await makeStaff(database.ownerUrl, await makeOrganisation(database.ownerUrl), "caseworker"),
  );
}, 60_000);

describe("figures.summary", () => {
  it("counts the whole organisation, without small numbers and without what gives them away", async () => {
    const figures = await ask(analyst);
    expect(getFigures.output.parse(figures)).toEqual(figures);
    expect(figures.cases).toBe(25);
    expect(figures.status).toEqual([
      { key: "active", count: 16 },
      { key: "closed", count: null },
      { key: "registered", count: null },
    ]);
    expect(countOf(figures.province, "KH-1")).toBe(17);
    expect([countOf(figures.province, "KH-2"), countOf(figures.province, "KH-3")]).toEqual([null, null]);
    for (const none of ["KH-4", "KH-5"]) expect(countOf(figures.province, none)).toBeUndefined();
    expect(figures.nationality).toEqual([{ key: "south_east_asia", count: 25 }]);
    expect(figures.met).toEqual([]);
  });

  it("is for analysts and coordinators alone, and of their own organisation", async () => {
    const lead = await makeStaff(database.ownerUrl, house, "coordinator");
    expect((await ask(lead)).cases).toBe(25);
    const admin = await makeStaff(database.ownerUrl, house, "administrator");
    for (const actor of [dara, admin]) {
      await expect(ask(actor)).rejects.toMatchObject({ code: "FORBIDDEN" });
      const [row] = await runAs<{ body: object }>(database.appUrl, actor, ["select figures() as body"]);
      expect(row!.body).toEqual({ cases: 0 });
    }
    const stranger = await makeStaff(
      database.ownerUrl,
      await makeOrganisation(database.ownerUrl),
      "coordinator",
    );
    expect(await ask(stranger)).toMatchObject({ cases: 0, status: [] });
    expect(await runAs(database.appUrl, analyst, ["select id from case_file"])).toEqual([]);
  });

  it("knows every country's group", async () => {
    const rows = await runAs<{ name: string }>(database.ownerUrl, null, [
      "select distinct nationality_group(a || b) as name from unnest(string_to_array('A B C D E F G H I J K L M N O P Q R S T U V W X Y Z', ' ')) a, unnest(string_to_array('A B C D E F G H I J K L M N O P Q R S T U V W X Y Z', ' ')) b union select nationality_group(null)",
    ]);
    expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(nationalityGroups));
  });
});

it("never lets a small number be worked out from the total, for any numbers", async () => {
  const rows = await runAs<{ given: { key: string; count: number }[]; told: Cells }>(
    database.ownerUrl,
    null,
    ["select setseed(0.4)"],
    [
      `select given, without_small_cells(given) as told from generate_series(1, 2000) n,
       lateral (select jsonb_agg(jsonb_build_object('key', i, 'count', 1 + floor(random() * case when random() < 0.5 then 6 else 60 end)::int)) as given
         from generate_series(1, 1 + (n % 9)) i) g`,
    ],
  );
  expect(rows).toHaveLength(2000);
  for (const { given, told } of rows) {
    expect(told).toHaveLength(given.length);
    const hidden = given.filter(
      ({ key }) => told.find((cell) => String(cell.key) === String(key))!.count === null,
    );
    expect(told.every(({ count }) => count === null || count >= 5)).toBe(true);
    const small = given.some(({ count }) => count < 5);
    expect(hidden.length > 0).toBe(small);
    const rest = given.length - hidden.length;
    // Either several stand together for at least five, or everything is left out: then the total is small as well.
    if (small && rest > 0) {
      expect(hidden.length).toBeGreaterThanOrEqual(2);
      expect(hidden.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(5);
    }
  }
});
