import { beforeAll, describe, expect, it } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Permission } from "@/lib/core/permissions";
import { addNote } from "@/lib/notes/commands";
import { commands, queries } from "@/lib/registry";
import { makeCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { houseCalls, type HouseIds, houseKeys } from "@/lib/testing/house-calls";
import { sumsOf } from "@/lib/testing/owner";
import { insertAsOwner, makeOrganisation, makeStaff, testOrigin } from "@/lib/testing/staff";

/** Accounts, tokens, factors, accesses, alerts and notes for few eyes: what is not of a case, or not for all who see it. */
const database = useDatabase();
const doors = new Map([...commands, ...queries]);
const strangers = [
  "an administrator elsewhere",
  "a coordinator elsewhere",
  "a data-protection officer elsewhere",
  "a caseworker elsewhere",
  "a caseworker of another team",
  "a volunteer",
] as const;
type Stranger = (typeof strangers)[number];
const of = {} as Record<Stranger, Staff>;
let home: HouseIds;
let owner: Staff;
let organisationId: string;

beforeAll(async () => {
  const { ownerUrl } = database;
  const house = await makeOrganisation(ownerUrl);
  const away = await makeOrganisation(ownerUrl, { name: "Harbour" });
  organisationId = house.id;
  const staff = await makeStaff(ownerUrl, house, "caseworker", { grants: ["health_notes"] });
  owner = staff;
  const asker = await makeStaff(ownerUrl, house, "caseworker", { site: house.sites[1]! });
  const file = await makeCase(ownerUrl, staff);
  const body = "She asked for a doctor.";
  const note = { caseId: file.id, kind: "talk", language: "en", privacy: "health", body };
  const { noteId } = await addNote.execute(staff, note, testOrigin);
  home = Object.fromEntries(houseKeys.map((key) => [key, newId()])) as HouseIds;
  Object.assign(home, {
    userId: staff.userId,
    noteId,
    siteId: house.sites[0]!.id,
    teamId: house.sites[0]!.teamIds[0]!,
  });
  const { userId, tokenId, passkeyId, resetId, askedId, glassId, alertId } = home;
  const soon = new Date(Date.now() + 1_800_000);
  const access = { case_id: file.id, user_id: asker.userId };
  const rows: [table: string, covering: string, row: object][] = [
    [
      "api_token",
      userId,
      {
        id: tokenId,
        user_id: userId,
        name: "Script",
        hash: Buffer.from("t"),
        permissions: ["me.get"],
        assurance: 2,
        expires_at: soon,
      },
    ],
    [
      "passkey",
      userId,
      {
        id: passkeyId,
        user_id: userId,
        credential_id: Buffer.from("c"),
        public_key: Buffer.from("k"),
        name: "Phone",
      },
    ],
    [
      "factor_reset",
      userId,
      { id: resetId, user_id: userId, proposed_by: asker.userId, proposed_at: new Date() },
    ],
    ["case_access", askedId, { ...access, id: askedId, kind: "asked", status: "waiting" }],
    ["case_access", glassId, { ...access, id: glassId, kind: "glass", status: "open", ends_at: soon }],
    [
      "watch_alert",
      alertId,
      { id: alertId, user_id: userId, rule: "night", period_start: new Date(), count: 9 },
    ],
  ];
  await insertAsOwner(
    ownerUrl,
    house.id,
    rows.map(([table, covering, row]) => ({ table, covering, row: { organisation_id: house.id, ...row } })),
  );
  of["an administrator elsewhere"] = await makeStaff(ownerUrl, away, "administrator");
  of["a coordinator elsewhere"] = await makeStaff(ownerUrl, away, "coordinator");
  of["a data-protection officer elsewhere"] = await makeStaff(ownerUrl, away, "limited", {
    grants: ["data_protection_officer"],
  });
  of["a caseworker elsewhere"] = await makeStaff(ownerUrl, away, "caseworker");
  of["a caseworker of another team"] = await makeStaff(ownerUrl, house, "caseworker", {
    site: house.sites[1]!,
  });
  of["a volunteer"] = await makeStaff(ownerUrl, house, "limited", {
    site: house.sites[1]!,
    grants: ["intake"],
  });
}, 60_000);

async function outcome(staff: Staff, name: Permission, input: object): Promise<string> {
  try {
    return JSON.stringify(await doors.get(name)!.execute(staff, input, testOrigin));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return JSON.stringify([error.code, error.fields, error.params]);
  }
}

const kept = [
  "user_account",
  "membership",
  "access_grant",
  "invitation",
  "session",
  "api_token",
  "passkey",
  "factor_reset",
  "case_access",
  "watch_alert",
  "note",
];
const state = () => sumsOf(database.ownerUrl, organisationId, kept);

/** Everybody of the house may know its places, and administrators elsewhere may invite as they like at home. */
const ofHouse: readonly string[] = ["siteId", "teamId"];
const given = Object.entries(houseCalls) as [Permission, (ids: HouseIds) => Record<string, unknown>][];
const cells = given.flatMap(([name, call]) => strangers.map((who) => [name, who, call] as const));

describe("a record of the house", () => {
  it.each(cells)("%s answers %s as if it did not exist", async (name, who, call) => {
    const before = await state();
    const staff = of[who];
    const nothing = Object.fromEntries(houseKeys.map((key) => [key, newId()])) as HouseIds;
    const used = houseKeys.filter((key) => JSON.stringify(call(nothing)).includes(nothing[key]));
    expect(used).not.toEqual([]);
    for (const key of used.filter(
      (one) => staff.organisationId !== organisationId || !ofHouse.includes(one),
    )) {
      const ask = async (id: string) =>
        (await outcome(staff, name, call({ ...nothing, [key]: id })))
          .replaceAll(id, "")
          .replace(/"(now|asOf)":"[^"]+"/, "");
      expect([key, await ask(home[key])]).toEqual([key, await ask(newId())]);
    }
    expect(await state()).toEqual(before);
  });

  it("is there for whoever it belongs to", async () => {
    expect(await outcome(owner, "note.reveal", houseCalls["note.reveal"]!(home))).toContain(
      "She asked for a doctor.",
    );
    expect(await outcome(owner, "passkey.rename", houseCalls["passkey.rename"]!(home))).not.toContain(
      "NOT_FOUND",
    );
    expect(await outcome(owner, "token.revoke", houseCalls["token.revoke"]!(home))).not.toContain(
      "NOT_FOUND",
    );
  });
});
